package dev.peristyle.internal.engine;

/** Drains rows into sinks, on all threads of a run, the calling one included. */
final class SinkDriver {

    private SinkDriver() {}

    /** Drains into a sink that takes rows in their order. */
    static void drain(Rows rows, OrderedSink sink, Run run) {
        drain(rows, () -> sink, run);
    }

    /**
     * Drains into a sink that takes rows in their order.
     *
     * @param opener makes the sink, once the first input is open: where there is nothing to read, nothing is written
     */
    static void drain(Rows rows, java.util.function.Supplier<? extends OrderedSink> opener, Run run) {
        OrderedSink sink = null;
        for (Stage stage : rows.stages()) {
            try (OrderedRun ordered = new OrderedRun(stage, run)) {
                sink = sink == null ? opener.get() : sink;
                ordered.into(sink, true);
                ordered.crew(ordered::work).run();
                ordered.finish();
            }
        }
    }

    /** Drains into a sink that takes rows in any order. */
    static void drain(Rows rows, MergingSink sink, Run run) {
        long place = 0;
        for (Stage stage : rows.stages()) {
            try (MergingRun merging = new MergingRun(stage, place, sink, run)) {
                merging.crew().run();
                place = merging.finish();
            }
        }
    }
}
