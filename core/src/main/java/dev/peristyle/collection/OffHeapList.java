package dev.peristyle.collection;

import dev.peristyle.SortKey;
import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.lifetime.Abandoned;
import dev.peristyle.internal.lifetime.CallSite;
import dev.peristyle.internal.lifetime.Held;
import dev.peristyle.internal.lifetime.ThreadOwner;
import dev.peristyle.internal.record.LentIterator;
import dev.peristyle.internal.record.RecordStore;
import dev.peristyle.internal.record.StoredRow;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.lang.ref.Reference;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;

/**
 * A list of records whose components are columns off the heap, as {@link dev.peristyle.Records} describes them: a record takes the bytes of its columns there
 * and none on the heap. Each {@link #get} makes a new record that equals what was put in; records have no identity here.
 * As in a column, a {@link java.math.BigDecimal} comes back with 18 digits after the point, where one that has more is refused.
 * A nested record whose components are all null comes back as null, an optional that is null as an empty one, a {@link CharSequence} as a
 * {@link String}.
 *
 * <p>It is a {@link java.util.List} with all of its methods, but for elements that are null: these are a
 * {@link NullPointerException}. To get, set and add at the end take the same time wherever; to insert or remove in the middle moves the rows after
 * it, as in an {@link java.util.ArrayList}. A text takes 12 bytes and those of its UTF-8; a record has a bit for each
 * component besides that says whether it is null.
 *
 * <p><b>Memory</b> comes from a {@link MemoryPool}, whose limit holds: an addition that does not fit is an exception and changes nothing. It goes back with
 * {@link #close()}; each use after that is an {@link IllegalStateException}, as is each use of iterators and sublists.
 *
 * <p><b>Threads.</b> A list belongs to the first thread that uses it, until it is {@linkplain #handOver() handed over} or the thread ends. Each use by
 * another one is an exception. A stream of it is read by one thread, also where it is made parallel. As the input of a pipeline it is read by
 * the threads of the run; until the run ends its owner can read it, but to change or close it is an {@link IllegalStateException}.
 *
 * <pre>{@code
 * try (MemoryPool pool = MemoryPool.create("orders", 1L << 30);
 *         OffHeapList<Order> orders = OffHeapList.of(Order.class, pool)) {
 *     orders.add(new Order(1, 9.5, "Oslo"));
 *     orders.sort(Comparator.comparing(Order::price));
 *     Pipeline.from(orders, Order.class).groupBy("city").aggregate(sum(col("price")).as("total")).forEach(...);
 * }
 * }</pre>
 *
 * @param <R> the record
 */
public final class OffHeapList<R extends Record> extends AbstractList<R> implements RandomAccess, AutoCloseable {

    private final RecordStore<R> store;
    private final ThreadOwner owner;
    private final Abandoned.Watch watch;
    private final Class<R> type;
    private final MemoryPool pool;
    private boolean closed;

    private OffHeapList(Class<R> type, MemoryPool pool) {
        this.type = type;
        this.pool = pool;
        this.store = new RecordStore<>(type, pool, "list of " + type.getSimpleName());
        this.owner = new ThreadOwner("list of " + type.getSimpleName(), "The owner gives it away with handOver()");
        this.watch = Abandoned.watch(
                this, "list", "list of " + type.getSimpleName(), CallSite.current(), pool.isTracing(), store::close);
    }

