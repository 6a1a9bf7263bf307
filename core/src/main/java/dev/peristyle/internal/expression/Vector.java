package dev.peristyle.internal.expression;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.schema.DataType;

/** The values of one part of an expression for the rows of the current chunk. */
final class Vector {

    private final DataType type;
    private final Column shown;

    Vector(DataType type) {
        this.type = type;
        this.shown = ColumnBinder.create(type);
    }

    DataType type() {
        return type;
    }

    Column column() {
        return shown;
    }

    int copyTrue(long bitmap) {
        throw new UnsupportedOperationException("not yet");
    }
}
