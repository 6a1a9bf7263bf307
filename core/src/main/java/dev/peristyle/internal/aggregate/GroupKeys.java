package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Numbers groups in the order in which they come. Each key column has a dictionary; the codes of the first two columns
 * are numbered as pairs, those pairs with the third column, and so on. Without key columns there is one group.
 */
final class GroupKeys implements AutoCloseable {

    private final List<Dictionary> dictionaries = new ArrayList<>();
    private final List<PairDictionary> pairs = new ArrayList<>();
    private final OffHeapArray groups;
    private final OffHeapArray codes;
    private final OffHeapArray map;
    private int zeroedRows;

    GroupKeys(MemoryPool pool, String owner, List<Field> keys) {
        this.groups = new OffHeapArray(pool, owner);
        this.codes = new OffHeapArray(pool, owner);
        this.map = new OffHeapArray(pool, owner);
        try {
            for (Field key : keys) {
                if (!dictionaries.isEmpty()) {
                    pairs.add(new PairDictionary(pool, owner));
                }
                dictionaries.add(Dictionaries.create(pool, owner, key.type()));
            }
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Groups numbered so far; always 1 without key columns. */
    int groupCount() {
        if (dictionaries.isEmpty()) {
            return 1;
        }
        return pairs.isEmpty()
                ? dictionaries.get(0).size()
                : pairs.get(pairs.size() - 1).size();
    }

    /** Numbers the groups of a chunk; returns the address of the four-byte groups, valid until the next call. */
    long encode(int rows, Column[] columns) {
        if (dictionaries.isEmpty()) {
            return zeros(rows);
        }
        long rowGroups = groups.ensure(4L * rows);
        dictionaries.get(0).encode(rows, columns[0], rowGroups);
        for (int column = 1; column < columns.length; column++) {
            long rowCodes = codes.ensure(4L * rows);
            dictionaries.get(column).encode(rows, columns[column], rowCodes);
            pairs.get(column - 1)
                    .encode(
                            rows,
                            rowGroups,
                            leftSize(column - 1),
                            rowCodes,
                            dictionaries.get(column).size(),
                            rowGroups);
        }
        return rowGroups;
    }

    private long zeros(int rows) {
        if (rows > zeroedRows) {
            long address = groups.ensure(4L * rows);
            UnsafeApi.setMemory(address, 4L * rows, (byte) 0);
            zeroedRows = rows;
        }
        return groups.address();
    }

    private int leftSize(int pair) {
        return pair == 0 ? dictionaries.get(0).size() : pairs.get(pair - 1).size();
    }

    /** Numbers the groups of another; returns the address of the group here of each group there. */
    long encodeAll(GroupKeys other) {
        if (dictionaries.isEmpty()) {
            long address = map.ensure(4);
            UnsafeApi.putInt(address, 0);
            return address;
        }
        long leftMap = map.ensure(4L * other.largestSize());
        dictionaries.get(0).encodeAll(other.dictionaries.get(0), leftMap);
        for (int column = 1; column < dictionaries.size(); column++) {
            Dictionary dictionary = dictionaries.get(column);
            Dictionary otherDictionary = other.dictionaries.get(column);
            PairDictionary otherPairs = other.pairs.get(column - 1);
            long rightMap = codes.ensure(4L * otherDictionary.size());
            dictionary.encodeAll(otherDictionary, rightMap);
            int size = otherPairs.size();
            long left = groups.ensure(8L * size);
            long right = left + 4L * size;
            for (int pair = 0; pair < size; pair++) {
                long key = UnsafeApi.getLong(otherPairs.pairsAddress() + 8L * pair);
                UnsafeApi.putInt(left + 4L * pair, UnsafeApi.getInt(leftMap + 4L * (key >>> 32)));
                UnsafeApi.putInt(right + 4L * pair, UnsafeApi.getInt(rightMap + 4L * (int) key));
            }
            pairs.get(column - 1).encode(size, left, leftSize(column - 1), right, dictionary.size(), leftMap);
        }
        return leftMap;
    }

    private int largestSize() {
        int largest = dictionaries.get(0).size();
        for (PairDictionary pair : pairs) {
            largest = Math.max(largest, pair.size());
        }
        return largest;
    }

    /**
     * Writes the keys of groups.
     *
     * @param count groups
     * @param groupAddress address of the groups; overwritten
     * @param out one buffer a key column, with room for {@code count} rows
     */
    void decode(int count, long groupAddress, List<ColumnBuffer> out) {
        long rowCodes = codes.ensure(4L * count);
        for (int column = dictionaries.size() - 1; column > 0; column--) {
            long keys = pairs.get(column - 1).pairsAddress();
            for (int row = 0; row < count; row++) {
                long key = UnsafeApi.getLong(keys + 8L * UnsafeApi.getInt(groupAddress + 4L * row));
                UnsafeApi.putInt(groupAddress + 4L * row, (int) (key >>> 32));
                UnsafeApi.putInt(rowCodes + 4L * row, (int) key);
            }
            decodeColumn(column, count, rowCodes, out);
        }
        if (!dictionaries.isEmpty()) {
            decodeColumn(0, count, groupAddress, out);
        }
    }

    private void decodeColumn(int column, int count, long rowCodes, List<ColumnBuffer> out) {
        ColumnBuffer buffer = out.get(column);
        buffer.publish(count, dictionaries.get(column).decode(count, rowCodes, buffer));
    }

    @Override
    public void close() {
        dictionaries.forEach(Dictionary::close);
        pairs.forEach(PairDictionary::close);
        groups.close();
        codes.close();
        map.close();
        zeroedRows = 0;
    }
}
