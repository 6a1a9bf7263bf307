package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.GroupAggregator;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Scan;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups the rows of a fragment or of an operator.
 *
 * <p>For a fragment, every thread groups the splits that it takes, and the groups are merged at the end. Nothing of the
 * result is seen before that, so whether the splits fitted together is checked once, then. If one did not, all groups are
 * dropped and the dataset is read again from the beginning by one thread that never has to guess.
 *
 * @param grouping keys and aggregates
 */
record GroupRun(Grouping grouping) {

    /** Rows are numbered from the split's number times 2 to this: no window has more, and no split overflows a long. */
    private static final int SPLIT_SHIFT = 32;

    /** The groups of all rows of an operator, to be closed by the caller. */
    GroupAggregator group(Operator input, MemoryPool pool) {
        GroupAggregator groups = grouping.aggregator(pool);
        try {
            Feed feed = new Feed(groups);
            Chunk chunk = input.next();
            long ordinal = 0;
            while (chunk != null) {
                feed.add(chunk, ordinal);
                ordinal += chunk.rowCount();
                chunk = input.next();
            }
            return groups;
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(groups));
            throw failure;
        }
    }

    /** The groups of all rows of a fragment, to be closed by the caller. */
    GroupAggregator group(Fragment fragment, Run run) {
        if (run.threads() > 1) {
            GroupAggregator groups = parallel(fragment, run);
            if (groups != null) {
                return groups;
            }
        }
        try (Operator input = new FragmentOperator(fragment, run)) {
            return group(input, run.memory());
        }
    }

    /** The groups, or null when a split was read from a wrong place. */
    private GroupAggregator parallel(Fragment fragment, Run run) {
        List<GroupAggregator> partials = new ArrayList<>();
        try (Scan scan = fragment.source().open(fragment.request(), run)) {
            run.expect(scan.totalBytes());
            SplitLedger ledger = new SplitLedger(scan.splitCount());
            int threads = Math.max(1, Math.min(run.threads(), scan.splitCount()));
            for (int worker = 0; worker < threads; worker++) {
                partials.add(grouping.aggregator(run.memory()));
            }
            Workers.run(threads, worker -> work(fragment, run, scan, ledger, partials.get(worker)));
            if (!ledger.isExact()) {
                Closing.all(partials);
                return null;
            }
            Workers.rethrow(ledger.failure());
            for (int worker = threads - 1; worker > 0; worker--) {
                partials.get(0).merge(partials.get(worker));
                partials.get(worker).close();
            }
            return partials.get(0);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, partials);
            throw failure;
        }
    }

    private void work(Fragment fragment, Run run, Scan scan, SplitLedger ledger, GroupAggregator groups) {
        Feed feed = new Feed(groups);
        try (FragmentReader reader = new FragmentReader(fragment, scan, run.memory())) {
            int split = ledger.take();
            while (split >= 0) {
                try {
                    reader.begin(split, ledger.startOf(split));
                    Chunk chunk = reader.next();
                    long ordinal = (long) split << SPLIT_SHIFT;
                    while (chunk != null) {
                        feed.add(chunk, ordinal);
                        ordinal += chunk.rowCount();
                        chunk = reader.next();
                    }
                    ledger.finished(split, reader.start(), reader.end());
                } catch (RuntimeException | Error failure) {
                    ledger.failed(split, reader.start(), failure);
                }
                split = ledger.take();
            }
        }
    }

    /** Hands the columns of chunks to an aggregator. */
    private final class Feed {

        private final GroupAggregator groups;
        private final int[] argumentPositions = grouping.argumentPositions();
        private final Column[] keyColumns = new Column[grouping.keys().size()];
        private final Column[] argumentColumns = new Column[argumentPositions.length];

        Feed(GroupAggregator groups) {
            this.groups = groups;
        }

        void add(Chunk chunk, long ordinal) {
            if (chunk.rowCount() == 0) {
                return;
            }
            for (int key = 0; key < keyColumns.length; key++) {
                keyColumns[key] = chunk.column(key);
            }
            for (int argument = 0; argument < argumentColumns.length; argument++) {
                int position = argumentPositions[argument];
                argumentColumns[argument] = position < 0 ? null : chunk.column(position);
            }
            groups.accumulate(chunk.rowCount(), keyColumns, argumentColumns, ordinal);
        }
    }

    /** Delivers the groups; computes them when the first chunk is asked for. */
    static final class GroupOperator implements Operator {

        /** Computes the groups, to be closed by the operator. */
        interface Computation {
            GroupAggregator compute();
        }

        private final Schema schema;
        private final Computation computation;
        private GroupAggregator groups;

        GroupOperator(Schema schema, Computation computation) {
            this.schema = schema;
            this.computation = computation;
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public Chunk next() {
            if (groups == null) {
                groups = computation.compute();
            }
            return groups.nextOutput();
        }

        @Override
        public void close() {
            if (groups != null) {
                groups.close();
            }
        }
    }
}
