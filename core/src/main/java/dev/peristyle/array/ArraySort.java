package dev.peristyle.array;

import dev.peristyle.internal.kernel.SpreadKernel;
import dev.peristyle.internal.kernel.StrideKernel;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.internal.sort.kernel.EntryKernel;
import dev.peristyle.internal.sort.kernel.RadixSortKernel;
import dev.peristyle.internal.sort.kernel.WordSortKernel;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;
import java.util.function.LongUnaryOperator;

/** Sorts arrays as words whose signed order is that of the values and from which the values come back. */
final class ArraySort {

    private static final String OWNER = "sort of an array";

    private ArraySort() {}

    /** Integers are such words. */
    private record Same() implements LongUnaryOperator {

        @Override
        public long applyAsLong(long word) {
            return word;
        }
    }

    /** The bits of a number without its sign if it is negative turned round: its own inverse. */
    private record OfDouble() implements LongUnaryOperator {

        @Override
        public long applyAsLong(long bits) {
            long one = Double.doubleToLongBits(Double.longBitsToDouble(bits));
            return one ^ one >> 63 >>> 1;
        }
    }

    private record ToDouble() implements LongUnaryOperator {

        @Override
        public long applyAsLong(long word) {
            return word ^ word >> 63 >>> 1;
        }
    }

    private record OfFloat() implements LongUnaryOperator {

        @Override
        public long applyAsLong(long bits) {
            int one = Float.floatToIntBits(Float.intBitsToFloat((int) bits));
            return one ^ one >> 31 >>> 1;
        }
    }

    private record ToFloat() implements LongUnaryOperator {

        @Override
        public long applyAsLong(long word) {
            int part = (int) word;
            return part ^ part >> 31 >>> 1;
        }
    }

    /** From the order of signed to that of unsigned words. */
    private record Unsigned() implements LongUnaryOperator {

        @Override
        public long applyAsLong(long word) {
            return word ^ Long.MIN_VALUE;
        }
    }

    private static RowLoop toWords(Layout layout) {
        LongUnaryOperator operation =
                layout == Layout.FLOAT64 ? new OfDouble() : layout == Layout.FLOAT32 ? new OfFloat() : new Same();
        return Loops.words(layout, operation, Layout.INT64);
    }

    private static RowLoop ofWords(Layout layout) {
        LongUnaryOperator operation =
                layout == Layout.FLOAT64 ? new ToDouble() : layout == Layout.FLOAT32 ? new ToFloat() : new Same();
        return Loops.words(Layout.INT64, operation, layout);
    }

    /** Makes longs smaller; what does not fit loses its upper bits. */
    static RowLoop narrowing(Layout layout) {
        return Loops.words(Layout.INT64, new Same(), layout);
    }

    static void sort(PrimitiveArray<?> array) {
        long length = array.length();
        boolean inPlace = array.isContiguous() && array.access().bytes() == Long.BYTES;
        try (Pass pass = Pass.writing(1, array)) {
            long scratch = pass.allocate(length * Long.BYTES, OWNER);
            long words = inPlace ? array.read(0, 0, 0) : pass.allocate(length * Long.BYTES, OWNER);
            boolean converted = array.layout().lane() == Lane.F64 || !inPlace;
            if (converted) {
                RowLoop loop = toWords(array.layout());
                for (long from = 0; from < length; from += Pass.ROWS) {
                    int rows = array.rows(from);
                    loop.run(array.read(from, rows, pass.slot(0)), 0, words + from * Long.BYTES, 0, rows);
                }
            }
            WordSortKernel.sort(words, scratch, length);
            if (converted) {
                RowLoop loop = ofWords(array.layout());
                for (long from = 0; from < length; from += Pass.ROWS) {
                    int rows = array.rows(from);
                    loop.run(words + from * Long.BYTES, 0, pass.slot(0), 0, rows);
                    array.write(from, rows, pass.slot(0));
                }
            }
        }
    }

    static void argSort(PrimitiveArray<?> array, LongArray target) {
        long length = array.length();
        try (Pass pass = Pass.writing(3, target, array)) {
            long entries = pass.allocate(2 * Long.BYTES * length, OWNER);
            long scratch = pass.allocate(2 * Long.BYTES * length, OWNER);
            EntryKernel.number(entries, length);
            RowLoop ordering = array.ordering();
            RowLoop unsigned = Loops.words(Layout.INT64, new Unsigned(), Layout.INT64);
            for (long from = 0; from < length; from += Pass.ROWS) {
                int rows = array.rows(from);
                long words = array.ordered(ordering, from, rows, pass.slot(0), pass.slot(1));
                unsigned.run(words, 0, pass.slot(2), 0, rows);
                SpreadKernel.spread(Long.BYTES, Long.BYTES, pass.slot(2), rows, entries + 16 * from, 16);
            }
            if (length > 1) {
                RadixSortKernel.sort(entries, scratch, length, new long[RadixSortKernel.COUNTERS]);
            }
            for (long from = 0; from < length; from += Pass.ROWS) {
                int rows = target.rows(from);
                StrideKernel.gather(Long.BYTES, entries + 16 * from + 8, 16, 0, rows, pass.slot(0));
                target.write(from, rows, pass.slot(0));
            }
        }
    }
}
