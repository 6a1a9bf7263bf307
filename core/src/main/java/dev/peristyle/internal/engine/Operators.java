package dev.peristyle.internal.engine;

import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.operator.TransformOperator;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Sink;
import java.util.List;
import java.util.function.Function;

/** How the steps of a plan are executed with the threads of a run. */
public final class Operators {

    private Operators() {}

    /**
     * Executes a fragment in the order of the dataset, on all threads of the run.
     *
     * @param fragment the scan and its steps
     * @param run the memory and the services of the run
     * @return its rows
     */
    public static Operator open(Fragment fragment, Run run) {
        return run.threads() == 1 ? new FragmentOperator(fragment, run) : new OrderedExchange(fragment, run);
    }

    /**
     * Applies a step to what an operator delivers.
     *
     * @param input the rows, taken over
     * @param step the step
     * @param run the memory and the services of the run
     * @return the transformed rows
     */
    public static Operator transform(Operator input, ChunkTransform.Step step, Run run) {
        return new TransformOperator(input, step, run.memory());
    }

    /**
     * Groups the rows of a fragment on all threads of the run.
     *
     * @param fragment the rows
     * @param grouping keys and aggregates
     * @param run the memory and the services of the run
     * @return one row a group, in the order in which the groups first appear
     */
    public static Operator group(Fragment fragment, Grouping grouping, Run run) {
        return new GroupRun.GroupOperator(grouping.schema(), () -> new GroupRun(grouping).group(fragment, run));
    }

    /**
     * Groups the rows of an operator on the calling thread.
     *
     * @param opener opens the input when the first group is asked for
     * @param grouping keys and aggregates
     * @param run the memory and the services of the run
     * @return one row a group, in the order in which the groups first appear
     */
    public static Operator group(Function<Run, Operator> opener, Grouping grouping, Run run) {
        return new GroupRun.GroupOperator(grouping.schema(), () -> {
            try (Operator input = opener.apply(run)) {
                return new GroupRun(grouping).group(input, run.memory());
            }
        });
    }

    /**
     * Sorts the rows of an operator.
     *
     * @param opener opens the input when the first row is asked for
     * @param schema the columns of the input
     * @param keys what decides, the first one first
     * @param limit only the first so many
     * @param run the memory and the services of the run
     * @return the rows in order
     */
    public static Operator sort(
            Function<Run, Operator> opener, Schema schema, List<BoundSortKey> keys, long limit, Run run) {
        return new SortOperator(opener, schema, keys, limit, run);
    }

    /**
     * Writes the rows of a fragment, on all threads of the run and in the order of the dataset.
     *
     * @param fragment the rows
     * @param sink where they go
     * @param run the memory and the services of the run
     * @return the rows written
     */
    public static long write(Fragment fragment, Sink sink, Run run) {
        return WriteRun.write(fragment, sink, run);
    }

    /**
     * Writes the rows of an operator on the calling thread.
     *
     * @param input the rows
     * @param sink where they go
     * @param run the memory and the services of the run
     * @return the rows written
     */
    public static long write(Operator input, Sink sink, Run run) {
        return WriteRun.write(input, sink, run);
    }
}
