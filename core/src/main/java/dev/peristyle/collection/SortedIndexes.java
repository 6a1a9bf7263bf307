package dev.peristyle.collection;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.Comparator;

/**
 * The order of elements that are made when they are asked for: runs of some thousand are sorted on the heap, and then merged, many at a time, because
 * each of them makes all elements anew. Stable; runs that are in order already are taken over with one comparison.
 */
final class SortedIndexes implements AutoCloseable {

    /** So many are on the heap at a time: few enough to stay in a cache, and more than half of all comparisons of a million elements. */
    static final int RUN = 4096;

    private final OffHeapBuffer first;
    private final OffHeapBuffer second;
    private long sorted;

    private SortedIndexes(int size, MemoryPool pool) {
        first = pool.allocate((long) size * Integer.BYTES, "sort of a list");
        try {
            second = pool.allocate((long) size * Integer.BYTES, "sort of a list");
        } catch (RuntimeException | Error failure) {
            first.close();
            throw failure;
        }
    }

    static <R> SortedIndexes of(MadeElements<R> elements, int size, Comparator<? super R> order, MemoryPool pool) {
        return of(elements, size, order, pool, RUN, RunMerge.MAX_WAYS);
    }

    /** As {@link #of(MadeElements, int, Comparator, MemoryPool)}, with runs of another length, of which so many are merged at a time. */
    static <R> SortedIndexes of(
            MadeElements<R> elements, int size, Comparator<? super R> order, MemoryPool pool, int run, int ways) {
        SortedIndexes indexes = new SortedIndexes(size, pool);
        try {
            indexes.sort(elements, size, order, run, ways);
            return indexes;
        } catch (RuntimeException | Error failure) {
            indexes.close();
            throw failure;
        }
    }

    private <R> void sort(MadeElements<R> elements, int size, Comparator<? super R> order, int firstRun, int ways) {
        long from = first.address();
        long to = second.address();
        RunSort<R> runs = new RunSort<>(Math.min(firstRun, size), order);
        for (int start = 0; start < size; start += Math.min(firstRun, size - start)) {
            runs.sort(elements, start, Math.min(firstRun, size - start), from + 4L * start);
        }
        RunMerge<R> merge = new RunMerge<>(elements, order);
        for (long run = firstRun; run < size; run *= ways) {
            for (long start = 0; start < size; start += ways * run) {
                merge.merge(from, to, start, Math.min(size, start + ways * run), run);
            }
            long swap = from;
            from = to;
            to = swap;
        }
        sorted = from;
    }

    /** The address of ints: which element comes to each place. Valid until this is closed. */
    long address() {
        return sorted;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
