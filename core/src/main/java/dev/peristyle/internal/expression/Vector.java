package dev.peristyle.internal.expression;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.expression.kernel.Bitmaps;
import dev.peristyle.internal.ground.WideInteger;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.math.BigInteger;
import org.agrona.UnsafeApi;

/**
 * The values of one part of an expression for the rows of the current chunk: a column of the chunk, or what a step
 * wrote. The validity address may be that of another vector, so the memory it points to belongs to one vector for good;
 * the memory of values is passed on to a later vector once nobody reads it any more.
 */
public final class Vector {

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

    public Vector(DataType type) {
        this.type = type;
        this.shown = ColumnBinder.create(type);
    }

    public DataType type() {
        return type;
    }

    public Layout layout() {
        return type.layout();
    }

    public int rows() {
        return rows;
    }

    public long values() {
        return values;
    }

    public long lengths() {
        return lengths;
    }

    /** The address of the validity bitmap, 0 when every row has a value. */
    public long validity() {
        return validity;
    }

    public int nullCount() {
        return nullCount;
    }

    void useMemory(Scratch forValues, Scratch forLengths, Scratch forValidity) {
        this.valuesScratch = forValues;
        this.lengthsScratch = forLengths;
        this.validityScratch = forValidity;
    }

    /** Shows a column of the chunk. */
    void bind(Column column) {
        input = column;
        rows = column.rowCount();
        values = rows == 0 ? 0 : column.valuesAddress();
        lengths = rows > 0 && column instanceof ViewColumn text ? text.lengthsAddress() : 0;
        validity = column.validityAddress();
        nullCount = column.nullCount();
    }

    /** Makes room for the values of so many rows, none of them null. */
    public void begin(int newRows) {
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
    public long reserveValidity() {
        return validityScratch.reserve(Bitmaps.bytes(rows));
    }

    /** Sets the rows without a value. */
    public void setNulls(long newValidity, int newNullCount) {
        validity = newNullCount == 0 ? 0 : newValidity;
        nullCount = newNullCount;
    }

    /** Null where the operand is. */
    public void nullsOf(Vector operand) {
        setNulls(operand.validity, operand.nullCount);
    }

    /** Null where one of the operands is. */
    public void nullsOf(Vector left, Vector right) {
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
    public void addNulls(long bits) {
        long target = reserveValidity();
        setNulls(target, Bitmaps.subtract(validity, bits, target, rows));
    }

    public boolean isPresent(int row) {
        return Bitmaps.isSet(validity, row);
    }

    /** Sets the text of a row. */
    public void putText(int row, long address, int length) {
        UnsafeApi.putLong(values + ((long) row << 3), address);
        UnsafeApi.putInt(lengths + ((long) row << 2), length);
    }

    /** A value of an integer layout. */
    public long longAt(int row) {
        return WordAccess.of(layout()).loadRow(values, row);
    }

    /** A value of any integer layout. */
    public BigInteger wideAt(int row) {
        return WideInteger.at(WordAccess.of(layout()), values + (long) row * layout().bytes());
    }

    /** The values as a column: the chunk's own, or one that is bound again with each call. */
    public Column column() {
        if (input != null) {
            return input;
        }
        if (shown instanceof ViewColumn text) {
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
    public String describe(int row) {
        return ValueText.of(column(), row);
    }

    void invalidate() {
        input = null;
        ColumnBinder.invalidate(shown);
    }
}
