package dev.peristyle.array;

import java.util.Random;
import java.util.function.LongFunction;

/**
 * An array to test, as a user can have it: whole, a slice, every second value of one, with more of the array before, between and
 * after the values. What is not in the view must not change.
 */
final class ArrayShape<A extends PrimitiveArray<A>> implements AutoCloseable {

    static final int[] LENGTHS = {0, 1, 2, 7, 8, 9, 63, 64, 65, 1000, 1023, 1024, 1025, 3000};

    final A view;
    private final A whole;
    private final int from;
    private final int step;
    private final Object[] before;

    ArrayShape(Random random, int length, LongFunction<A> allocate, ArrayKind<A> kind, Values values) {
        step = length == 0 ? 1 : new int[] {1, 1, 2, 3}[random.nextInt(4)];
        from = random.nextInt(3) == 0 ? 0 : random.nextInt(70);
        whole = allocate.apply(from + (long) length * step + random.nextInt(5));
        before = new Object[(int) whole.length()];
        for (int index = 0; index < before.length; index++) {
            Object value = values.next(random);
            kind.set(whole, index, value);
            before[index] = kind.get(whole, index);
        }
        A slice = whole.slice(from, from + (long) length * step);
        view = step == 1 && from == 0 && length == whole.length() ? whole : step == 1 ? slice : slice.every(step);
    }

    /** Where values come from. */
    interface Values {

        Object next(Random random);
    }

    /** Another view of the same array, which shares some of the values or all. */
    A shifted(Random random) {
        long room = whole.length() - view.length() * step;
        long start = random.nextInt((int) room + 1);
        return whole.slice(start, start + view.length() * step).every(step);
    }

    int step() {
        return step;
    }

    /** The first index that was changed though it is not in the view, or -1. */
    int damaged(ArrayKind<A> kind) {
        for (int index = 0; index < before.length; index++) {
            boolean shown = index >= from && (index - from) % step == 0 && (index - from) / step < view.length();
            if (!shown && !before[index].equals(kind.get(whole, index))) {
                return index;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        whole.close();
    }
}
