package dev.peristyle.spi;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.UnsafeApi;

/** Adds text and bytes, of which it keeps a copy. Not thread-safe. */
public final class BytesWriter extends ColumnWriter {

    private static final long MIN_BLOCK = 1 << 12;

    private final MemoryPool pool;
    private final String owner;
    private final int wantedLength;

    /** Blocks never move, because views point into them; the last one is being filled. */
    private final List<OffHeapBuffer> blocks = new ArrayList<>();

    private long used;

    BytesWriter(Field field, ColumnBuffer buffer, MemoryPool pool, String owner) {
        super(field, buffer);
        this.pool = pool;
        this.owner = owner;
        this.wantedLength = field.type() instanceof DataType.Binary binary ? binary.length() : -1;
    }

    /**
     * Adds a row of text.
     *
     * @param value the text
     * @throws IllegalArgumentException when the column is one of bytes of another fixed length, or the text has half of a pair of
     *     surrogates, which UTF-8 has no bytes for
     * @throws IllegalStateException when the chunk is full
     */
    public void add(String value) {
        byte[] bytes = Objects.requireNonNull(value, "value").getBytes(StandardCharsets.UTF_8);
        checkPairs(value, bytes);
        add(bytes, 0, bytes.length);
    }

    /** A half becomes a question mark, of one byte, where whole characters that are no ASCII have two or more. */
    private void checkPairs(String value, byte[] bytes) {
        for (int position = 0; position < bytes.length; position++) {
            if (bytes[position] == '?') {
                int half = unpaired(value);
                if (half >= 0) {
                    throw unfit("a text with half of a pair of surrogates, at index " + half + ",");
                }
                return;
            }
        }
    }

    private static int unpaired(String value) {
        for (int index = 0; index < value.length(); index++) {
            int codePoint = value.codePointAt(index);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return index;
            }
            index += Character.charCount(codePoint) - 1;
        }
        return -1;
    }

    /**
     * Adds a row.
     *
     * @param bytes holds the value; text in UTF-8
     * @param from where it begins
     * @param length how long it is
     * @throws IllegalArgumentException when the column is one of bytes of another fixed length
     * @throws IllegalStateException when the chunk is full
     */
    public void add(byte[] bytes, int from, int length) {
        Objects.requireNonNull(bytes, "bytes");
        Objects.checkFromIndexSize(from, length, bytes.length);
        long target = reserve(length);
        for (int position = 0; position < length; position++) {
            UnsafeApi.putByte(target + position, bytes[from + position]);
        }
    }

    /**
     * Adds a row that lies off the heap.
     *
     * @param address where its bytes are; nothing can check that
     * @param length how long it is
     * @throws IllegalArgumentException when the length is negative or not that of the column
     * @throws IllegalStateException when the chunk is full
     */
    public void addMemory(long address, int length) {
        if (length < 0) {
            throw unfit("a value of " + length + " bytes");
        }
        UnsafeApi.copyMemory(address, reserve(length), length);
    }

    /** Takes the next row for a value and returns where its bytes have to be. */
    private long reserve(int length) {
        if (wantedLength > 0 && length != wantedLength) {
            throw unfit("a value of " + length + " bytes");
        }
        checkRoom();
        OffHeapBuffer block = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        if (block == null || block.capacity() - used < length) {
            long next = block == null ? MIN_BLOCK : 2 * block.capacity();
            block = pool.allocate(Math.max(next, length), owner);
            blocks.add(block);
            used = 0;
        }
        int row = next();
        long address = block.address() + used;
        UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, address);
        UnsafeApi.putInt(buffer.lengthsAddress() + 4L * row, length);
        used += length;
        return address;
    }

    @Override
    void begin(int capacity) {
        super.begin(capacity);
        // the last block is larger than the others together
        while (blocks.size() > 1) {
            blocks.remove(0).close();
        }
        used = 0;
    }

    @Override
    void close() {
        super.close();
        blocks.forEach(OffHeapBuffer::close);
        blocks.clear();
        used = 0;
    }
}
