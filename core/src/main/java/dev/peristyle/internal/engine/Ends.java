package dev.peristyle.internal.engine;

import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.internal.lifetime.Closing;
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
        WriteSink[] target = new WriteSink[1];
        try {
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
        } catch (Throwable failure) {
            Closing.after(failure, ending(writers, operator));
            throw failure;
        }
        Closing.all(ending(writers, operator));
        return target[0].rows();
    }

    /** Closes writers, once each was asked for what it has counted: from the last to the first, and all of them whatever fails. */
    private static List<AutoCloseable> ending(List<SinkWriter> writers, OperatorRun operator) {
        List<AutoCloseable> ending = new ArrayList<>(writers);
        writers.forEach(writer -> ending.add(() -> operator.count(writer.counts())));
        return ending;
    }

    /**
     * Keeps rows.
     *
     * @param rows what to keep
     * @param owner who holds them, for reports
     * @param run the memory of the run, which belongs to the table afterwards; closed, but for its memory
     * @return the rows
     */
    public static Table collect(Rows rows, String owner, OperatorId id, Run run) {
        OperatorRun operator = run.operator(id);
        try (TableBuilder builder = new TableBuilder(run.memory(), owner, rows.schema())) {
            SinkDriver.drain(rows, new CopyingSink(operator, rows.schema(), builder::append), run);
            operator.holdsElsewhere(run.memory().used());
            run.finish();
            run.end(true);
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
