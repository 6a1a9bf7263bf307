package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.over.WindowedRows;
import dev.peristyle.schema.Schema;
import java.util.List;

/** Delivers rows with the results of window functions beside them. Has sorted all rows when it is made. */
final class WindowOperator implements Operator {

    private final Schema schema;
    private final Run run;
    private final WindowedRows rows;

    WindowOperator(StageInput.OfWindow input, OperatorRun operator, Run run) {
        this.schema = input.schema();
        this.run = run;
        this.rows = new WindowedRows(operator.memory(), input.windowing(), operator.spill(), run::checkCancellation);
        try {
            SinkDriver.drain(
                    input.input(), new CopyingSink(operator, input.input().schema(), rows::append), run);
            try (Clock clock = Clock.start(run)) {
                rows.finish();
                clock.lap(operator.meter());
            }
        } catch (Throwable failure) {
            Closing.after(failure, List.of(rows));
            throw failure;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        run.checkCancellation();
        return rows.next();
    }

    @Override
    public void close() {
        rows.close();
    }
}
