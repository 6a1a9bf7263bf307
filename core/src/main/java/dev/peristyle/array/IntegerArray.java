package dev.peristyle.array;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.aggregate.kernel.ExactVarianceKernel;
import dev.peristyle.internal.aggregate.kernel.RunningSumKernel;
import dev.peristyle.internal.aggregate.kernel.SumKernel;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.internal.kernel.IndexKernel;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.Operands;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.schema.Layout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.agrona.UnsafeApi;

/**
 * An array of signed integers. Results are exact: one that does not fit is a {@link ComputationException} that names the index. What
 * comes before that index is computed then, what comes from it on is as before.
 *
 * @param <A> the type of the array itself
 */
public abstract sealed class IntegerArray<A extends IntegerArray<A>> extends PrimitiveArray<A>
        permits LongArray, IntArray, ShortArray, ByteArray {

    /** More digits than any double needs, so that rounding twice shows in none. */
    private static final MathContext DIGITS = new MathContext(60);

    private static final WordAccess WORDS = WordAccess.of(Layout.INT64);

    private final long least;
    private final long greatest;

    IntegerArray(Layout layout, Place place) {
        super(layout, place);
        this.least = access().leastPlace();
        this.greatest = ~least;
    }

    private long checkValue(String parameter, long value) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(parameter + " is " + value + ", which is no value of a " + name());
        }
        return value;
    }

    /**
     * Sets all values.
     *
     * @param value the value of each from now on, one of the type of the array
     */
    public final void fill(long value) {
        fillWord(checkValue("value", value));
    }

    /**
     * Adds the values of another array.
     *
     * @param other of the same length
     */
    public final void add(A other) {
        checkSame(other, "other");
        combine(Arithmetic.ADD, other, 0);
    }

    /**
     * Adds a number to each value.
     *
     * @param value what is added
     */
    public final void add(long value) {
        combine(Arithmetic.ADD, null, value);
    }

    /**
     * Subtracts the values of another array.
     *
     * @param other of the same length
     */
    public final void subtract(A other) {
        checkSame(other, "other");
        combine(Arithmetic.SUBTRACT, other, 0);
    }

    /**
     * Multiplies by the values of another array.
     *
     * @param other of the same length
     */
    public final void multiplyBy(A other) {
        checkSame(other, "other");
        combine(Arithmetic.MULTIPLY, other, 0);
    }

    /**
     * Multiplies each value by a number.
     *
     * @param factor the number
     */
    public final void multiplyBy(long factor) {
        combine(Arithmetic.MULTIPLY, null, factor);
    }

    /**
     * Adds the values of another array, each times a factor.
     *
     * @param other of the same length
     * @param factor what its values are multiplied by; a product that is no long is an error, be the sum one or not
     */
    public final void addScaled(A other, long factor) {
        checkSame(other, "other");
        try (Pass pass = Pass.writing(7, this, other)) {
            A right = pass.apart(other, this);
            RowLoop product = Loops.computing(Arithmetic.MULTIPLY.operation(), Layout.INT64, Operands.SCALAR_SECOND);
            RowLoop sum = Loops.computing(Arithmetic.ADD.operation(), Layout.INT64, Operands.COLUMNS);
            RowLoop ordering = ordering();
            RowLoop narrowing = narrowing(Layout.INT64);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                long scaled = pass.slot(2);
                long words = right.ordered(ordering, from, rows, pass.slot(0), pass.slot(1));
                int products = rows;
                if (product.run(words, factor, scaled, 0, rows) < 0) {
                    products = Arithmetic.MULTIPLY.fitting(WORDS, words, factor, false, rows, Long.SIZE);
                }
                long values = ordered(ordering, from, rows, pass.slot(3), pass.slot(4));
                long noticed = sum.run(values, scaled, pass.slot(5), 0, products);
                int sums = products;
                if (noticed < 0 || isOutside(pass.slot(5), products)) {
                    sums = Arithmetic.ADD.fitting(WORDS, values, scaled, true, products, bits());
                }
                if (sums < products) {
                    store(narrowing, from, sums, pass.slot(5), pass.slot(6));
                    throw overflow(from + sums, Arithmetic.ADD, word(values, sums), word(scaled, sums));
                }
                if (products < rows) {
                    long factorOf = word(words, products);
                    store(narrowing, from, products, pass.slot(5), pass.slot(6));
                    throw overflow(from + products, Arithmetic.MULTIPLY, factorOf, factor);
                }
                store(narrowing, from, rows, pass.slot(5), pass.slot(6));
            }
        }
    }

    /**
     * Brings values outside of a range to its nearest end.
     *
     * @param min the least value from now on, one of the type of the array
     * @param max the greatest value from now on, not below {@code min}
     */
    public final void clamp(long min, long max) {
        checkValue("min", min);
        checkValue("max", max);
        if (min > max) {
            throw new IllegalArgumentException("min is " + min + ", which is above max, " + max);
        }
        combine(Arithmetic.MAX, null, min);
        combine(Arithmetic.MIN, null, max);
    }

    /**
     * Puts the result of a function in the place of each value. The function may read and write this array, but not close it or make
     * it longer. One that is used again, or on many values, is compiled into a loop of its own.
     *
     * @param operation the function; its results are values of the type of the array
     */
    public final void map(LongUnaryOperator operation) {
        Objects.requireNonNull(operation, "operation");
        try (Pass pass = Pass.writing(4, this)) {
            RowLoop loop = storage().longLoop(operation, length());
            RowLoop ordering = ordering();
            RowLoop narrowing = narrowing(Layout.INT64);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                loop.run(ordered(ordering, from, rows, pass.slot(0), pass.slot(1)), 0, pass.slot(2), 0, rows);
                int wrong = outside(pass.slot(2), rows);
                if (wrong >= 0) {
                    long value = word(pass.slot(2), wrong);
                    store(narrowing, from, wrong, pass.slot(2), pass.slot(3));
                    throw new ComputationException(this + ": the function gives " + value + " at index "
                            + (from + wrong) + ", which is no value of a " + name());
                }
                store(narrowing, from, rows, pass.slot(2), pass.slot(3));
            }
        }
    }

    /** Computes with another array or, where there is none, a number. */
    private void combine(Arithmetic arithmetic, A other, long scalar) {
        boolean ints = layout() == Layout.INT32 && scalar == (int) scalar;
        Layout computed = ints ? Layout.INT32 : Layout.INT64;
        RowLoop loop = Loops.computing(
                arithmetic.operation(), computed, other == null ? Operands.SCALAR_SECOND : Operands.COLUMNS);
        RowLoop ordering = ints ? null : ordering();
        RowLoop narrowing = narrowing(computed);
        WordAccess operands = WordAccess.of(computed);
        try (Pass pass = other == null ? Pass.writing(6, this) : Pass.writing(6, this, other)) {
            A right = other == null ? null : pass.apart(other, this);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                long values = loaded(ints, ordering, from, rows, pass.slot(0), pass.slot(1));
                long second =
                        right == null ? scalar : right.loaded(ints, ordering, from, rows, pass.slot(2), pass.slot(3));
                long noticed = loop.run(values, second, pass.slot(4), 0, rows);
                boolean suspicious = ints ? noticed != 0 : noticed < 0 || isOutside(pass.slot(4), rows);
                int fitting =
                        suspicious ? arithmetic.fitting(operands, values, second, right != null, rows, bits()) : rows;
                if (fitting < rows) {
                    long first = operands.loadRow(values, fitting);
                    long operand = right == null ? scalar : operands.loadRow(second, fitting);
                    store(narrowing, from, fitting, pass.slot(4), pass.slot(5));
                    throw overflow(from + fitting, arithmetic, first, operand);
                }
                store(narrowing, from, rows, pass.slot(4), pass.slot(5));
            }
        }
    }

    final long loaded(boolean ints, RowLoop ordering, long from, int rows, long room, long words) {
        return ints ? read(from, rows, room) : ordered(ordering, from, rows, room, words);
    }

    /** How results that were computed in a layout come back to that of this array; null if it is the same. */
    private RowLoop narrowing(Layout computed) {
        return computed == layout() ? null : ArraySort.narrowing(layout());
    }

    private void store(RowLoop narrowing, long from, int rows, long results, long room) {
        if (narrowing == null) {
            write(from, rows, results);
        } else {
            narrowing.run(results, 0, room, 0, rows);
            write(from, rows, room);
        }
    }

    private static long word(long words, int row) {
        return UnsafeApi.getLong(words + 8L * row);
    }

    private boolean isOutside(long words, int rows) {
        return outside(words, rows) >= 0;
    }

    private int outside(long words, int rows) {
        return layout() == Layout.INT64 ? -1 : IndexKernel.outside(least, greatest, words, rows);
    }

    private int bits() {
        return Byte.SIZE * access().bytes();
    }

    private ComputationException overflow(long index, Arithmetic arithmetic, long left, long right) {
        return new ComputationException(this + ": overflow at index " + index + ": " + left + " " + arithmetic.symbol()
                + " " + right + " does not fit. Copy it to an array of a wider type, or of doubles");
    }

    /**
     * Puts in the place of each value the sum of all values up to it.
     */
    public final void cumulativeSum() {
        try (Pass pass = Pass.writing(4, this)) {
            RowLoop ordering = ordering();
            RowLoop narrowing = narrowing(Layout.INT64);
            long sum = pass.zeros(3, Long.BYTES);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                long before = UnsafeApi.getLong(sum);
                long words = ordered(ordering, from, rows, pass.slot(0), pass.slot(1));
                int done = RunningSumKernel.longs(rows, words, pass.slot(2), sum);
                int wrong = outside(pass.slot(2), done);
                int fitting = wrong < 0 ? done : wrong;
                long value = fitting < rows ? word(words, fitting) : 0;
                store(narrowing, from, fitting, pass.slot(2), pass.slot(1));
                if (fitting < rows) {
                    long last = fitting == 0 ? before : word(pass.slot(2), fitting - 1);
                    throw overflow(from + fitting, Arithmetic.ADD, last, value);
                }
            }
        }
    }

    /**
     * Adds all values.
     *
     * @return the exact sum, 0 of no values
     * @throws ComputationException if it is no long
     */
    public final long sum() {
        BigInteger sum = exactSum();
        if (sum.bitLength() >= Long.SIZE) {
            throw tooLarge("sum", sum);
        }
        return sum.longValue();
    }

    private BigInteger exactSum() {
        try (Pass pass = Pass.reading(3, this)) {
            RowLoop ordering = ordering();
            long sum = pass.zeros(2, SumKernel.SUM);
            int block = block();
            for (long from = 0; from < length(); from += block) {
                int rows = rows(from, block);
                SumKernel.addAll(rows, ordered(ordering, from, rows, pass.slot(0), pass.slot(1)), sum);
            }
            return total(sum);
        }
    }

    /** The value of a sum of {@link SumKernel}. */
    private static BigInteger total(long sum) {
        return BigInteger.valueOf(UnsafeApi.getLong(sum + 8))
                .shiftLeft(Long.SIZE)
                .add(BigInteger.valueOf(UnsafeApi.getLong(sum)));
    }

    private ComputationException tooLarge(String what, BigInteger value) {
        return new ComputationException(
                this + ": the " + what + " " + value + " does not fit 64 bits. Take it over slices, or mean()");
    }

    /**
     * Adds the products of the values of two arrays.
     *
     * @param other of the same length
     * @return the exact sum of the products
     * @throws ComputationException if it, or one of the products, is no long
     */
    public final long dot(A other) {
        checkSame(other, "other");
        try (Pass pass = Pass.reading(6, this, other)) {
            RowLoop product = Loops.computing(Arithmetic.MULTIPLY.operation(), Layout.INT64, Operands.COLUMNS);
            RowLoop ordering = ordering();
            long sum = pass.zeros(5, SumKernel.SUM);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                long left = ordered(ordering, from, rows, pass.slot(0), pass.slot(1));
                long right = other.ordered(ordering, from, rows, pass.slot(2), pass.slot(3));
                if (product.run(left, right, pass.slot(4), 0, rows) < 0) {
                    int fitting = Arithmetic.MULTIPLY.fitting(WORDS, left, right, true, rows, Long.SIZE);
                    if (fitting < rows) {
                        throw overflow(from + fitting, Arithmetic.MULTIPLY, word(left, fitting), word(right, fitting));
                    }
                }
                SumKernel.addAll(rows, pass.slot(4), sum);
            }
            BigInteger total = total(sum);
            if (total.bitLength() >= Long.SIZE) {
                throw tooLarge("sum of products", total);
            }
            return total.longValue();
        }
    }

    /**
     * Finds the least value.
     *
     * @return the value
     * @throws IllegalStateException if there is none
     */
    public final long min() {
        return extreme(false);
    }

    /**
     * Finds the greatest value.
     *
     * @return the value
     * @throws IllegalStateException if there is none
     */
    public final long max() {
        return extreme(true);
    }

    /**
     * Computes the arithmetic mean.
     *
     * @return the double that is nearest to it; NaN of no values
     */
    public final double mean() {
        BigInteger sum = exactSum();
        return length() == 0
                ? Double.NaN
                : new BigDecimal(sum)
                        .divide(BigDecimal.valueOf(length()), DIGITS)
                        .doubleValue();
    }

    /**
     * Computes the variance of a sample: the sum of the squared distances from the mean by one less than there are values.
     *
     * @return the variance, from exact sums; NaN of fewer than two values
     */
    public final double variance() {
        try (Pass pass = Pass.reading(4, this)) {
            RowLoop ordering = ordering();
            // the group of all values, which is 0
            long groups = pass.zeros(2, Integer.BYTES * Pass.ROWS);
            long record = pass.zeros(3, ExactVarianceKernel.RECORD);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                long words = ordered(ordering, from, rows, pass.slot(0), pass.slot(1));
                ExactVarianceKernel.addByGroup(rows, groups, words, 0, record);
            }
            return length() < 2
                    ? Double.NaN
                    : ExactVarianceKernel.variance(
                            record, ExactVarianceKernel.SUM_WORDS, ExactVarianceKernel.SQUARE_WORDS);
        }
    }

    private record Test(LongPredicate predicate) implements LongUnaryOperator {

        @Override
        public long applyAsLong(long value) {
            return predicate.test(value) ? 1 : 0;
        }
    }

    /**
     * Counts the values for which a condition holds; it may not close this array or make it longer.
     *
     * @param condition the condition
     * @return how many
     */
    public final long countWhere(LongPredicate condition) {
        Objects.requireNonNull(condition, "condition");
        try (Pass pass = Pass.reading(4, this)) {
            RowLoop loop = storage().longLoop(new Test(condition), length());
            RowLoop ordering = ordering();
            long sum = pass.zeros(3, SumKernel.SUM);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                loop.run(ordered(ordering, from, rows, pass.slot(0), pass.slot(1)), 0, pass.slot(2), 0, rows);
                SumKernel.addAll(rows, pass.slot(2), sum);
            }
            return UnsafeApi.getLong(sum);
        }
    }

    /**
     * Finds a value.
     *
     * @param value any number
     * @return the index of the first one that is equal, -1 if there is none
     */
    public final long indexOf(long value) {
        return indexOfPlace(value);
    }

    /**
     * Finds a value in an array that is sorted.
     *
     * @param value any number
     * @return the index of one that is equal; if there is none, {@code -(index + 1)} of the first greater one, or of the length
     */
    public final long binarySearch(long value) {
        return search(value);
    }

    /**
     * Counts values by which of some equal parts of a range they are in. A value is taken as the nearest double; the last part has
     * its end too, and values outside of the range are not counted.
     *
     * @param min where the first part begins
     * @param max where the last one ends, above {@code min}
     * @param counts for each part a counter, to which is added
     */
    public final void histogram(double min, double max, LongArray counts) {
        Objects.requireNonNull(counts, "counts");
        Histogram histogram = new Histogram(min, max, counts);
        try (Pass pass = Pass.writing(3, counts, this)) {
            RowLoop ordering = ordering();
            PrimitiveArray<A> values = counts.storage() == storage() ? pass.kept(copy()) : this;
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                long words = values.ordered(ordering, from, rows, pass.slot(0), pass.slot(1));
                for (int row = 0; row < rows; row++) {
                    UnsafeApi.putDouble(pass.slot(2) + 8L * row, word(words, row));
                }
                histogram.add(pass.slot(2), rows);
            }
        }
    }
}
