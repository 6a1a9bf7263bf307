package dev.peristyle.internal.plan;

import dev.peristyle.internal.engine.Fragment;
import dev.peristyle.internal.engine.Operators;
import dev.peristyle.internal.engine.Run;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RowFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A step that can run, with the text that explains it. Immutable; can run any number of times. */
public sealed interface Physical {

    /**
     * Returns the columns that come out.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Starts to run it.
     *
     * @param run the memory and the services of the run
     * @return the rows, to be closed by the caller
     */
    Operator open(Run run);

    /**
     * This step, and after it one that works chunk by chunk.
     *
     * @param step the next step
     * @return both
     */
    Physical then(ChunkTransform.Step step);

    /**
     * The step and what it reads from, one line each, indented by depth.
     *
     * @return lines without a line end
     */
    List<String> explain();

    /**
     * What any number of threads can execute on different splits.
     *
     * @param fragment the scan and its steps
     */
    record Parallel(Fragment fragment) implements Physical {

        @Override
        public Schema schema() {
            return fragment.schema();
        }

        @Override
        public Operator open(Run run) {
            return Operators.open(fragment, run);
        }

        @Override
        public Physical then(ChunkTransform.Step step) {
            List<ChunkTransform.Step> steps = new ArrayList<>(fragment.steps());
            steps.add(step);
            return new Parallel(new Fragment(fragment.source(), fragment.request(), steps, step.schema()));
        }

        @Override
        public List<String> explain() {
            List<String> lines = new ArrayList<>();
            String indent = "";
            for (int step = fragment.steps().size() - 1; step >= 0; step--) {
                lines.add(indent + fragment.steps().get(step).describe());
                indent += "  ";
            }
            lines.add(indent + "scan " + fragment.source().describe());
            List<String> columns = fragment.request().columns();
            lines.add(indent + "  columns: " + columns.size() + " of "
                    + fragment.source().schema().size() + " " + columns);
            for (RowFilter filter : fragment.request().filters()) {
                lines.add(indent + "  pushed filter: " + filter.describe());
            }
            return lines;
        }
    }

    /**
     * What needs rows of several chunks, or comes after such a step: runs on one thread, its inputs on several.
     *
     * @param description gives one line for plans
     * @param inputs what it reads from
     * @param schema what comes out
     * @param opener makes the operator
     */
    record Serial(Supplier<String> description, List<Physical> inputs, Schema schema, Function<Run, Operator> opener)
            implements Physical {

        @Override
        public Operator open(Run run) {
            return opener.apply(run);
        }

        @Override
        public Physical then(ChunkTransform.Step step) {
            return new Serial(
                    step::describe, List.of(this), step.schema(), run -> Operators.transform(open(run), step, run));
        }

        @Override
        public List<String> explain() {
            List<String> lines = new ArrayList<>();
            lines.add(description.get());
            for (Physical input : inputs) {
                input.explain().forEach(line -> lines.add("  " + line));
            }
            return lines;
        }
    }
}
