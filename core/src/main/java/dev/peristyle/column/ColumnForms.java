package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;

/**
 * Which class shows the values of a type as a column, and which reads single ones. No table of lambdas: a process would link
 * those of all kinds before it reads its first row. For the same reason what a switch makes is an {@code Object} at first, which javac
 * makes of it as long as one of its arms is: to verify that it is a column or a cell, the JVM would load each class that it might be.
 */
final class ColumnForms {

    private ColumnForms() {}

    static Column column(DataType type) {
        Object column = switch (type.family()) {
            case BOOLEAN -> new BooleanColumn();
            case INTEGER -> integers(type);
            case FLOATING -> type.layout() == Layout.FLOAT64 ? new DoubleColumn() : new FloatColumn(type);
            case DECIMAL -> new DecimalColumn(type);
            case DATE -> new DateColumn();
            case TIME -> new TimeColumn(type);
            case TIMESTAMP -> new TimestampColumn(type);
            case DURATION -> new DurationColumn(type);
            case STRING -> new StringColumn();
            case BINARY -> new BinaryColumn(type);
        };
        return (Column) column;
    }

    private static Object integers(DataType type) {
        if (type.layout() == Layout.INT32) {
            return new IntColumn();
        }
        return type.layout() == Layout.INT64 ? new LongColumn() : new IntegerColumn(type);
    }

    static Cell cell(DataType type, String name) {
        Object cell = switch (type.family()) {
            case BOOLEAN -> new NumberCell.Truth(type, name);
            case INTEGER -> IntegerCell.of(type, name);
            case FLOATING ->
                type.layout() == Layout.FLOAT64
                        ? new NumberCell.Floating64(type, name)
                        : new NumberCell.AsFloat(type, name);
            case DECIMAL ->
                type.layout() == Layout.INT128
                        ? new NumberCell.Decimal128(type, name)
                        : new NumberCell.Decimal64(type, name);
            case DATE -> new TimeCell.OfDate(type, name);
            case TIME -> new TimeCell.OfDay(type, name);
            case TIMESTAMP -> new TimeCell.OfTimestamp(type, name);
            case DURATION -> new TimeCell.OfDuration(type, name);
            case STRING -> new ViewCell.Text(type, name);
            case BINARY -> new ViewCell.Bytes(type, name);
        };
        return (Cell) cell;
    }
}
