package dev.peristyle.internal.csv;

import dev.peristyle.error.RecordFault;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/**
 * The bad records of one reading of a split, as far as nobody has taken them yet. Of one reader; not thread-safe.
 *
 * <pre>
 *   i32 bytes of the entry | u8 fault | u8 action | i32 column, or -1 | i64 byte offset | i64 rows of the split before it
 *   | i32 bytes of message | i32 bytes of record | message, UTF-8 | record
 * </pre>
 */
final class SplitBadRows implements AutoCloseable {
    private static final int FAULT = 4;
    private static final int ACTION = 5;
    private static final int COLUMN = 6;
    private static final int OFFSET = 10;
    private static final int ROW = 18;
    private static final int MESSAGE_BYTES = 26;
    private static final int RECORD_BYTES = 30;
    private static final int TEXTS = 34;

    private static final RecordFault[] FAULTS = RecordFault.values();
    private static final BadRowAction[] ACTIONS = BadRowAction.values();
    private static final byte[] NOTHING = {};

    private final GrowingBuffer buffer;
    private long size;
    private int split;
    private long start;
    private long rows;
    private long taken;

    /** Where of what was put on disk; null if nothing was. */
    private BadRowLog.Parked parked;

    SplitBadRows(MemoryPool pool) {
        this.buffer = new GrowingBuffer(pool, "csv: bad records");
    }

    /** Begins with another reading. */
    void begin(int number, long startOfSplit) {
        split = number;
        start = startOfSplit;
        size = 0;
        rows = 0;
        taken = 0;
        parked = null;
    }

    /** Counts rows that are right. */
    void pass(int count) {
        rows += count;
    }

    /**
     * Adds a record.
     *
     * @param column in the schema, or -1
     * @param message null if the record is taken
     * @param recordBytes of the record, as far as it is kept
     */
    @SuppressWarnings("EnumOrdinal") // read back by the same run
    void add(
            RecordFault fault,
            BadRowAction action,
            int column,
            long byteOffset,
            String message,
            long recordAddress,
            int recordBytes) {
        byte[] text = message == null ? NOTHING : message.getBytes(StandardCharsets.UTF_8);
        int bytes = TEXTS + text.length + recordBytes;
        buffer.ensureKept(size + bytes);
        long entry = buffer.address() + size;
        UnsafeApi.putInt(entry, bytes);
        UnsafeApi.putByte(entry + FAULT, (byte) fault.ordinal());
        UnsafeApi.putByte(entry + ACTION, (byte) action.ordinal());
        UnsafeApi.putInt(entry + COLUMN, column);
        UnsafeApi.putLong(entry + OFFSET, byteOffset);
        UnsafeApi.putLong(entry + ROW, rows);
        UnsafeApi.putInt(entry + MESSAGE_BYTES, text.length);
        UnsafeApi.putInt(entry + RECORD_BYTES, recordBytes);
        for (int index = 0; index < text.length; index++) {
            UnsafeApi.putByte(entry + TEXTS + index, text[index]);
        }
        UnsafeApi.copyMemory(recordAddress, entry + TEXTS + text.length, recordBytes);
        size += bytes;
        rows++;
    }

    int split() {
        return split;
    }

    long start() {
        return start;
    }

    /** Rows so far, bad ones included. */
    long rows() {
        return rows;
    }

    /** How many entries were taken away before. */
    long taken() {
        return taken;
    }

    void took(long entries) {
        taken += entries;
        size = 0;
    }

    long address() {
        return buffer.address();
    }

    long size() {
        return size;
    }

    BadRowLog.Parked parked() {
        return parked;
    }

    void park(BadRowLog.Parked place) {
        parked = place;
    }

    static int bytes(long entry) {
        return UnsafeApi.getInt(entry);
    }

    static RecordFault fault(long entry) {
        return FAULTS[UnsafeApi.getByte(entry + FAULT)];
    }

    static BadRowAction action(long entry) {
        return ACTIONS[UnsafeApi.getByte(entry + ACTION)];
    }

    static int column(long entry) {
        return UnsafeApi.getInt(entry + COLUMN);
    }

    static long byteOffset(long entry) {
        return UnsafeApi.getLong(entry + OFFSET);
    }

    static long row(long entry) {
        return UnsafeApi.getLong(entry + ROW);
    }

    static String message(long entry) {
        return new String(copy(entry + TEXTS, UnsafeApi.getInt(entry + MESSAGE_BYTES)), StandardCharsets.UTF_8);
    }

    static byte[] record(long entry) {
        return copy(entry + TEXTS + UnsafeApi.getInt(entry + MESSAGE_BYTES), UnsafeApi.getInt(entry + RECORD_BYTES));
    }

    private static byte[] copy(long address, int length) {
        byte[] bytes = new byte[length];
        UnsafeApi.copyMemory(null, address, bytes, UnsafeApi.arrayBaseOffset(byte[].class), length);
        return bytes;
    }

    @Override
    public void close() {
        size = 0;
        buffer.close();
    }
}
