package dev.peristyle.collection;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.agrona.UnsafeApi;

/**
 * The order of elements that are made when they are asked for: a merge sort from runs of one upwards that holds two of them. Stable; runs that are
 * in order already are taken over with one comparison.
 */
final class SortedIndexes implements IntUnaryOperator, AutoCloseable {

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
        SortedIndexes indexes = new SortedIndexes(size, pool);
        try {
            indexes.sort(elements, size, order);
            return indexes;
        } catch (RuntimeException | Error failure) {
            indexes.close();
            throw failure;
        }
    }

    private <R> void sort(IntFunction<R> elements, int size, Comparator<? super R> order) {
        long from = first.address();
        long to = second.address();
        for (int index = 0; index < size; index++) {
            set(from, index, index);
        }
        for (long run = 1; run < size; run *= 2) {
            for (long start = 0; start < size; start += 2 * run) {
                int middle = (int) Math.min(size, start + run);
                merge(elements, order, from, to, (int) start, middle, (int) Math.min(size, start + 2 * run));
            }
            long swap = from;
            from = to;
            to = swap;
        }
        sorted = from;
    }

    private static <R> void merge(
            IntFunction<R> elements, Comparator<? super R> order, long from, long to, int start, int middle, int end) {
        if (middle == end
                || order.compare(elements.apply(at(from, middle - 1)), elements.apply(at(from, middle))) <= 0) {
            UnsafeApi.copyMemory(from + 4L * start, to + 4L * start, 4L * (end - start));
            return;
        }
        int left = start;
        int right = middle;
        R ofLeft = elements.apply(at(from, left));
        R ofRight = elements.apply(at(from, right));
        int place = start;
        while (true) {
            if (order.compare(ofLeft, ofRight) <= 0) {
                set(to, place++, at(from, left++));
                if (left == middle) {
                    UnsafeApi.copyMemory(from + 4L * right, to + 4L * place, 4L * (end - right));
                    return;
                }
                ofLeft = elements.apply(at(from, left));
            } else {
                set(to, place++, at(from, right++));
                if (right == end) {
                    UnsafeApi.copyMemory(from + 4L * left, to + 4L * place, 4L * (middle - left));
                    return;
                }
                ofRight = elements.apply(at(from, right));
            }
        }
    }

    private static int at(long address, int place) {
        return UnsafeApi.getInt(address + 4L * place);
    }

    private static void set(long address, int place, int index) {
        UnsafeApi.putInt(address + 4L * place, index);
    }

    @Override
    public int applyAsInt(int place) {
        return at(sorted, place);
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
