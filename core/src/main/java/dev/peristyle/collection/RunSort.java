package dev.peristyle.collection;

import java.util.Comparator;
import org.agrona.UnsafeApi;

/**
 * Sorts few elements that are all on the heap: a stable merge sort of their places, top down, so that what is merged was touched just before. Parts that
 * are in order already are merged with one comparison.
 */
final class RunSort<R> {

    private static final int INSERTION = 6;

    private final Comparator<? super R> order;
    private final R[] elements;
    private final int[] places;
    private final int[] merged;

    @SuppressWarnings("unchecked") // the array is never given away
    RunSort(int length, Comparator<? super R> order) {
        this.order = order;
        this.elements = (R[]) new Object[length];
        this.places = new int[length];
        this.merged = new int[length];
    }

    /**
     * Sorts elements that follow each other.
     *
     * @param first the index of the first element
     * @param count elements, no more than the length
     * @param to address for the indexes in order
     */
    void sort(MadeElements<R> source, int first, int count, long to) {
        for (int place = 0; place < count; place++) {
            elements[place] = source.get(first + place);
            places[place] = place;
        }
        sort(0, count);
        for (int place = 0; place < count; place++) {
            UnsafeApi.putInt(to + 4L * place, first + places[place]);
        }
    }

    private void sort(int from, int to) {
        if (to - from <= INSERTION) {
            insertionSort(from, to);
            return;
        }
        int middle = from + to >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (order.compare(elements[places[middle - 1]], elements[places[middle]]) > 0) {
            merge(from, middle, to);
        }
    }

    private void insertionSort(int from, int to) {
        for (int next = from + 1; next < to; next++) {
            int inserted = places[next];
            R element = elements[inserted];
            int place = next;
            while (place > from && order.compare(elements[places[place - 1]], element) > 0) {
                places[place] = places[place - 1];
                place--;
            }
            places[place] = inserted;
        }
    }

    private void merge(int from, int middle, int to) {
        int count = middle - from;
        System.arraycopy(places, from, merged, 0, count);
        int left = 0;
        int right = middle;
        int place = from;
        R leftElement = elements[merged[0]];
        R rightElement = elements[places[middle]];
        while (true) {
            if (order.compare(leftElement, rightElement) <= 0) {
                places[place++] = merged[left++];
                if (left == count) {
                    return;
                }
                leftElement = elements[merged[left]];
            } else {
                places[place++] = places[right++];
                if (right == to) {
                    break;
                }
                rightElement = elements[places[right]];
            }
        }
        System.arraycopy(merged, left, places, place, count - left);
    }
}
