package dev.peristyle.collection;

import dev.peristyle.internal.record.RecordStore;
import dev.peristyle.memory.MemoryPool;

/**
 * What a map holds off the heap: a key and a value in each row of two stores, and where the row of a key is. Who uses it has checked that it may. Nothing
 * changes where memory is refused or code of a record fails. Not thread-safe.
 */
final class MapRows<K, V extends Record> implements AutoCloseable {

    private final MapKeys<K, ?> keys;
    private final RecordStore<V> values;
    private final RowIndex index;
    private final Class<K> keyType;

    MapRows(Class<K> key, Class<V> value, MemoryPool pool, String owner) {
        this.keyType = key;
        this.keys = MapKeys.of(key, pool, owner);
        RecordStore<V> opened = null;
        try {
            opened = new RecordStore<>(value, pool, owner);
            this.index = new RowIndex(pool, owner);
        } catch (RuntimeException | Error failure) {
            if (opened != null) {
                opened.close();
            }
            keys.close();
            throw failure;
        }
        this.values = opened;
    }

    int size() {
        return values.size();
    }

    K key(int row) {
        return keys.get(row);
    }

    V value(int row) {
        return values.get(row);
    }

    /** The row of a key; -1 for any object that is none. */
    int find(Object key) {
        if (!keyType.isInstance(key)) {
            return -1;
        }
        try {
            return index.find(keys.look(keyType.cast(key)), keys);
        } catch (IllegalArgumentException unfit) {
            // what no column holds was never put
            return -1;
        }
    }

    /** Puts a value in the place of that of a key, or adds both; returns the value before. */
    V put(K key, V value) {
        checkIdle();
        long hash = keys.look(key);
        int row = index.find(hash, keys);
        if (row >= 0) {
            V before = values.get(row);
            values.set(row, value);
            return before;
        }
        index.reserve();
        int added = keys.store.size();
        keys.add();
        try {
            values.insert(added, value);
        } catch (RuntimeException | Error failure) {
            keys.store.remove(added, added + 1);
            throw failure;
        }
        index.add(hash, added);
        return null;
    }

    void set(int row, V value) {
        values.set(row, value);
    }

    /** Takes a row away; the last one gets its number. */
    void remove(int row) {
        checkIdle();
        index.remove(keys.rows.hash(row), row);
        int last = size() - 1;
        if (row < last) {
            index.renumber(keys.rows.hash(last), last, row);
        }
        keys.store.replaceByLast(row);
        values.replaceByLast(row);
    }

    void clear() {
        checkIdle();
        index.clear();
        keys.store.remove(0, size());
        values.remove(0, size());
    }

    void trim() {
        checkIdle();
        keys.store.trim();
        values.trim();
    }

    /**
     * Checks that no code of a record asks, which runs while one is added or made.
     *
     * @throws IllegalStateException when it does
     */
    void checkIdle() {
        keys.store.checkIdle();
        values.checkIdle();
    }

    @Override
    public void close() {
        keys.close();
        values.close();
        index.close();
    }
}
