package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.memory.MemoryPool;

/** Makes the values of a field a column, for one thread. */
abstract class FieldLoader implements AutoCloseable {

    /** All values could be read. */
    static final int ALL = -1;

    /**
     * The loader of a field.
     *
     * @param pool where its own memory comes from
     */
    static FieldLoader of(Storage storage, MemoryPool pool) {
        return switch (storage.form()) {
            case NUMBER, SHORT_NUMBER, LONG_DAYS -> new NumberLoader(storage, pool);
            case BOOLEAN -> new BooleanLoader();
            case PACKED, ZONED_EBCDIC, ZONED_ASCII -> new DigitsLoader(storage);
            case ASCII, UTF8, CODE_PAGE, UTF32, BYTES -> new ViewLoader(storage, pool);
        };
    }

    /**
     * Reads values and publishes them.
     *
     * @param source address of the field in record 0
     * @param stride bytes from one record to the next
     * @param selection address of four-byte numbers of records, or 0 for the records {@code [0, count)}
     * @param count 1 or more
     * @param target has room for them
     * @return {@link #ALL}, or the first row that has no value of the type
     */
    abstract int load(long source, long stride, long selection, int count, ColumnBuffer target);

    @Override
    public void close() {
        // only some have memory
    }
}
