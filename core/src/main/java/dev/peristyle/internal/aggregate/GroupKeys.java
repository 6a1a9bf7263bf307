package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import java.util.ArrayList;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Numbers groups in the order in which they come. Each key column has a dictionary; the codes of the first two columns
 * are numbered as pairs, those pairs with the third column, and so on. Without key columns there is one group.
 *
 * <p>That is fast for few groups. Of many, each of these tables is too large for the caches, so groups of several keys go
 * over to {@link HashedKeys} then, which has one.
 */
final class GroupKeys implements AutoCloseable {

    /** More do not fit the second-level cache with all their tables. */
    static final int MAX_PAIRED = 4096;

    private final int maxPaired;
    private final MemoryPool pool;
    private final String owner;
    private final List<Field> fields;
    private final List<Dictionary> dictionaries = new ArrayList<>();
    private final List<PairDictionary> pairs = new ArrayList<>();
    private final GrowingBuffer groups;
    private final GrowingBuffer codes;
    private final GrowingBuffer map;
    private HashedKeys hashed;
    private boolean inOrder = true;
    private boolean staysPaired;
    private int zeroedRows;

    /**
     * Keys without groups.
     *
     * @param maxPaired groups of several keys that are numbered pair by pair
     */
    GroupKeys(MemoryPool pool, String owner, List<Field> keys, int maxPaired) {
        this.maxPaired = maxPaired;
        this.pool = pool;
        this.owner = owner;
        this.fields = List.copyOf(keys);
        this.groups = new GrowingBuffer(pool, owner);
        this.codes = new GrowingBuffer(pool, owner);
        this.map = new GrowingBuffer(pool, owner);
        try {
            for (Field key : keys) {
                if (!dictionaries.isEmpty()) {
                    pairs.add(new PairDictionary(pool, owner));
                }
                dictionaries.add(Dictionaries.create(pool, owner, key.type()));
            }
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /** How many columns a key has. */
    int columns() {
        return fields.size();
    }

    /** Groups numbered so far; always 1 without key columns. */
    int groupCount() {
        if (fields.isEmpty()) {
            return 1;
        }
        if (hashed != null) {
            return hashed.size();
        }
        return pairs.isEmpty()
                ? dictionaries.get(0).size()
                : pairs.get(pairs.size() - 1).size();
    }

    /** Whether the groups that came last are numbered in the order of their first rows. */
    boolean isInOrder() {
        return inOrder;
    }

    /** Numbers the groups of a chunk; returns the address of the four-byte groups, valid until the next call. */
    long encode(int rows, Column[] columns) {
        if (fields.isEmpty()) {
            return zeros(rows);
        }
        if (hashed == null && !staysPaired && !pairs.isEmpty() && groupCount() > maxPaired) {
            hash();
        }
        if (hashed != null) {
            long hashedGroups = hashed.encode(rows, columns);
            inOrder = hashed.isInOrder();
            return hashedGroups;
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

    private void hash() {
        HashedKeys all = new HashedKeys(pool, owner, fields);
        try (KeyBlock block = new KeyBlock(pool, owner, fields)) {
            int count = groupCount();
            for (int from = 0; from < count && !staysPaired; from += KeyBlock.ROWS) {
                int rows = Math.min(KeyBlock.ROWS, count - from);
                all.encode(rows, block.show(this, from, rows));
                // else two keys share a hash and got each other's numbers
                staysPaired = !all.isInOrder();
            }
        } catch (RuntimeException | Error failure) {
            all.close();
            throw failure;
        }
        if (staysPaired) {
            all.close();
            return;
        }
        hashed = all;
        dictionaries.forEach(Dictionary::close);
        pairs.forEach(PairDictionary::close);
        dictionaries.clear();
        pairs.clear();
    }

    /**
     * Looks the groups of a chunk up.
     *
     * @param known groups from this one on count as none
     * @return the address of the four-byte groups, -1 for none, valid until the next call; 0 if that is not possible
     */
    long find(int rows, Column[] columns, int known) {
        if (hashed != null) {
            return hashed.find(rows, columns, known);
        }
        if (dictionaries.size() != 1) {
            return 0;
        }
        long rowGroups = groups.ensure(4L * rows);
        dictionaries.get(0).find(rows, columns[0], known, rowGroups);
        return rowGroups;
    }

    /** Says whether {@link #find} is possible. */
    boolean canFind() {
        return hashed != null || dictionaries.size() == 1;
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
        if (fields.isEmpty()) {
            long address = map.ensure(4);
            UnsafeApi.putInt(address, 0);
            return address;
        }
        if (hashed != null || other.hashed != null) {
            return encodeSome(other, other.groupCount(), 0);
        }
        long leftMap = map.ensure(4L * other.maxSize());
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

    /**
     * Numbers some groups of another.
     *
     * @param count how many
     * @param there address of the four-byte groups there; 0 for {@code 0, 1, 2 …}
     * @return the address of the group here of each, valid until the next call
     */
    long encodeSome(GroupKeys other, int count, long there) {
        long here = map.ensure(4L * Math.max(1, count));
        boolean ordered = true;
        try (KeyBlock block = new KeyBlock(pool, owner, fields)) {
            for (int from = 0; from < count; from += KeyBlock.ROWS) {
                int rows = Math.min(KeyBlock.ROWS, count - from);
                Column[] columns =
                        there == 0 ? block.show(other, from, rows) : block.showListed(other, there + 4L * from, rows);
                UnsafeApi.copyMemory(encode(rows, columns), here + 4L * from, 4L * rows);
                ordered &= inOrder;
            }
        }
        inOrder = ordered;
        return here;
    }

    private int maxSize() {
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
     * @param rowCodes address of room for as many codes
     * @param out one buffer per key column, with room for {@code count} rows
     */
    void decode(int count, long groupAddress, long rowCodes, List<ColumnBuffer> out) {
        if (hashed != null) {
            hashed.decode(count, groupAddress, out);
            return;
        }
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
        for (Dictionary dictionary : dictionaries) {
            dictionary.close();
        }
        for (PairDictionary pair : pairs) {
            pair.close();
        }
        if (hashed != null) {
            hashed.close();
        }
        groups.close();
        codes.close();
        map.close();
        zeroedRows = 0;
    }
}
