package dev.peristyle.internal.over;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.schema.DataType;

/** A function that only asks where a row is in its partition. Its results are eight bytes and never null. */
abstract class Numbering implements OverFunction {

    private final String name;
    private final DataType type;

    Numbering(String name, DataType type) {
        this.name = name;
        this.type = type;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final DataType outputType(DataType argument) {
        return type;
    }

    /** Writes the results of rows. */
    abstract void write(RowBounds bounds, int count, OverCall call, long out);

    @Override
    public final Evaluation start(Evaluations run, OverCall call) {
        ColumnBuffer out = run.output(call);
        return (batch, count) -> {
            out.ensureCapacity(count);
            write(batch.bounds(), count, call, out.valuesAddress());
            out.setAllPresent();
            out.publish(count, 0);
        };
    }
}
