package dev.peristyle.internal.engine;

import dev.peristyle.internal.aggregate.Grouping;
import dev.peristyle.internal.join.AsOfJoining;
import dev.peristyle.internal.join.Joining;
import dev.peristyle.internal.operator.ChunkTransform;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.internal.over.Windowing;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import java.util.ArrayList;
import java.util.List;

/** Where the rows of a stage come from: a source, or an operator that has seen all rows of other stages. */
public sealed interface StageInput {

    /**
     * Returns which operator it is.
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
     * Rows of a source.
     *
     * @param source where the rows come from
     * @param request what the source has to deliver and to filter
     * @param schema what comes out
     */
    record OfSource(OperatorId id, Source source, ScanRequest request, Schema schema) implements StageInput {

        /** With one more condition, as far as the source applies it: not all rows that come out have to meet it. */
        OfSource with(Predicate condition) {
            if (source.support(condition) == FilterSupport.NONE) {
                return this;
            }
            List<Predicate> predicates = new ArrayList<>(request.predicates());
            predicates.add(condition);
            return new OfSource(id, source, new ScanRequest(request.columns(), predicates), schema);
        }
    }

    /**
     * Groups of rows, in the order of their first ones.
     *
     * @param grouping keys and aggregates
     */
    record OfGroups(OperatorId id, Rows input, Grouping grouping) implements StageInput {

        @Override
        public Schema schema() {
            return grouping.schema();
        }
    }

    /**
     * Rows in the order of some columns.
     *
     * @param keys what decides, the first one first
     * @param limit only the first so many; {@link Long#MAX_VALUE} for all
     */
    record OfSorted(OperatorId id, Rows input, List<BoundSortKey> keys, long limit) implements StageInput {

        @Override
        public Schema schema() {
            return input.schema();
        }
    }

    /**
     * The first rows.
     *
     * @param count how many at most
     */
    record OfFirst(OperatorId id, Rows input, long count) implements StageInput {

        @Override
        public Schema schema() {
            return input.schema();
        }
    }

    /**
     * What a step makes of rows that it is shown in their order.
     *
     * @param step what happens to each chunk
     */
    record OfOrdered(OperatorId id, Rows input, ChunkTransform.Step step) implements StageInput {

        @Override
        public Schema schema() {
            return step.schema();
        }
    }

    /**
     * Sorted rows of several inputs as one.
     *
     * @param inputs rows with the same columns
     * @param keys what they are sorted by, the first one first
     * @param order the same as text
     */
    record OfMerged(OperatorId id, List<Rows> inputs, List<BoundSortKey> keys, String order) implements StageInput {

        @Override
        public Schema schema() {
            return inputs.get(0).schema();
        }
    }

    /**
     * The rows of the left of a join beside those of the right, and then those of the right without a match.
     *
     * @param left the rows of the left
     * @param join the right
     */
    record OfJoined(OperatorId id, Rows left, JoinStep join) implements StageInput {

        @Override
        public Schema schema() {
            return join.joining().schema();
        }
    }

    /**
     * The rows of the left, each beside the nearest of the right.
     *
     * @param left the rows of the left
     * @param right the rows of the right
     * @param joining how they are joined
     */
    record OfNearest(OperatorId id, Rows left, Rows right, AsOfJoining joining) implements StageInput {

        @Override
        public Schema schema() {
            return joining.schema();
        }
    }

    /**
     * The rows of the left of a join beside those of the right, both sorted by the keys.
     *
     * @param left the rows of the left
     * @param right the rows of the right
     * @param joining how they are joined
     * @param order the keys as text
     */
    record OfSortedSides(OperatorId id, Rows left, Rows right, Joining joining, String order) implements StageInput {

        @Override
        public Schema schema() {
            return joining.schema();
        }
    }

    /**
     * The rows of the left of a join beside those of the right, which has turned out not to fit in memory.
     *
     * @param left the rows of the left
     * @param joining how they are joined
     * @param build the right; stays the maker's
     */
    record OfPartitions(OperatorId id, Rows left, Joining joining, JoinBuild build) implements StageInput {

        @Override
        public Schema schema() {
            return joining.schema();
        }
    }

    /**
     * Rows with the results of window functions beside them.
     *
     * @param windowing what is computed over which rows
     */
    record OfWindow(OperatorId id, Rows input, Windowing windowing) implements StageInput {

        @Override
        public Schema schema() {
            return windowing.schema();
        }
    }
}
