package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;

/**
 * Which class shows the values of a type as a column, and which reads single ones. No table of lambdas: a process would link
 * those of all kinds before it reads its first row.
 */
final class ColumnForms {

    private ColumnForms() {}

    static Column column(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> new BooleanColumn();
            case BYTE, SHORT, UNSIGNED_BYTE, UNSIGNED_SHORT, UNSIGNED_INT, UNSIGNED_LONG -> new IntegerColumn(type);
            case INT -> new IntColumn();
            case LONG -> new LongColumn();
            case FLOAT -> new FloatColumn();
            case DOUBLE -> new DoubleColumn();
            case DECIMAL -> new DecimalColumn(type);
            case DATE -> new DateColumn();
            case TIME -> new TimeColumn(type);
            case TIMESTAMP -> new TimestampColumn(type);
            case DURATION -> new DurationColumn(type);
            case STRING -> new StringColumn();
            case BINARY -> new BinaryColumn(type);
        };
    }

    static Cell cell(DataType type, String name) {
        return switch (type.kind()) {
            case BOOLEAN -> new NumberCell.Truth(type, name);
            case BYTE, SHORT, INT, LONG, UNSIGNED_BYTE, UNSIGNED_SHORT, UNSIGNED_INT, UNSIGNED_LONG ->
                IntegerCell.of(type, name);
            case FLOAT -> new NumberCell.Floating32(type, name);
            case DOUBLE -> new NumberCell.Floating64(type, name);
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
    }
}
