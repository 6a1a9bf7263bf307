package dev.peristyle.column;

import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/** A row of a table. */
final class TableRow implements RowView {

    private final Schema schema;
    private final TableColumn[] columns;
    private long row;

    TableRow(Schema schema, TableColumn[] columns) {
        this.schema = schema;
        this.columns = columns;
    }

    void moveTo(long newRow) {
        this.row = newRow;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public long rowNumber() {
        return row;
    }

    @Override
    public boolean isNull(int column) {
        return columns[column].isNull(row);
    }

    @Override
    public boolean getBoolean(int column) {
        return columns[column].getBoolean(row);
    }

    @Override
    public int getInt(int column) {
        return columns[column].getInt(row);
    }

    @Override
    public long getLong(int column) {
        return columns[column].getLong(row);
    }

    @Override
    public float getFloat(int column) {
        return columns[column].getFloat(row);
    }

    @Override
    public double getDouble(int column) {
        return columns[column].getDouble(row);
    }

    @Override
    public long getUnscaled(int column) {
        return columns[column].getUnscaled(row);
    }

    @Override
    public BigDecimal getDecimal(int column) {
        return columns[column].getDecimal(row);
    }

    @Override
    public int getEpochDay(int column) {
        return columns[column].getEpochDay(row);
    }

    @Override
    public long getEpochMicros(int column) {
        return columns[column].getEpochMicros(row);
    }

    @Override
    public long getUnits(int column) {
        return columns[column].getUnits(row);
    }

    @Override
    public BigInteger getBigInteger(int column) {
        return columns[column].getBigInteger(row);
    }

    @Override
    public LocalTime getTime(int column) {
        return columns[column].getTime(row);
    }

    @Override
    public Duration getDuration(int column) {
        return columns[column].getDuration(row);
    }

    @Override
    public Instant getTimestamp(int column) {
        return columns[column].getTimestamp(row);
    }

    @Override
    public LocalDateTime getLocalTimestamp(int column) {
        return columns[column].getLocalTimestamp(row);
    }

    @Override
    public byte[] getBytes(int column) {
        return columns[column].getBytes(row);
    }

    @Override
    public Object get(int column) {
        return columns[column].get(row);
    }

    @Override
    public String getString(int column) {
        return columns[column].getString(row);
    }

    @Override
    public void view(int column, UnsafeBuffer view) {
        Objects.requireNonNull(view, "view");
        columns[column].view(row, view);
    }
}
