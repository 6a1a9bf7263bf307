package dev.peristyle.collection;

import dev.peristyle.internal.record.RecordKeys;
import dev.peristyle.internal.record.RecordStore;
import dev.peristyle.memory.MemoryPool;
import java.util.function.IntPredicate;

/**
 * The keys of a map, off the heap: each a row of a record, of its own or one that is made for it. Not thread-safe.
 *
 * @param <K> the key
 * @param <R> the record
 */
abstract class MapKeys<K, R extends Record> implements IntPredicate, AutoCloseable {

    final RecordStore<R> store;
    final RecordKeys<R> rows;

    private MapKeys(Class<R> record, MemoryPool pool, String owner) {
        this.store = new RecordStore<>(record, pool, owner);
        this.rows = new RecordKeys<>(store);
    }

    /**
     * Makes room for keys of a class.
     *
     * @throws IllegalArgumentException when they are no keys
     */
    @SuppressWarnings("unchecked") // the class has been compared
    static <K> MapKeys<K, ?> of(Class<K> type, MemoryPool pool, String owner) {
        if (type == Long.class) {
            return (MapKeys<K, ?>) new Longs(pool, owner);
        }
        if (type == Integer.class) {
            return (MapKeys<K, ?>) new Ints(pool, owner);
        }
        if (type == String.class) {
            return (MapKeys<K, ?>) new Texts(pool, owner);
        }
        if (type.isRecord()) {
            KeyTypes.check(type);
            return (MapKeys<K, ?>) records(type.asSubclass(Record.class), pool, owner);
        }
        throw new IllegalArgumentException(
                "keys of a map are of Long, Integer, String or a record, not of " + type.getName());
    }

    private static <R extends Record> MapKeys<R, R> records(Class<R> type, MemoryPool pool, String owner) {
        return new Records<>(type, pool, owner);
    }

    /**
     * Looks for a key, until another one is looked for.
     *
     * @param key of the class of the keys
     * @return its hash
     * @throws IllegalArgumentException when a column does not hold it, so that no map has it
     */
    abstract long look(K key);

    /** Whether a row is the key that is looked for. */
    @Override
    public boolean test(int row) {
        return rows.isWanted(row);
    }

    /** Adds the key that is looked for. */
    void add() {
        rows.addWanted();
    }

    /** Makes the key of a row. */
    abstract K get(int row);

    @Override
    public void close() {
        store.close();
    }

    /** Keys that are numbers, which need no row to be looked for. */
    private abstract static class Numbers<K extends Number, R extends Record> extends MapKeys<K, R> {

        private long wanted;

        Numbers(Class<R> record, MemoryPool pool, String owner) {
            super(record, pool, owner);
        }

        abstract R record(long key);

        @Override
        long look(K key) {
            wanted = key.longValue();
            return RecordKeys.hashOfNumber(wanted);
        }

        @Override
        public boolean test(int row) {
            return rows.isNumber(row, wanted);
        }

        @Override
        void add() {
            store.insert(store.size(), record(wanted));
        }
    }

    private record LongKey(long key) {}

    private static final class Longs extends Numbers<Long, LongKey> {

        Longs(MemoryPool pool, String owner) {
            super(LongKey.class, pool, owner);
        }

        @Override
        LongKey record(long key) {
            return new LongKey(key);
        }

        @Override
        Long get(int row) {
            return store.get(row).key();
        }
    }

    private record IntKey(int key) {}

    private static final class Ints extends Numbers<Integer, IntKey> {

        Ints(MemoryPool pool, String owner) {
            super(IntKey.class, pool, owner);
        }

        @Override
        IntKey record(long key) {
            return new IntKey((int) key);
        }

        @Override
        Integer get(int row) {
            return store.get(row).key();
        }
    }

    private record TextKey(String key) {}

    private static final class Texts extends MapKeys<String, TextKey> {

        Texts(MemoryPool pool, String owner) {
            super(TextKey.class, pool, owner);
        }

        @Override
        long look(String key) {
            return rows.look(new TextKey(key));
        }

        @Override
        String get(int row) {
            return store.get(row).key();
        }
    }

    private static final class Records<R extends Record> extends MapKeys<R, R> {

        Records(Class<R> type, MemoryPool pool, String owner) {
            super(type, pool, owner);
        }

        @Override
        long look(R key) {
            return rows.look(key);
        }

        @Override
        R get(int row) {
            return store.get(row);
        }
    }
}
