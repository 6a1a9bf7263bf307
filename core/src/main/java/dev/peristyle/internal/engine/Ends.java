package dev.peristyle.internal.engine;

import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;
import java.util.ArrayList;
import java.util.List;

/** What rows end in that take all of them. */
public final class Ends {

    private Ends() {}

    /**
     * Writes rows.
     *
     * @param rows what to write
     * @param sink where it goes
     * @param id which operator the sink is
     * @param run the memory and the services of the run
     * @return the rows written
     */
    public static long write(Rows rows, Sink sink, OperatorId id, Run run) {
        OperatorRun operator = run.operator(id);
        List<SinkWriter> writers = new ArrayList<>(1);
        try {
            WriteSink[] target = new WriteSink[1];
            SinkDriver.drain(
                    rows,
                    () -> {
                        writers.add(sink.open(rows.schema(), run.context(operator)));
                        target[0] = new WriteSink(writers.get(0), operator);
                        return target[0];
                    },
                    run);
            Meter meter = operator.meter();
            try (Clock clock = Clock.start(run)) {
                writers.get(0).commit();
                clock.lap(meter);
            }
            meter.bytes = target[0].bytes();
            operator.count(writers.get(0).counts());
            writers.remove(0).close();
            return target[0].rows();
        } catch (Throwable failure) {
            if (!writers.isEmpty()) {
                operator.count(writers.get(0).counts());
            }
            Closing.after(failure, writers);
            throw failure;
        }
    }

    /**
     * Keeps rows.
     *
     * @param rows what to keep
     * @param run the memory of the run, which belongs to the table afterwards; closed, but for its memory
     * @return the rows
     */
    public static Table collect(Rows rows, OperatorId id, Run run) {
        OperatorRun operator = run.operator(id);
        try (TableBuilder builder = new TableBuilder(run.memory(), "collect", rows.schema())) {
            SinkDriver.drain(rows, new CopyingSink(operator, rows.schema(), builder::append), run);
            operator.holdsElsewhere(run.memory().used());
            run.finish();
            run.closeButMemory();
            return builder.buildOwningPool();
        }
    }

    /**
     * Drops rows.
     *
     * @param rows what to make and drop
     * @param run the memory and the services of the run
     */
    public static void discard(Rows rows, OperatorId id, Run run) {
        SinkDriver.drain(rows, new DiscardSink(run.operator(id)), run);
    }
}
