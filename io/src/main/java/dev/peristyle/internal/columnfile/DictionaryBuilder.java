package dev.peristyle.internal.columnfile;

import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.ground.Hash;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * The different texts of a column while it is written, in the order in which they came, and the positions of a batch among them. What it holds is bounded:
 * by how many texts positions of two bytes reach, and by a part of the limit for their bytes. Not thread-safe.
 */
final class DictionaryBuilder implements AutoCloseable {
    /** As many texts as positions reach. */
    static final int MAX_VALUES = Short.MAX_VALUE;

    private static final int MIN_TEXT_BYTES = 64 << 10;
    private static final int PARTS_OF_LIMIT = 64;
    private static final int MAX_CHOSEN_BYTES = 1 << 20;
    private static final int PARTS_OF_CHOSEN = 256;
    private static final int FIRST_SLOTS = 1024;

    private final String column;
    private final int maxValues;
    private final long maxTextBytes;
    private final GrowingBuffer offsets;
    private final GrowingBuffer text;

    /** Positions and one, 0 where none is; never more than half full. */
    private final GrowingBuffer table;

    private final GrowingBuffer positions;
    private int slots = FIRST_SLOTS;
    private int values;
    private int textBytes;

    private DictionaryBuilder(String column, MemoryPool pool, int maxValues, long maxTextBytes) {
        this.column = column;
        this.maxValues = maxValues;
        this.maxTextBytes = maxTextBytes;
        String owner = RowBatch.OWNER + ", dictionary of " + column;
        this.offsets = new GrowingBuffer(pool, owner);
        this.text = new GrowingBuffer(pool, owner);
        this.table = new GrowingBuffer(pool, owner);
        this.positions = new GrowingBuffer(pool, owner);
    }

    /** The dictionary of a column that the user has named. */
    static DictionaryBuilder named(String column, MemoryPool pool) {
        return limited(
                column,
                pool,
                MAX_VALUES,
                Math.max(MIN_TEXT_BYTES, Math.min(Integer.MAX_VALUE / 2, pool.limit() / PARTS_OF_LIMIT)));
    }

    /** The dictionary of a column that was chosen, one of several perhaps. */
    static DictionaryBuilder chosen(String column, MemoryPool pool) {
        return limited(
                column,
                pool,
                MAX_VALUES,
                Math.max(MIN_TEXT_BYTES, Math.min(MAX_CHOSEN_BYTES, pool.limit() / PARTS_OF_CHOSEN)));
    }

    /** A dictionary of so many texts, and so many bytes of these, at most. */
    static DictionaryBuilder limited(String column, MemoryPool pool, int maxValues, long maxTextBytes) {
        return new DictionaryBuilder(column, pool, maxValues, maxTextBytes);
    }

    /**
     * Tells the buffer of the positions of a batch; those of rows without a value are 0.
     *
     * @throws DictionaryFullException if the column has more different texts than a dictionary may have
     */
    void encode(TextBatchColumn source, BatchColumn.BufferVisitor visitor) {
        int rows = source.rows();
        long target = positions.ensure(FileLayout.padded(2L * rows) + FileLayout.ALIGNMENT);
        begin();
        long ends = source.offsetsAddress();
        for (int row = 0; row < rows; row++) {
            int position = 0;
            if (Bits.isPresent(source.validity(), row)) {
                int start = UnsafeApi.getInt(ends + 4L * row);
                position = position(source.textAddress() + start, UnsafeApi.getInt(ends + 4L * (row + 1L)) - start);
            }
            UnsafeApi.putShort(target + 2L * row, (short) position);
        }
        BatchColumn.visit(target, 2L * rows, visitor);
    }

    private void begin() {
        if (table.capacity() == 0) {
            clearTable();
            UnsafeApi.putInt(offsets.ensure(Integer.BYTES), 0);
            text.ensure(1);
        }
    }

