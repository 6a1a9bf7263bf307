package dev.peristyle.collection;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.agrona.UnsafeApi;

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

    static <R> SortedIndexes of(IntFunction<R> elements, int size, Comparator<? super R> order, MemoryPool pool) {
        return of(elements, size, order, pool, RUN);
    }

    /** As {@link #of(IntFunction, int, Comparator, MemoryPool)}, with runs of another length. */
    static <R> SortedIndexes of(
            IntFunction<R> elements, int size, Comparator<? super R> order, MemoryPool pool, int run) {
        SortedIndexes indexes = new SortedIndexes(size, pool);
        try {
            indexes.sort(elements, size, order, run);
            return indexes;
        } catch (RuntimeException | Error failure) {
            indexes.close();
            throw failure;
        }
    }

    private <R> void sort(IntFunction<R> elements, int size, Comparator<? super R> order, int firstRun) {
        long from = first.address();
        long to = second.address();
        sortRuns(elements, size, order, firstRun, from);
        RunMerge<R> merge = new RunMerge<>(elements, order);
        for (long run = firstRun; run < size; run *= RunMerge.WAYS) {
            for (long start = 0; start < size; start += RunMerge.WAYS * run) {
                merge.merge(from, to, start, Math.min(size, start + RunMerge.WAYS * run), run);
            }
            long swap = from;
            from = to;
            to = swap;
        }
        sorted = from;
    }

    private static <R> void sortRuns(
            IntFunction<R> elements, int size, Comparator<? super R> order, int length, long to) {
        List<Numbered<R>> run = new ArrayList<>(Math.min(length, size));
        Comparator<Numbered<R>> byElement = (left, right) -> order.compare(left.element, right.element);
        for (int index = 0; index < size; index++) {
            run.add(new Numbered<>(elements.apply(index), index));
            if (run.size() == length || index == size - 1) {
                run.sort(byElement);
                long place = index + 1L - run.size();
                for (Numbered<R> each : run) {
                    UnsafeApi.putInt(to + 4 * place++, each.index);
                }
                run.clear();
            }
        }
    }

    /** An element and where it is. */
    private record Numbered<R>(R element, int index) {}

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
