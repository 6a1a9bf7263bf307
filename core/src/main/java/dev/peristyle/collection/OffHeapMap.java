package dev.peristyle.collection;

import dev.peristyle.internal.lifetime.Abandoned;
import dev.peristyle.internal.lifetime.CallSite;
import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.internal.lifetime.ThreadOwner;
import dev.peristyle.memory.MemoryPool;
import java.lang.ref.Reference;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A map from keys to records, both in columns off the heap, with an index of 11 to 22 bytes a key besides: nothing of an entry is on the heap. Keys are of
 * {@link Long}, {@link Integer} or {@link String}, or records of integers, booleans, texts, dates, times and enums. What is got is a new object each time that
 * equals what was put in, as {@link OffHeapList} describes it for its elements.
 *
 * <p>It is a {@link java.util.Map} with all of its methods, but for keys and values that are null: to put these is a
 * {@link NullPointerException}. Two keys are the same where all of their columns are, whatever a record makes of {@code equals}; null is the same as null. Its
 * views write through, and their iterators fail where the map has changed otherwise, as those of a {@link java.util.HashMap}. Entries come in the order in
 * which their keys were put first, until one is removed: the last one takes its place.
 *
 * <p><b>Memory</b> comes from a {@link MemoryPool}, whose limit holds: to put what does not fit is an exception and changes nothing. It goes back with
 * {@link #close()}; each use after that is an {@link IllegalStateException}, as is each use of views and iterators. What is removed leaves room for others;
 * {@link #trimToSize()} gives it back.
 *
 * <p><b>Threads.</b> A map belongs to the first thread that uses it, to read it also, until it is {@linkplain #handOver() handed over} or the thread ends. Each
 * use by another one is an exception.
 *
 * <pre>{@code
 * try (MemoryPool pool = MemoryPool.create("customers", 1L << 30);
 *         OffHeapMap<Long, Customer> customers = OffHeapMap.of(Long.class, Customer.class, pool)) {
 *     customers.put(7L, new Customer("Ann", "Oslo"));
 *     Customer found = customers.get(7L);
 * }
 * }</pre>
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class OffHeapMap<K, V extends Record> extends AbstractMap<K, V> implements AutoCloseable {

    private final MapRows<K, V> rows;
    private final ThreadOwner owner;
    private final Abandoned.Watch watch;
    private final String name;
    private int modifications;
    private boolean closed;

    private OffHeapMap(Class<K> key, Class<V> value, MemoryPool pool) {
        this.name = "map of " + value.getSimpleName();
        this.rows = new MapRows<>(key, value, pool, name);
        this.owner = new ThreadOwner(name, "The owner gives it away with handOver()");
        this.watch = Abandoned.watch(this, "map", name, CallSite.current(), pool.isTracing(), rows::close);
    }

    /**
     * A map without entries.
     *
     * @param key the class of the keys
     * @param value the class of the values
     * @param pool where memory comes from; stays open longer than the map
     * @return the map, to be closed by the caller
     * @param <K> the key
     * @param <V> the value
     * @throws IllegalArgumentException when the class of keys is none of those above, or a component of a value has no column or
     *     one that does not give it back
     */
    public static <K, V extends Record> OffHeapMap<K, V> of(Class<K> key, Class<V> value, MemoryPool pool) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(pool, "pool");
        return new OffHeapMap<>(key, value, pool);
    }

    private void check() {
        if (!owner.isCurrent() || closed) {
            owner.check();
            if (closed) {
                throw new IllegalStateException("the " + name + " is closed");
            }
        }
    }

    @Override
    public int size() {
        check();
        return rows.size();
    }

    @Override
    public V get(Object key) {
        check();
        int row = rows.find(key);
        return Held.by(this, row < 0 ? null : rows.value(row));
    }

    @Override
    public boolean containsKey(Object key) {
        check();
        return Held.by(this, rows.find(key) >= 0);
    }

    @Override
    public V put(K key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        check();
        int before = rows.size();
        try {
            return rows.put(key, value);
        } finally {
            modifications += rows.size() - before;
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public V remove(Object key) {
        check();
        rows.checkIdle();
        int row = rows.find(key);
        if (row < 0) {
            return null;
        }
        V removed = rows.value(row);
        removeRow(row);
        return removed;
    }

    private void removeRow(int row) {
        try {
            rows.remove(row);
            modifications++;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void clear() {
        check();
        try {
            rows.clear();
            modifications++;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Gives back the memory that is only there for entries to come, but for that of the index. Columns are copied for that, one at a time. */
    public void trimToSize() {
        check();
        try {
            rows.trim();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        Objects.requireNonNull(action, "action");
        check();
        int expected = modifications;
        for (int row = 0; row < rows.size(); row++) {
            action.accept(Held.by(this, rows.key(row)), Held.by(this, rows.value(row)));
            check();
            if (modifications != expected) {
                throw new ConcurrentModificationException();
            }
        }
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new Entries();
    }

    @Override
    public Set<K> keySet() {
        return new Keys();
    }

    @Override
    public Collection<V> values() {
        return new Values();
    }

    /**
     * Gives the map to the thread that uses it next, with its views and iterators.
     *
     * @throws IllegalStateException when it belongs to another thread, or is closed
     */
    public void handOver() {
        check();
        rows.checkIdle();
        owner.handOver();
    }

    /**
     * Gives the memory back; each use after that throws. Closing again does nothing.
     *
     * @throws IllegalStateException when it belongs to another thread
     */
    @Override
    public void close() {
        owner.check();
        if (!closed) {
            rows.checkIdle();
            closed = true;
            modifications++;
            if (watch.end()) {
                rows.close();
            }
        }
    }

    @Override
    public String toString() {
        return closed ? "closed " + name : super.toString();
    }

    /** Goes from row to row. A row that is removed is followed by the one that took its place. */
    private abstract class Rows<T> implements Iterator<T> {

        private int next;
        private int last = -1;
        private int expected;

        Rows() {
            check();
            expected = modifications;
        }

        abstract T made(int row);

        @Override
        public boolean hasNext() {
            return next != size();
        }

        @Override
        public T next() {
            check();
            checkUnchanged();
            if (next >= rows.size()) {
                throw new NoSuchElementException();
            }
            T element = made(next);
            last = next++;
            return Held.by(OffHeapMap.this, element);
        }

        @Override
        public void remove() {
            check();
            if (last < 0) {
                throw new IllegalStateException("next() has to be called before each remove()");
            }
            checkUnchanged();
            removeRow(last);
            next = last;
            last = -1;
            expected = modifications;
        }

        private void checkUnchanged() {
            if (modifications != expected) {
                throw new ConcurrentModificationException();
            }
        }
    }

    /** An entry that writes through, as long as the map has its key. */
    private final class WrittenEntry extends SimpleEntry<K, V> {

        private static final long serialVersionUID = 1;

        WrittenEntry(K key, V value) {
            super(key, value);
        }

        @Override
        public V setValue(V value) {
            Objects.requireNonNull(value, "value");
            check();
            int row = rows.find(getKey());
            if (row >= 0) {
                try {
                    rows.set(row, value);
                } finally {
                    Reference.reachabilityFence(OffHeapMap.this);
                }
            }
            return super.setValue(value);
        }
    }

    private final class Entries extends AbstractSet<Map.Entry<K, V>> {

        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return new Rows<>() {
                @Override
                Map.Entry<K, V> made(int row) {
                    return new WrittenEntry(rows.key(row), rows.value(row));
                }
            };
        }

        @Override
        public int size() {
            return OffHeapMap.this.size();
        }

        @Override
        public void clear() {
            OffHeapMap.this.clear();
        }

        @Override
        public boolean contains(Object object) {
            return object instanceof Map.Entry<?, ?> entry
                    && entry.getValue() != null
                    && entry.getValue().equals(get(entry.getKey()));
        }

        @Override
        public boolean remove(Object object) {
            boolean there = contains(object);
            if (there) {
                OffHeapMap.this.remove(((Map.Entry<?, ?>) object).getKey());
            }
            return there;
        }
    }

    private final class Keys extends AbstractSet<K> {

        @Override
        public Iterator<K> iterator() {
            return new Rows<>() {
                @Override
                K made(int row) {
                    return rows.key(row);
                }
            };
        }

        @Override
        public int size() {
            return OffHeapMap.this.size();
        }

        @Override
        public void clear() {
            OffHeapMap.this.clear();
        }

        @Override
        public boolean contains(Object key) {
            return containsKey(key);
        }

        @Override
        public boolean remove(Object key) {
            check();
            int row = rows.find(key);
            if (row >= 0) {
                removeRow(row);
            }
            return row >= 0;
        }
    }

    private final class Values extends AbstractCollection<V> {

        @Override
        public Iterator<V> iterator() {
            return new Rows<>() {
                @Override
                V made(int row) {
                    return rows.value(row);
                }
            };
        }

        @Override
        public int size() {
            return OffHeapMap.this.size();
        }

        @Override
        public void clear() {
            OffHeapMap.this.clear();
        }
    }
}
