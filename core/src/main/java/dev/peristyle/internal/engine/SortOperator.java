package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.Operator;
import dev.peristyle.internal.sort.Sorter;
import dev.peristyle.schema.Schema;

/** Delivers rows in order. Has sorted all rows when it is made. */
final class SortOperator implements Operator {

    private final Schema schema;
    private final Sorter sorter;

    SortOperator(StageInput.OfSorted input, OperatorRun operator, Run run) {
        this.schema = input.schema();
        this.sorter = new Sorter(operator.memory(), "sortBy", schema, input.keys(), input.limit(), operator.spill());
        Filling.fill(sorter, sorter::finish, operator, run, new Filling.Input(input.input(), sorter::append));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Chunk next() {
        return sorter.next();
    }

    @Override
    public void close() {
        sorter.close();
    }
}
