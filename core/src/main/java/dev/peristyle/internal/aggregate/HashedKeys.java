package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.kernel.KeyRecordKernel;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Numbers groups of several keys by one hash of all of them: a lookup and a record per row, however many keys there are. Rows
 * are first found by their hashes alone, then their keys are compared, column by column; where two keys share 32 bits of a
 * hash and a place in the table, they are told apart row by row.
 */
final class HashedKeys implements AutoCloseable {

    private static final int MIN_BITS = 8;
    private static final int SPARSE = 2;

    /** Rows that are looked up together. */
    private static final int BATCH = 256;

    /** Bits of a table that does not fit the nearer caches. */
    private static final int LARGE = 15;

    private final MemoryPool pool;
    private final String owner;
    private final int[] fields;
    private final Layout[] layouts;
    private final int recordBytes;
    private final long hashMask;
    private final KeyWords words;
    private final GrowingBuffer records;
    private final GrowingBuffer groups;
    private final GrowingBuffer added;
    private final OwnedTexts texts;
    private OpenTable table;
    private int size;
    private boolean inOrder;

    HashedKeys(MemoryPool pool, String owner, List<Field> keys) {
        this(pool, owner, keys, -1);
    }

    /** With a mask for hashes, to have more of them collide. */
    HashedKeys(MemoryPool pool, String owner, List<Field> keys, long hashMask) {
        this.pool = pool;
        this.owner = owner;
        this.hashMask = hashMask;
        this.fields = new int[keys.size()];
        this.layouts = new Layout[keys.size()];
        int end = 8 + 8 * ((keys.size() + 63) / 64);
        for (int key = 0; key < fields.length; key++) {
            layouts[key] = keys.get(key).type().layout();
            fields[key] = end;
            end += ByteViews.hold(keys.get(key).type()) ? 16 : 8;
        }
        this.recordBytes = end;
        this.words = new KeyWords(pool, owner, keys);
        this.records = new GrowingBuffer(pool, owner);
        this.groups = new GrowingBuffer(pool, owner);
        this.added = new GrowingBuffer(pool, owner);
        this.texts = new OwnedTexts(pool, owner);
        this.table = new OpenTable(pool, owner, Long.BYTES, MIN_BITS);
    }

    int size() {
        return size;
    }

    /** Whether the groups that came last are numbered in the order of their first rows. */
    boolean isInOrder() {
        return inOrder;
    }

    /** Numbers rows; returns the address of the four-byte groups, valid until the next call. */
    long encode(int rows, Column[] columns) {
        inOrder = true;
        long hashes = bind(rows, columns);
        long rowGroups = groups.ensure(4L * rows);
        long firstRows = added.ensure(4L * rows);
        int known = size;
        for (int from = 0; from < rows; from += BATCH) {
            int to = Math.min(rows, from + BATCH);
            reserve((long) size + to - from);
            long hashed = table.address();
            int shift = table.shift();
            if (table.bits() >= LARGE) {
                KeyRecordKernel.guess(from, to, hashes, hashed, shift, rowGroups);
            }
            long batchRows = firstRows + 4L * (size - known);
            int next = KeyRecordKernel.number(from, to, hashes, hashed, shift, rowGroups, size, batchRows);
            records.ensureKept((long) recordBytes * next);
            KeyRecordKernel.start(size, next, records.address(), recordBytes, hashes, batchRows);
            size = next;
        }
        putKeys(known, firstRows);
        for (int key = 0; key < fields.length; key++) {
            int row = different(key, 0, rows, rowGroups);
            while (row < rows) {
                UnsafeApi.putInt(rowGroups + 4L * row, findOrAdd(row, UnsafeApi.getLong(hashes + 8L * row)));
                row = different(key, row + 1, rows, rowGroups);
            }
        }
        return rowGroups;
    }

    /** Looks rows up; returns the address of the four-byte groups below {@code known}, -1 for a row that is in none. */
    long find(int rows, Column[] columns, int known) {
        long hashes = bind(rows, columns);
        long rowGroups = groups.ensure(4L * rows);
        KeyRecordKernel.find(rows, hashes, table.address(), table.shift(), known, rowGroups);
        for (int key = 0; key < fields.length; key++) {
            int row = different(key, 0, rows, rowGroups);
            while (row < rows) {
                int group = find(row, UnsafeApi.getLong(hashes + 8L * row));
                UnsafeApi.putInt(rowGroups + 4L * row, group < known ? group : -1);
                row = different(key, row + 1, rows, rowGroups);
            }
        }
        return rowGroups;
    }

    private long bind(int rows, Column[] columns) {
        long hashes = words.bind(rows, columns);
        for (int row = 0; hashMask != -1 && row < rows; row++) {
            UnsafeApi.putLong(hashes + 8L * row, UnsafeApi.getLong(hashes + 8L * row) & hashMask);
        }
        return hashes;
    }

    /** Makes room in the table for groups that may come. */
    private void reserve(long most) {
        OpenTable.checkRoom(most, owner);
        int bits = table.bits();
        while (most * SPARSE > 1L << bits && bits < OpenTable.MAX_BITS) {
            bits++;
        }
        if (bits > table.bits()) {
            OpenTable larger = new OpenTable(pool, owner, Long.BYTES, bits);
            table.close();
            table = larger;
            long[] seen = new long[BATCH];
            KeyRecordKernel.insertAll(size, records.address(), recordBytes, table.address(), table.shift(), seen);
        }
    }

