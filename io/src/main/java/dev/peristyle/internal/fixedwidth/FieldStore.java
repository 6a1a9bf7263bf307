package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.Column;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.schema.DataType;

/** Writes the values of a column into a field of records, for one thread. */
abstract class FieldStore {

    /** All values fit. */
    static final int ALL = -1;

    /**
     * The store of a field.
     *
     * @param type the type of the column, one that {@link #accepts} has accepted
     * @param scratch memory that it may use while it writes
     */
    static FieldStore of(Storage storage, DataType type, GrowingBuffer scratch) {
        return switch (storage.form()) {
            case NUMBER, SHORT_NUMBER, LONG_DAYS, PACKED, ZONED_EBCDIC, ZONED_ASCII ->
                storage.isWide() ? new WideStore(storage, scratch) : new NumberStore(storage, type, scratch);
            case BOOLEAN -> new BooleanStore();
            case ASCII, UTF8, CODE_PAGE, UTF32, BYTES -> new ViewStore(storage, scratch);
        };
    }

    /** Whether a column of a type can be written as it is; whether each value fits is seen when it is written. */
    static boolean accepts(Storage storage, DataType type) {
        DataType stored = storage.type();
        if (type.equals(stored)) {
            return true;
        }
        if (stored instanceof DataType.Int) {
            return type instanceof DataType.Int && !type.equals(DataType.UNSIGNED_LONG);
        }
        if (stored instanceof DataType.Decimal) {
            return type instanceof DataType.Decimal
                    && type.scale() == stored.scale()
                    && type.layout() == stored.layout();
        }
        if (stored instanceof DataType.Binary) {
            return type instanceof DataType.Binary;
        }
        return stored.equals(DataType.DOUBLE) && type.equals(DataType.FLOAT);
    }

    /**
     * Writes values.
     *
     * @param from the first row, a multiple of 8
     * @param rows 1 or more
     * @param target address of the field in record 0
     * @param stride bytes from one record to the next
     * @return {@link #ALL}, or the first row that does not fit, counted from {@code from}; those before it have been written
     */
    abstract int store(Column column, int from, int rows, long target, long stride);

    /** The bits of the rows from one on that have a value, or 0 if all have. */
    static long validity(Column column, int from) {
        return column.nullCount() == 0 ? 0 : column.validityAddress() + from / Byte.SIZE;
    }
}
