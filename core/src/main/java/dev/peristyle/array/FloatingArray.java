package dev.peristyle.array;

import dev.peristyle.internal.aggregate.kernel.DoubleSumKernel;
import dev.peristyle.internal.aggregate.kernel.RunningSumKernel;
import dev.peristyle.internal.aggregate.kernel.VarianceKernel;
import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.Operands;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.schema.Layout;
import java.util.Objects;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.agrona.UnsafeApi;

/**
 * An array of numbers with a fraction. Sums are compensated: what each addition loses is kept beside them, so that they are about as
 * good as if they were computed with twice the digits and rounded once. All else is as Java computes it in the type of the array;
 * numbers that are passed are rounded to it.
 *
 * @param <A> the type of the array itself
 */
public abstract sealed class FloatingArray<A extends FloatingArray<A>> extends PrimitiveArray<A>
        permits DoubleArray, FloatArray {

    private final DoubleAccess numbers;

    FloatingArray(Layout layout, Place place) {
        super(layout, place);
        this.numbers = DoubleAccess.of(layout);
    }

    /** Any number as it is. */
    private record Same() implements DoubleUnaryOperator {

        @Override
        public double applyAsDouble(double value) {
            return value;
        }
    }

    private boolean isDouble() {
        return layout() == Layout.FLOAT64;
    }

    private RowLoop widening() {
        return isDouble() ? null : Loops.doubles(layout(), new Same(), Layout.FLOAT64);
    }

    private RowLoop narrowing() {
        return isDouble() ? null : Loops.doubles(Layout.FLOAT64, new Same(), layout());
    }

    /** The values of a block as doubles. Takes two slots. */
    private long doubles(RowLoop widening, long from, int rows, long room, long wide) {
        long values = read(from, rows, room);
        if (widening == null) {
            return values;
        }
        widening.run(values, 0, wide, 0, rows);
        return wide;
    }

    private void store(RowLoop narrowing, long from, int rows, long doubles, long room) {
        if (narrowing != null) {
            narrowing.run(doubles, 0, room, 0, rows);
        }
        write(from, rows, narrowing == null ? doubles : room);
    }

    /**
     * Sets all values.
     *
     * @param value the value of each from now on
     */
    public final void fill(double value) {
        fillWord(numbers.toWord(value));
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
    public final void add(double value) {
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
    public final void multiplyBy(double factor) {
        combine(Arithmetic.MULTIPLY, null, factor);
    }

    /**
     * Adds the values of another array, each times a factor; the product is rounded before it is added.
     *
     * @param other of the same length
     * @param factor what its values are multiplied by
     */
    public final void addScaled(A other, double factor) {
        checkSame(other, "other");
        try (Pass pass = Pass.writing(4, this, other)) {
            A right = pass.apart(other, this);
            RowLoop product = loop(Arithmetic.MULTIPLY, Operands.SCALAR_SECOND);
            RowLoop sum = loop(Arithmetic.ADD, Operands.COLUMNS);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                product.run(right.read(from, rows, pass.slot(0)), numbers.toWord(factor), pass.slot(1), 0, rows);
                long values = read(from, rows, pass.slot(2));
                sum.run(values, pass.slot(1), values, 0, rows);
                write(from, rows, values);
            }
        }
    }

    /**
     * Brings values outside of a range to its nearest end. NaN is greater than everything, so that it becomes {@code max}.
     *
     * @param min the least value from now on
     * @param max the greatest value from now on, not below {@code min}
     */
    public final void clamp(double min, double max) {
        if (!(min <= max)) {
            throw new IllegalArgumentException("[" + min + ", " + max + "] is no range");
        }
        combine(Arithmetic.MAX, null, min);
        combine(Arithmetic.MIN, null, max);
    }

    /** Computes with another array or, where there is none, a number. */
    private void combine(Arithmetic arithmetic, A other, double scalar) {
        RowLoop loop = loop(arithmetic, other == null ? Operands.SCALAR_SECOND : Operands.COLUMNS);
        long word = numbers.toWord(scalar);
        try (Pass pass = other == null ? Pass.writing(2, this) : Pass.writing(2, this, other)) {
            A right = other == null ? null : pass.apart(other, this);
            boolean together = isTogether() && (right == null || right.isTogether());
            int block = together ? Pass.MANY_ROWS : Pass.ROWS;
            for (long from = 0; from < length(); from += block) {
                int rows = rows(from, block);
                long values = read(from, rows, pass.slot(0));
                long second = right == null ? word : right.read(from, rows, pass.slot(1));
                loop.run(values, second, values, 0, rows);
                write(from, rows, values);
            }
        }
    }

    private RowLoop loop(Arithmetic arithmetic, Operands operands) {
        return Loops.computing(arithmetic.operation(), layout(), operands);
    }

    /**
     * Puts the result of a function in the place of each value. The function may read and write this array, but not close it or make
     * it longer. One that is used again, or on many values, is compiled into a loop of its own.
     *
     * @param operation the function; its results are rounded to the type of the array
     */
    public final void map(DoubleUnaryOperator operation) {
        Objects.requireNonNull(operation, "operation");
        try (Pass pass = Pass.writing(4, this)) {
            RowLoop loop = storage().doubleLoop(operation, length());
            RowLoop widening = widening();
            RowLoop narrowing = narrowing();
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                loop.run(doubles(widening, from, rows, pass.slot(0), pass.slot(1)), 0, pass.slot(2), 0, rows);
                store(narrowing, from, rows, pass.slot(2), pass.slot(3));
            }
        }
    }

    /** Puts in the place of each value the sum of all values up to it. */
    public final void cumulativeSum() {
        try (Pass pass = Pass.writing(5, this)) {
            RowLoop widening = widening();
            RowLoop narrowing = narrowing();
            long sum = pass.zeros(4, DoubleSumKernel.SUM);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                long values = doubles(widening, from, rows, pass.slot(0), pass.slot(1));
                RunningSumKernel.doubles(rows, values, pass.slot(2), sum);
                store(narrowing, from, rows, pass.slot(2), pass.slot(3));
            }
        }
    }

    /**
     * Adds all values.
     *
     * @return the compensated sum, 0 of no values
     */
    public final double sum() {
        try (Pass pass = Pass.reading(3, this)) {
            RowLoop widening = widening();
            long sum = pass.zeros(2, DoubleSumKernel.SUM);
            int block = block();
            for (long from = 0; from < length(); from += block) {
                int rows = rows(from, block);
                DoubleSumKernel.addAll(rows, doubles(widening, from, rows, pass.slot(0), pass.slot(1)), sum);
            }
            return total(sum);
        }
    }

    private static double total(long sum) {
        return DoubleSumKernel.total(UnsafeApi.getDouble(sum), UnsafeApi.getDouble(sum + 8));
    }

    /**
     * Adds the products of the values of two arrays.
     *
     * @param other of the same length
     * @return the compensated sum of the products, each of which is rounded to a double
     */
    public final double dot(A other) {
        checkSame(other, "other");
        try (Pass pass = Pass.reading(6, this, other)) {
            FloatingArray<A> second = other;
            RowLoop product = Loops.computing(Arithmetic.MULTIPLY.operation(), Layout.FLOAT64, Operands.COLUMNS);
            RowLoop widening = widening();
            long sum = pass.zeros(5, DoubleSumKernel.SUM);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                long left = doubles(widening, from, rows, pass.slot(0), pass.slot(1));
                long right = second.doubles(widening, from, rows, pass.slot(2), pass.slot(3));
                product.run(left, right, pass.slot(4), 0, rows);
                DoubleSumKernel.addAll(rows, pass.slot(4), sum);
            }
            return total(sum);
        }
    }

    /**
     * Finds the least value.
     *
     * @return the value, NaN only where all are; a zero is 0.0
     * @throws IllegalStateException if there is none
     */
    public final double min() {
        return numbers.ofWord(access().ofOrder(extreme(false)));
    }

    /**
     * Finds the greatest value.
     *
     * @return the value, NaN where there is one; a zero is 0.0
     * @throws IllegalStateException if there is none
     */
    public final double max() {
        return numbers.ofWord(access().ofOrder(extreme(true)));
    }

    /**
     * Computes the arithmetic mean.
     *
     * @return the sum by the number of values; NaN of none
     */
    public final double mean() {
        return length() == 0 ? Double.NaN : sum() / length();
    }

    /**
     * Computes the variance of a sample: the sum of the squared distances from the mean by one less than there are values.
     *
     * @return the variance; NaN of fewer than two values, or where one is infinite or NaN
     */
    public final double variance() {
        try (Pass pass = Pass.reading(4, this)) {
            RowLoop widening = widening();
            // the group of all values, which is 0
            long groups = pass.zeros(2, Integer.BYTES * Pass.ROWS);
            long state = pass.zeros(3, VarianceKernel.STATE);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                long values = doubles(widening, from, rows, pass.slot(0), pass.slot(1));
                VarianceKernel.addByGroup(rows, groups, values, 0, state);
            }
            return length() < 2 ? Double.NaN : VarianceKernel.variance(state);
        }
    }

    private record Test(DoublePredicate predicate) implements DoubleUnaryOperator {

        @Override
        public double applyAsDouble(double value) {
            return predicate.test(value) ? 1 : 0;
        }
    }

    /**
     * Counts the values for which a condition holds; it may not close this array or make it longer.
     *
     * @param condition the condition
     * @return how many
     */
    public final long countWhere(DoublePredicate condition) {
        Objects.requireNonNull(condition, "condition");
        try (Pass pass = Pass.reading(4, this)) {
            RowLoop loop = storage().doubleLoop(new Test(condition), length());
            RowLoop widening = widening();
            long sum = pass.zeros(3, DoubleSumKernel.SUM);
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                loop.run(doubles(widening, from, rows, pass.slot(0), pass.slot(1)), 0, pass.slot(2), 0, rows);
                DoubleSumKernel.addAll(rows, pass.slot(2), sum);
            }
            return (long) total(sum);
        }
    }

    /**
     * Finds a value.
     *
     * @param value any number
     * @return the index of the first one that is equal, -1 if there is none
     */
    public final long indexOf(double value) {
        long word = numbers.toWord(value);
        boolean rounded = !Double.isNaN(value) && numbers.ofWord(word) != value;
        return rounded ? -1 : indexOfPlace(access().toOrder(word));
    }

    /**
     * Finds a value in an array that is sorted.
     *
     * @param value a number, rounded to the type of the array
     * @return the index of one that is equal; if there is none, {@code -(index + 1)} of the first greater one, or of the length
     */
    public final long binarySearch(double value) {
        return search(access().toOrder(numbers.toWord(value)));
    }

    /**
     * Counts values by which of some equal parts of a range they are in. The last part has its end too; values outside of the range and
     * NaN are not counted.
     *
     * @param min where the first part begins
     * @param max where the last one ends, above {@code min}
     * @param counts for each part a counter, to which is added
     */
    public final void histogram(double min, double max, LongArray counts) {
        Objects.requireNonNull(counts, "counts");
        Histogram histogram = new Histogram(min, max, counts);
        try (Pass pass = Pass.writing(2, counts, this)) {
            RowLoop widening = widening();
            for (long from = 0; from < length(); from += Pass.ROWS) {
                int rows = rows(from);
                histogram.add(doubles(widening, from, rows, pass.slot(0), pass.slot(1)), rows);
            }
        }
    }
}