    /** Writes the keys of the groups from a number on, by the row of each. */
    private void putKeys(int from, long rows) {
        long start = records.address();
        for (int key = 0; key < fields.length; key++) {
            long field = start + fields[key];
            long nullWord = start + nullWord(key);
            if (words.views[key] == null) {
                KeyRecordKernel.putWords(
                        from,
                        size,
                        rows,
                        words.words[key],
                        words.validities[key],
                        field,
                        nullWord,
                        key & 63,
                        recordBytes);
            } else {
                putTexts(key, from, rows, field, nullWord);
            }
        }
    }

    private void putTexts(int key, int from, long rows, long field, long nullWord) {
        long addresses = words.views[key].addresses;
        long lengths = words.views[key].lengths;
        for (int group = from; group < size; group++) {
            int row = UnsafeApi.getInt(rows + 4L * (group - from));
            long record = (long) recordBytes * group;
            if (Bits.isNull(words.validities[key], row)) {
                KeyRecordKernel.putNull(nullWord + record, key & 63);
                continue;
            }
            long address = UnsafeApi.getLong(addresses + 8L * row);
            int length = UnsafeApi.getInt(lengths + 4L * row);
            long copy = length <= KeyRecordKernel.INLINE ? 0 : texts.copy(address, length);
            KeyRecordKernel.putText(field + record, address, length, copy);
        }
    }

    /** Adds a group that shares a place in the table with another. */
    private int add(int row, long hash) {
        reserve(size + 1L);
        records.ensureKept((long) recordBytes * (size + 1));
        long rows = added.ensure(Integer.BYTES);
        UnsafeApi.putInt(rows, row);
        int group = size;
        KeyRecordKernel.insert(hash, group, table.address(), table.shift());
        size = group + 1;
        long record = records.address() + (long) recordBytes * group;
        UnsafeApi.setMemory(record, recordBytes, (byte) 0);
        UnsafeApi.putLong(record, hash);
        putKeys(group, rows);
        return group;
    }

    private int findOrAdd(int row, long hash) {
        int group = find(row, hash);
        if (group < 0) {
            // the rows before it have been numbered already
            inOrder = false;
            group = add(row, hash);
        }
        return group;
    }

    /** The group of a row of which all keys are compared; -1 if there is none. */
    private int find(int row, long hash) {
        long mask = table.entries() - 1;
        long index = KeyRecordKernel.index(hash, table.shift());
        while (true) {
            long entry = UnsafeApi.getLong(table.address() + 8 * index);
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == KeyRecordKernel.salt(hash) && isSame((int) entry - 1, row)) {
                return (int) entry - 1;
            }
            index = index + 1 & mask;
        }
    }

    private boolean isSame(int group, int row) {
        long rowGroup = groups.address() + 4L * row;
        int before = UnsafeApi.getInt(rowGroup);
        UnsafeApi.putInt(rowGroup, group);
        boolean same = true;
        for (int key = 0; key < fields.length && same; key++) {
            same = different(key, row, row + 1, groups.address()) > row;
        }
        UnsafeApi.putInt(rowGroup, before);
        return same;
    }

    private int different(int key, int from, int rows, long rowGroups) {
        long start = records.address();
        ByteViews views = words.views[key];
        return views == null
                ? KeyRecordKernel.differentWord(
                        from,
                        rows,
                        rowGroups,
                        words.words[key],
                        words.validities[key],
                        start + fields[key],
                        start + nullWord(key),
                        key & 63,
                        recordBytes)
                : KeyRecordKernel.differentText(
                        from,
                        rows,
                        rowGroups,
                        views.addresses,
                        views.lengths,
                        words.validities[key],
                        start + fields[key],
                        start + nullWord(key),
                        key & 63,
                        recordBytes);
    }

    private static int nullWord(int key) {
        return 8 + 8 * (key / 64);
    }

    private long record(int group) {
        return records.address() + (long) recordBytes * group;
    }

    /** Writes the keys of groups; see {@link GroupKeys#decode}. */
    void decode(int count, long groupAddress, List<ColumnBuffer> out) {
        for (int key = 0; key < fields.length; key++) {
            ColumnBuffer buffer = out.get(key);
            buffer.setAllPresent();
            int nulls = 0;
            for (int row = 0; row < count; row++) {
                long record = record(UnsafeApi.getInt(groupAddress + 4L * row));
                long field = record + fields[key];
                if ((UnsafeApi.getLong(record + nullWord(key)) >>> (key & 63) & 1) != 0) {
                    WordCells.setBit(buffer.validityAddress(), row, false);
                    nulls++;
                }
                if (words.views[key] == null) {
                    WordCells.storeOrdered(layouts[key], buffer.valuesAddress(), row, UnsafeApi.getLong(field));
                } else {
                    ByteViews.write(
                            layouts[key], KeyRecordKernel.textAddress(field), UnsafeApi.getInt(field), buffer, row);
                }
            }
            buffer.publish(count, nulls);
        }
    }

    @Override
    public void close() {
        words.close();
        records.close();
        groups.close();
        added.close();
        texts.close();
        table.close();
    }
}
