package dev.peristyle.internal.expression;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.StringColumn;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Layout;
import org.agrona.UnsafeApi;

/**
 * The values of one part of an expression for the rows of the current chunk: a column of the chunk, or what a step wrote.
 * The validity address may be that of another vector, so the memory behind it belongs to one vector for good; the memory
 * of values is passed on to a later vector once nobody reads it any more.
 */
final class Vector {

    private final DataType type;
    private final Column shown;
    private Column input;
    private Scratch valuesScratch;
    private Scratch lengthsScratch;
    private Scratch validityScratch;
    private int rows;
    private long values;
    private long lengths;
    private long validity;
    private int nullCount;

    Vector(DataType type) {
        this.type = type;
        this.shown = ColumnBinder.create(type);
    }

    DataType type() {
        return type;
    }

    Layout layout() {
        return type.layout();
    }

    int rows() {
        return rows;
    }

    long values() {
        return values;
    }

    long lengths() {
        return lengths;
    }

    /** The address of the validity bitmap, 0 when every row has a value. */
    long validity() {
        return validity;
    }

    int nullCount() {
        return nullCount;
    }

    void useMemory(Scratch forValues, Scratch forLengths, Scratch forValidity) {
        this.valuesScratch = forValues;
        this.lengthsScratch = forLengths;
        this.validityScratch = forValidity;
    }

    boolean ownsValues() {
        return valuesScratch != null;
    }

    /** Shows a column of the chunk. */
    void bind(Column column) {
        input = column;
        rows = column.rowCount();
        values = rows == 0 ? 0 : column.valuesAddress();
        lengths = rows > 0 && column instanceof StringColumn text ? text.lengthsAddress() : 0;
        validity = column.validityAddress();
        nullCount = column.nullCount();
    }

    /** Makes room for the values of so many rows, none of them null. */
    void begin(int newRows) {
        rows = newRows;
        long rounded = (newRows + 63L) & -64L;
        values = valuesScratch.reserve(layout() == Layout.BIT ? rounded >> 3 : rounded * layout().bytes());
        if (layout() == Layout.VIEW) {
            lengths = lengthsScratch.reserve(rounded << 2);
        }
        validity = 0;
        nullCount = 0;
    }

    /** Makes room for a validity bitmap without using it yet. */
    long reserveValidity() {
        return validityScratch.reserve(Bitmaps.bytes(rows));
    }

    /** Sets the rows without a value. */
    void setNulls(long newValidity, int newNullCount) {
        validity = newNullCount == 0 ? 0 : newValidity;
        nullCount = newNullCount;
    }

    /** Null where the operand is. */
    void nullsOf(Vector operand) {
        setNulls(operand.validity, operand.nullCount);
    }

    /** Null where one of the operands is. */
    void nullsOf(Vector left, Vector right) {
        if (right.validity == 0) {
            nullsOf(left);
        } else if (left.validity == 0 || left.validity == right.validity) {
            nullsOf(right);
        } else {
            long target = reserveValidity();
            setNulls(target, Bitmaps.intersect(left.validity, right.validity, target, rows));
        }
    }

    /** Makes those rows null as well. */
    void addNulls(long bits) {
        long target = reserveValidity();
        setNulls(target, Bitmaps.subtract(validity, bits, target, rows));
    }

    boolean isPresent(int row) {
        return Bitmaps.isSet(validity, row);
    }

    /** Sets the text of a row. */
    void putText(int row, long address, int length) {
        UnsafeApi.putLong(values + ((long) row << 3), address);
        UnsafeApi.putInt(lengths + ((long) row << 2), length);
    }

    /** A value of an integer layout. */
    long longAt(int row) {
        return layout() == Layout.INT32
                ? UnsafeApi.getInt(values + ((long) row << 2))
                : UnsafeApi.getLong(values + ((long) row << 3));
    }

    /** The values as a column: the chunk's own, or one that is bound again with each call. */
    Column column() {
        if (input != null) {
            return input;
        }
        if (shown instanceof StringColumn text) {
            ColumnBinder.bindViews(text, rows, values, lengths, validity, nullCount);
        } else {
            ColumnBinder.bind(shown, rows, values, validity, nullCount);
        }
        return shown;
    }

    /** Writes the rows that are true as a bitmap and returns how many they are. */
    int copyTrue(long bitmap) {
        return Bitmaps.isTrue(values, validity, bitmap, rows);
    }

    /** A value as text, for messages. */
    String describe(int row) {
        return ValueText.of(column(), row);
    }

    void invalidate() {
        input = null;
        ColumnBinder.invalidate(shown);
    }
}
