package dev.peristyle.internal.plan;

import dev.peristyle.internal.aggregate.Grouping;
import dev.peristyle.internal.join.AsOfJoining;
import dev.peristyle.internal.join.Joining;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.over.Windowing;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * A step that can run, with an identity and the text that explains it. Immutable; can run any number of times. As with
 * {@link Plan}, nothing may follow inputs by recursion.
 */
public sealed interface Physical {

    /**
     * Returns which step this is.
     *
     * @return its number and name
     */
    OperatorId id();

    /**
     * Returns the columns that come out.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Returns what it reads from.
     *
     * @return the inputs in order
     */
    List<Physical> inputs();

    /**
     * The step without its inputs.
     *
     * @return its line, then lines of details, indented
     */
    List<String> describe();

    /** As {@link #describe}, with what is only found out for somebody who reads it. */
    default List<String> detailed() {
        return describe();
    }

    /**
     * The step and all below it, indented by depth.
     *
     * @return several lines
     */
    default String explain() {
        return TreeText.of(this, Physical::inputs, Physical::detailed);
    }

    /**
     * Rows of a source.
     *
     * @param source where the rows come from
     * @param request what the source has to deliver and to filter
     * @param schema what comes out
     */
    record Scan(OperatorId id, Source source, ScanRequest request, Schema schema) implements Physical {

        @Override
        public List<Physical> inputs() {
            return List.of();
        }

        @Override
        public List<String> describe() {
            List<String> lines = new ArrayList<>();
            lines.add("scan " + source.describe());
            lines.add("  columns: " + request.columns().size() + " of "
                    + source.schema().size() + " " + request.columns());
            for (Predicate predicate : request.predicates()) {
                lines.add("  pushed filter: " + predicate.describe());
            }
            return lines;
        }

        @Override
        public List<String> detailed() {
            List<String> lines = new ArrayList<>(describe());
            source.explain(request).forEach(line -> lines.add("  " + line));
            return lines;
        }
    }

    /**
     * What works chunk by chunk.
     *
     * @param step what happens to each chunk
     */
    record Transform(OperatorId id, Physical input, ChunkTransform.Step step) implements Physical {

        @Override
        public Schema schema() {
            return step.schema();
        }

        @Override
        public List<Physical> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> describe() {
            return List.of(step.describe());
        }
    }

    /**
     * One row per group.
     *
     * @param grouping keys and aggregates
     */
    record Group(OperatorId id, Physical input, Grouping grouping) implements Physical {

        @Override
        public Schema schema() {
            return grouping.schema();
        }

        @Override
        public List<Physical> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> describe() {
            List<String> keys = new ArrayList<>();
            for (Field key : grouping.keys()) {
                keys.add(key.name());
            }
            return List.of(PlanText.group(keys, grouping.aggregates()));
        }
    }

    /**
     * The rows in order.
     *
     * @param keys what decides, the first one first
     * @param limit only the first so many; {@link Long#MAX_VALUE} for all
     * @param text the line of plans
     */
    record Sort(OperatorId id, Physical input, List<BoundSortKey> keys, long limit, String text) implements Physical {

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<Physical> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> describe() {
            return List.of(text);
        }
    }

    /**
     * What works chunk by chunk and remembers chunks before: it is shown all of them in order.
     *
     * @param step what happens to each chunk
     */
    record InOrder(OperatorId id, Physical input, ChunkTransform.Step step) implements Physical {

        @Override
        public Schema schema() {
            return step.schema();
        }

        @Override
        public List<Physical> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> describe() {
            return List.of(step.describe());
        }
    }

    /**
     * The first rows.
     *
     * @param count how many at most
     */
    record Limit(OperatorId id, Physical input, long count) implements Physical {

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<Physical> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> describe() {
            return List.of("limit " + count);
        }
    }

    /**
     * The rows of several inputs, one after the other.
     *
     * @param inputs at least one
     */
    record Concat(OperatorId id, List<Physical> inputs) implements Physical {

        @Override
        public Schema schema() {
            return inputs.get(0).schema();
        }

        @Override
        public List<String> describe() {
            return List.of("concat");
        }
    }

    /**
     * Each row of the left with the nearest of the right.
     *
     * @param joining how they are joined
     */
    record AsOfJoin(OperatorId id, Physical left, Physical right, AsOfJoining joining) implements Physical {

        @Override
        public Schema schema() {
            return joining.schema();
        }

        @Override
        public List<Physical> inputs() {
            return List.of(left, right);
        }

        @Override
        public List<String> describe() {
            return List.of(joining.text(), "  columns: " + joining.schema().names());
        }
    }

    /**
     * Sorted rows of several inputs as one.
     *
     * @param inputs at least two with the same columns
     * @param keys what they are sorted by, the first one first
     * @param order the same as text
     */
    record Merge(OperatorId id, List<Physical> inputs, List<BoundSortKey> keys, String order) implements Physical {

        @Override
        public Schema schema() {
            return inputs.get(0).schema();
        }

        @Override
        public List<String> describe() {
            return List.of("merge by " + order);
        }
    }

    /**
     * The rows of two inputs that match.
     *
     * @param joining how they are joined
     * @param left the side that flows by
     * @param right the side that is held
     * @param scanKeys the columns of the scan of the left whose rows the keys of the right leave out; none where they do not
     * @param why which side of what the user wrote is held, and why; null where nobody asked
     * @param order what both sides are sorted by where they are merged; null where a side is held
     */
    record Join(
            OperatorId id,
            Physical left,
            Physical right,
            Joining joining,
            List<Field> scanKeys,
            String why,
            String order)
            implements Physical {

        @Override
        public Schema schema() {
            return joining.schema();
        }

        @Override
        public List<Physical> inputs() {
            return List.of(left, right);
        }

        @Override
        public List<String> describe() {
            List<String> lines = new ArrayList<>();
            lines.add(joining.text());
            lines.add("  columns: " + joining.schema().names());
            if (why != null) {
                lines.add("  " + why);
            }
            if (!scanKeys.isEmpty()) {
                lines.add("  the scan of the side that flows by leaves out rows without a match by "
                        + Schema.of(scanKeys).names());
            }
            return lines;
        }
    }

    /**
     * The rows with the results of functions over the rows around each.
     *
     * @param windowing what is computed over which rows
     */
    record Window(OperatorId id, Physical input, Windowing windowing) implements Physical {

        @Override
        public Schema schema() {
            return windowing.schema();
        }

        @Override
        public List<Physical> inputs() {
            return List.of(input);
        }

        @Override
        public List<String> describe() {
            return List.of(windowing.text());
        }
    }
}
