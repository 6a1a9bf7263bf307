package dev.peristyle.internal.jdbc;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Family;
import dev.peristyle.spi.ColumnWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/**
 * Reads values as the type that the database has, and makes another one of them that is the same: what drivers would make of them is rounded,
 * cut off or moved to the time zone of the process.
 */
final class ConvertedRead implements ValueRead {

    private final DataType told;
    private final DataType type;
    private final boolean hasBooleans;

    private ConvertedRead(DataType told, DataType type, boolean hasBooleans) {
        this.told = told;
        this.type = type;
        this.hasBooleans = hasBooleans;
    }

    /**
     * The way to read a column.
     *
     * @param told the type that the database has, or null if it has none here
     * @param type the type of the column
     * @return null if there are no such values
     */
    static ValueRead of(DataType told, DataType type, Product product) {
        CellRead plain = CellRead.of(type);
        Family family = type.family();
        if (plain == null || family == Family.STRING || family == Family.BINARY || type.equals(told)) {
            return plain;
        }
        if (told == null) {
            return family == Family.INTEGER ? CellRead.WIDE_INTEGER : plain;
        }
        boolean isSameFamily =
                told.family() == family && family != Family.FLOATING && !told.equals(DataType.UNSIGNED_LONG);
        boolean isMoved = family == Family.TIMESTAMP && told.family() == family && told.isUtc() != type.isUtc();
        return isSameFamily && !isMoved ? plain : new ConvertedRead(told, type, product.comparesAsColumns());
    }

    @Override
    public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
        Object value = value(rows, column);
        if (value == null || rows.wasNull()) {
            writer.addNull();
        } else {
            ExactCast.add(value, type, writer);
        }
        return 0;
    }

    private Object value(ResultSet rows, int column) throws SQLException {
        return switch (told.family()) {
            // of others it may be a small number
            case BOOLEAN -> hasBooleans ? (Object) rows.getBoolean(column) : (Object) rows.getLong(column);
            case INTEGER ->
                told.equals(DataType.UNSIGNED_LONG) ? rows.getBigDecimal(column) : (Object) rows.getLong(column);
            case FLOATING ->
                told.equals(DataType.FLOAT) ? (Object) rows.getFloat(column) : (Object) rows.getDouble(column);
            case DECIMAL -> rows.getBigDecimal(column);
            case DATE -> rows.getObject(column, LocalDate.class);
            case TIME -> rows.getObject(column, LocalTime.class);
            case TIMESTAMP ->
                told.isUtc()
                        ? rows.getObject(column, OffsetDateTime.class)
                        : (Object) rows.getObject(column, LocalDateTime.class);
            case STRING -> rows.getString(column);
            case BINARY, DURATION -> rows.getBytes(column);
        };
    }
}