    /**
     * A list without elements.
     *
     * @param type the class of the elements
     * @param pool where memory comes from; stays open longer than the list
     * @return the list, to be closed by the caller
     * @param <R> the record
     * @throws IllegalArgumentException when a component is of a type that has no column, or one that its column does not give back
     */
    public static <R extends Record> OffHeapList<R> of(Class<R> type, MemoryPool pool) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(pool, "pool");
        return new OffHeapList<>(type, pool);
    }

    /**
     * A list of the elements of another collection.
     *
     * @param type the class of the elements
     * @param elements what it has at first, in their order
     * @param pool where memory comes from; stays open longer than the list
     * @return the list, to be closed by the caller
     * @param <R> the record
     */
    public static <R extends Record> OffHeapList<R> copyOf(
            Class<R> type, Collection<? extends R> elements, MemoryPool pool) {
        Objects.requireNonNull(elements, "elements");
        OffHeapList<R> list = of(type, pool);
        try {
            list.addAll(elements);
            return list;
        } catch (RuntimeException | Error failure) {
            list.close();
            throw failure;
        }
    }

    private void check() {
        if (!owner.isCurrent() || closed) {
            owner.check();
            if (closed) {
                throw new IllegalStateException("the list of " + type.getSimpleName() + " is closed");
            }
        }
    }

    @Override
    public int size() {
        check();
        return store.size();
    }

    @Override
    public R get(int index) {
        check();
        Objects.checkIndex(index, store.size());
        return Held.by(this, store.get(index));
    }

    @Override
    public R set(int index, R element) {
        Objects.requireNonNull(element, "element");
        R before = get(index);
        try {
            store.set(index, element);
        } finally {
            Reference.reachabilityFence(this);
        }
        return before;
    }

    @Override
    public void add(int index, R element) {
        Objects.requireNonNull(element, "element");
        check();
        if (index < 0 || index > store.size()) {
            throw new IndexOutOfBoundsException("index " + index + " of a list of " + store.size() + " elements");
        }
        try {
            store.insert(index, element);
            modCount++;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public R remove(int index) {
        R removed = get(index);
        removeRange(index, index + 1);
        return removed;
    }

    @Override
    protected void removeRange(int fromIndex, int toIndex) {
        check();
        Objects.checkFromToIndex(fromIndex, toIndex, store.size());
        if (fromIndex == toIndex) {
            return;
        }
        try {
            store.remove(fromIndex, toIndex);
            modCount++;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Gives back the memory that is only there for elements to come: a list that grows takes up to twice what it needs. Its columns are copied for that,
     * one at a time.
     */
    public void trimToSize() {
        check();
        try {
            store.trim();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public boolean removeIf(Predicate<? super R> filter) {
        Objects.requireNonNull(filter, "filter");
        int size = size();
        store.checkIdle();
        int before = modCount;
        int kept = 0;
        try (OffHeapBuffer order = pool.allocate((long) size * Integer.BYTES, "what a list keeps")) {
            int dropped = size;
            for (int index = 0; index < size; index++) {
                int place = filter.test(get(index)) ? --dropped : kept++;
                UnsafeApi.putInt(order.address() + 4L * place, index);
            }
            check();
            if (modCount != before) {
                throw new ConcurrentModificationException("the filter has changed the list");
            }
            if (kept < size) {
                store.reorder(order.address());
            }
        }
        removeRange(kept, size);
        return kept < size;
    }

    @Override
    public boolean removeAll(Collection<?> other) {
        Objects.requireNonNull(other, "other");
        return removeIf(other::contains);
    }

    @Override
    public boolean retainAll(Collection<?> other) {
        Objects.requireNonNull(other, "other");
        return removeIf(element -> !other.contains(element));
    }

    /**
     * Sorts the list; equal elements stay in their order. Elements are compared as records that are made for it, each two or three times. The heap holds some
     * thousand of them at a time, however long the list is; 8 bytes for each element are taken from the pool meanwhile, and then as many as the widest
     * column has. Where the comparator fails, the list is as before. To sort by columns, {@link #sortBy} makes no record at all and takes a fraction of the time.
     *
     * @param comparator the order; null for that of the records, which are comparable then
     */
    @Override
    @SuppressWarnings("unchecked")
    public void sort(Comparator<? super R> comparator) {
        check();
        store.checkIdle();
        int before = modCount;
        Comparator<? super R> order =
                comparator == null ? (Comparator<? super R>) Comparator.naturalOrder() : comparator;
        try (SortedIndexes sorted = SortedIndexes.of(new Stored(), store.size(), order, pool)) {
            check();
            if (modCount != before) {
                throw new ConcurrentModificationException("the comparator has changed the list");
            }
            store.reorder(sorted.address());
            modCount++;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Sorts the list by columns, in the order that pipelines have; equal elements stay in their order. No element is made. 32 bytes for each element are taken
     * from the pool meanwhile; where they are refused, the list is as before.
     *
     * <pre>{@code
     * orders.sortBy(desc("price"), asc("place_city"));
     * }</pre>
     *
     * @param keys the names of components, those of nested records after the name of theirs and an underscore; the first one decides first
     * @throws IllegalArgumentException when there is no key, or no column of its name
     */
    public void sortBy(SortKey... keys) {
        List<SortKey> wanted = Arguments.list("keys", keys);
        check();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("sortBy needs a key, such as asc(\"name\")");
        }
        List<BoundSortKey> bound = new ArrayList<>();
        for (SortKey key : wanted) {
            bound.add(
                    new BoundSortKey(store.schema().indexOf(key.column()), key.descending(), key.nullsBeforeValues()));
        }
        try {
            store.sortBy(bound);
            modCount++;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public Iterator<R> iterator() {
        check();
        return new Position();
    }

    /** Elements in order, read by one thread at a time. */
    @Override
    public Spliterator<R> spliterator() {
        check();
        return new Elements();
    }

    /**
     * Returns {@link #stream()}: a list belongs to one thread.
     *
     * @return a stream that is not parallel
     */
    @Override
    public Stream<R> parallelStream() {
        return stream();
    }

    /**
     * Gives the list to the thread that uses it next, with its iterators and sublists.
     *
     * @throws IllegalStateException when it belongs to another thread, or is closed
     */
    public void handOver() {
        check();
        store.checkNotInUse();
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
            store.checkIdle();
            closed = true;
            modCount++;
            if (watch.end()) {
                store.close();
            }
        }
    }

    /** What a sort goes through. Each use is checked: a comparator may have handed the list over, and another thread closed it. */
    private final class Stored implements MadeElements<R> {

        private final int size = store.size();

        @Override
        public R get(int index) {
            check();
            return store.get(index);
        }

        @Override
        public void touch(long indexes, int count) {
            check();
            // a comparator may have taken some away
            if (store.size() >= size) {
                store.touch(indexes, count);
            }
        }
    }

    @Override
    public String toString() {
        return closed ? "closed list of " + type.getSimpleName() : super.toString();
    }

    /** Goes from element to element. While it is lent the list does not change. */
    private final class Position implements LentIterator<R> {

        private int next;
        private int last = -1;
        private int expected = modCount;

        /** What is read through while it is lent. */
        private StoredRow lent;

        @Override
        public boolean hasNext() {
            return next != (lent == null ? size() : store.size());
        }

        @Override
        public R next() {
            if (lent == null) {
                check();
            }
            checkUnchanged();
            if (next >= store.size()) {
                throw new NoSuchElementException();
            }
            R element = lent == null ? store.get(next) : store.get(lent, next);
            last = next++;
            return Held.by(OffHeapList.this, element);
        }

        @Override
        public void remove() {
            if (last < 0) {
                throw new IllegalStateException("next() has to be called before each remove()");
            }
            check();
            checkUnchanged();
            removeRange(last, last + 1);
            next = last;
            last = -1;
            expected = modCount;
        }

        private void checkUnchanged() {
            if (modCount != expected) {
                throw new ConcurrentModificationException();
            }
        }

        @Override
        public void lend() {
            check();
            lent = store.lend();
        }

        @Override
        public void giveBack() {
            if (lent != null) {
                lent = null;
                store.giveBack();
            }
        }
    }

    /** What is asked first binds it to the elements of that moment. */
    private final class Elements extends Spliterators.AbstractSpliterator<R> {

        private int next;
        private int end = -1;
        private int expected;

        Elements() {
            super(0, Spliterator.ORDERED | Spliterator.SIZED | Spliterator.SUBSIZED | Spliterator.NONNULL);
        }

        private int end() {
            if (end < 0) {
                end = size();
                expected = modCount;
            }
            return end;
        }

        @Override
        public Spliterator<R> trySplit() {
            return null;
        }

        @Override
        public long estimateSize() {
            return (long) end() - next;
        }

        @Override
        public boolean tryAdvance(Consumer<? super R> action) {
            Objects.requireNonNull(action, "action");
            if (next >= end()) {
                return false;
            }
            R element = get(next++);
            action.accept(element);
            if (modCount != expected) {
                throw new ConcurrentModificationException();
            }
            return true;
        }
    }
}