    /**
     * Adds the texts of a dictionary that has been written, which come before all others.
     *
     * @return whether they are different, as those that this class writes are
     * @throws DictionaryFullException if it has more than a dictionary may have
     */
    boolean addAll(ViewColumn texts) {
        begin();
        for (int row = 0; row < texts.rowCount(); row++) {
            boolean isNext = Bits.isPresent(texts.validityAddress(), row)
                    && position(
                                    UnsafeApi.getLong(texts.valuesAddress() + 8L * row),
                                    UnsafeApi.getInt(texts.lengthsAddress() + 4L * row))
                            == row;
            if (!isNext) {
                return false;
            }
        }
        return true;
    }

    private int position(long address, int length) {
        int slot = slot(Hash.ofText(address, length));
        int known;
        while ((known = UnsafeApi.getInt(table.address() + 4L * slot)) != 0) {
            if (isText(known - 1, address, length)) {
                return known - 1;
            }
            slot = slot + 1 & slots - 1;
        }
        add(address, length);
        UnsafeApi.putInt(table.address() + 4L * slot, values);
        if (2 * values > slots) {
            grow();
        }
        return values - 1;
    }

    private int slot(long hash) {
        return (int) (hash >>> Long.SIZE - Integer.numberOfTrailingZeros(slots));
    }

    private boolean isText(int position, long address, int length) {
        int start = UnsafeApi.getInt(offsets.address() + 4L * position);
        if (UnsafeApi.getInt(offsets.address() + 4L * (position + 1L)) - start != length) {
            return false;
        }
        long there = text.address() + start;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            if (UnsafeApi.getLong(there + at) != UnsafeApi.getLong(address + at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (UnsafeApi.getByte(there + at) != UnsafeApi.getByte(address + at)) {
                return false;
            }
        }
        return true;
    }

    private void add(long address, int length) {
        if (values == maxValues || (long) textBytes + length > maxTextBytes) {
            throw new DictionaryFullException(
                    column,
                    "column '" + column + "' cannot be written by a dictionary: it has more than "
                            + values + " different values of " + textBytes + " bytes, and at most " + maxValues
                            + " of " + maxTextBytes + " bytes are held. Leave it out of dictionary(...)");
        }
        offsets.ensureKept(FileLayout.padded(4L * (values + 2L)) + FileLayout.ALIGNMENT);
        text.ensureKept(FileLayout.padded((long) textBytes + length) + FileLayout.ALIGNMENT);
        TextKernel.copy(address, text.address() + textBytes, length);
        textBytes += length;
        values++;
        UnsafeApi.putInt(offsets.address() + 4L * values, textBytes);
    }

    private void grow() {
        slots *= 2;
        clearTable();
        for (int position = 0; position < values; position++) {
            int start = UnsafeApi.getInt(offsets.address() + 4L * position);
            int length = UnsafeApi.getInt(offsets.address() + 4L * (position + 1L)) - start;
            int slot = slot(Hash.ofText(text.address() + start, length));
            while (UnsafeApi.getInt(table.address() + 4L * slot) != 0) {
                slot = slot + 1 & slots - 1;
            }
            UnsafeApi.putInt(table.address() + 4L * slot, position + 1);
        }
    }

    private void clearTable() {
        UnsafeApi.setMemory(table.ensure(4L * slots), 4L * slots, (byte) 0);
    }

    /** How many texts there are. */
    int values() {
        return values;
    }

    /** Bytes of all texts. */
    int textBytes() {
        return textBytes;
    }

    /** Tells the buffers of the texts, in the order of the format. */
    void buffers(BatchColumn.BufferVisitor visitor) {
        visitor.buffer(0, 0);
        long bytes = 4L * (values + 1L);
        UnsafeApi.putInt(offsets.address() == 0 ? offsets.ensure(FileLayout.ALIGNMENT) : offsets.address(), 0);
        offsets.ensureKept(FileLayout.padded(bytes) + FileLayout.ALIGNMENT);
        BatchColumn.visit(offsets.address(), bytes, visitor);
        if (textBytes == 0) {
            visitor.buffer(0, 0);
        } else {
            BatchColumn.visit(text.address(), textBytes, visitor);
        }
    }

    @Override
    public void close() {
        offsets.close();
        text.close();
        table.close();
        positions.close();
    }
}
