package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;

/** Drops rows, for runs of which only the figures are wanted. */
final class DiscardSink implements MergingSink {

    private static final Partial NOTHING = new Partial() {
        @Override
        public void add(Chunk chunk, long ordinal) {}

        @Override
        public void close() {}
    };

    private final OperatorRun operator;

    DiscardSink(OperatorRun operator) {
        this.operator = operator;
    }

    @Override
    public OperatorRun operator() {
        return operator;
    }

    @Override
    public Partial partial() {
        return NOTHING;
    }

    @Override
    public void merge(Partial partial) {}
}
