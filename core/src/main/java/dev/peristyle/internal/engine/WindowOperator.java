package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.over.WindowedRows;
import dev.peristyle.schema.Schema;

/** Delivers rows with the results of window functions beside them. Has sorted all rows when it is made. */
final class WindowOperator implements Operator {

    private final Schema schema;
    private final Run run;
    private final WindowedRows rows;

    WindowOperator(StageInput.OfWindow input, OperatorRun operator, Run run) {
        this.schema = input.schema();
        this.run = run;
        this.rows = new WindowedRows(operator.memory(), input.windowing(), operator.spill(), run::checkCancellation);
        Filling.fill(rows, rows::finish, operator, run, new Filling.Input(input.input(), rows::append));
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
