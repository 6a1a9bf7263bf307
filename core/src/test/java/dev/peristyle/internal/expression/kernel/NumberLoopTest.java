package dev.peristyle.internal.expression.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.expression.ScalarFunction;
import dev.peristyle.internal.function.Divide;
import dev.peristyle.internal.function.Minus;
import dev.peristyle.internal.function.Plus;
import dev.peristyle.internal.function.Times;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.NumberOperation;
import dev.peristyle.internal.loop.Operands;
import dev.peristyle.internal.loop.Relation;
import dev.peristyle.internal.loop.ScalarComparison;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.Layout;
import java.util.Random;
import java.util.function.IntPredicate;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loops over numbers give what Java gives for each row, and write nothing after the last one. */
class NumberLoopTest {

    private static final int MAX_ROWS = 300;
    private static final long CANARY = 0x5A5A5A5A5A5A5A5AL;
    private static final double[] DOUBLES = {
        0.0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e308
    };
    private static final long[] LONGS = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, -(1L << 31), 1L << 62};

    private final Random random = Seeds.random(5);
    private MemoryPool pool;
    private OffHeapBuffer memory;
    private long left;
    private long right;
    private long result;

    @BeforeEach
    void allocate() {
        pool = MemoryPool.builder("test").build();
        memory = pool.allocate(4 * 8 * (MAX_ROWS + 8L), "columns");
        left = memory.address() + 8;
        right = left + 8 * (MAX_ROWS + 8L);
        result = right + 8 * (MAX_ROWS + 8L);
    }

    @AfterEach
    void free() {
        memory.close();
        pool.close();
    }

    @Test
    void doublesAreCalculatedAndComparedRowByRow() {
        for (int rows = 0; rows <= MAX_ROWS; rows++) {
            boolean special = rows % 2 == 0;
            double[] first = new double[rows];
            double[] second = new double[rows];
            for (int row = 0; row < rows; row++) {
                first[row] = special ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
                second[row] = special ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
                UnsafeApi.putDouble(left + 8L * row, first[row]);
                UnsafeApi.putDouble(right + 8L * row, second[row]);
            }
            double scalar = random.nextInt(3) - 1;
            checkDoubles(
                    rows,
                    () -> compute(Plus.PLUS, Layout.FLOAT64, Operands.COLUMNS, left, right, first.length),
                    r -> first[r] + second[r]);
            checkDoubles(
                    rows,
                    () -> compute(Minus.MINUS, Layout.FLOAT64, Operands.COLUMNS, left, right, first.length),
                    r -> first[r] - second[r]);
            checkDoubles(
                    rows,
                    () -> compute(Times.TIMES, Layout.FLOAT64, Operands.COLUMNS, left, right, first.length),
                    r -> first[r] * second[r]);
            checkDoubles(
                    rows,
                    () -> compute(Divide.DIVIDE, Layout.FLOAT64, Operands.COLUMNS, left, right, first.length),
                    r -> first[r] / second[r]);
            checkDoubles(
                    rows,
                    () -> compute(
                            Plus.PLUS,
                            Layout.FLOAT64,
                            Operands.SCALAR_SECOND,
                            left,
                            Double.doubleToRawLongBits(scalar),
                            first.length),
                    r -> first[r] + scalar);
            checkDoubles(
                    rows,
                    () -> compute(
                            Minus.MINUS,
                            Layout.FLOAT64,
                            Operands.SCALAR_FIRST,
                            Double.doubleToRawLongBits(scalar),
                            right,
                            first.length),
                    r -> scalar - second[r]);
            checkDoubles(
                    rows,
                    () -> compute(
                            Times.TIMES,
                            Layout.FLOAT64,
                            Operands.SCALAR_SECOND,
                            left,
                            Double.doubleToRawLongBits(scalar),
                            first.length),
                    r -> first[r] * scalar);
            checkDoubles(
                    rows,
                    () -> DoubleArithmetic.multiplyDifference(left, scalar, right, result, first.length),
                    r -> first[r] * (scalar - second[r]));
            checkDoubles(
                    rows,
                    () -> DoubleArithmetic.multiplySum(left, scalar, right, result, first.length),
                    r -> first[r] * (scalar + second[r]));
            for (long invert = -1; invert <= 0; invert++) {
                long flip = invert;
                checkBits(
                        rows,
                        flip,
                        () -> compare(
                                Layout.FLOAT64, Relation.EQ, flip, Double.doubleToRawLongBits(scalar), first.length),
                        r -> first[r] == scalar);
                checkBits(
                        rows,
                        flip,
                        () -> compare(
                                Layout.FLOAT64, Relation.LT, flip, Double.doubleToRawLongBits(scalar), first.length),
                        r -> first[r] < scalar);
                checkBits(
                        rows,
                        flip,
                        () -> compare(
                                Layout.FLOAT64, Relation.LE, flip, Double.doubleToRawLongBits(scalar), first.length),
                        r -> first[r] <= scalar);
            }
        }
    }

    @Test
    void longsAreCalculatedAndComparedRowByRow() {
        for (int rows = 0; rows <= MAX_ROWS; rows++) {
            int shift = random.nextInt(64);
            int otherShift = random.nextInt(64);
            boolean special = rows % 8 == 0;
            long[] first = new long[rows];
            long[] second = new long[rows];
            for (int row = 0; row < rows; row++) {
                first[row] = special ? LONGS[random.nextInt(LONGS.length)] : random.nextLong() >> shift;
                second[row] = special ? LONGS[random.nextInt(LONGS.length)] : random.nextLong() >> otherShift;
                UnsafeApi.putLong(left + 8L * row, first[row]);
                UnsafeApi.putLong(right + 8L * row, second[row]);
            }
            long scalar = special ? LONGS[random.nextInt(LONGS.length)] : random.nextLong() >> random.nextInt(64);
            Outcome sum = new Outcome();
            Outcome difference = new Outcome();
            Outcome sumWithScalar = new Outcome();
            Outcome scalarLess = new Outcome();
            boolean productFits = true;
            boolean scalarProductFits = true;
            for (int row = 0; row < rows; row++) {
                sum.add(first[row] + second[row], fitsNot(first[row], second[row]));
                difference.add(first[row] - second[row], overflows(first[row], second[row]));
                sumWithScalar.add(first[row] + scalar, fitsNot(first[row], scalar));
                scalarLess.add(scalar - second[row], overflows(scalar, second[row]));
                productFits &= Math.multiplyHigh(first[row], second[row]) == first[row] * second[row] >> 63;
                scalarProductFits &= Math.multiplyHigh(first[row], scalar) == first[row] * scalar >> 63;
            }
            assertThat(checkLongs(
                            rows,
                            () -> compute(Plus.PLUS, Layout.INT64, Operands.COLUMNS, left, right, first.length),
                            r -> first[r] + second[r]))
                    .isEqualTo(sum.value);
            assertThat(checkLongs(
                            rows,
                            () -> compute(Minus.MINUS, Layout.INT64, Operands.COLUMNS, left, right, first.length),
                            r -> first[r] - second[r]))
                    .isEqualTo(difference.value);
            assertThat(checkLongs(
                            rows,
                            () -> compute(Plus.PLUS, Layout.INT64, Operands.SCALAR_SECOND, left, scalar, first.length),
                            r -> first[r] + scalar))
                    .isEqualTo(sumWithScalar.value);
            assertThat(checkLongs(
                            rows,
                            () -> compute(
                                    Minus.MINUS, Layout.INT64, Operands.SCALAR_FIRST, scalar, right, first.length),
                            r -> scalar - second[r]))
                    .isEqualTo(scalarLess.value);
            long product = checkLongs(
                    rows,
                    () -> compute(Times.TIMES, Layout.INT64, Operands.COLUMNS, left, right, first.length),
                    r -> first[r] * second[r]);
            assertThat(product < 0 || productFits).isTrue();
            long scalarProduct = checkLongs(
                    rows,
                    () -> compute(Times.TIMES, Layout.INT64, Operands.SCALAR_SECOND, left, scalar, first.length),
                    r -> first[r] * scalar);
            assertThat(scalarProduct < 0 || scalarProductFits).isTrue();
            // also the neighbours of a value, so that every order of the two is there
            long near = rows == 0 ? scalar : first[random.nextInt(rows)] + random.nextInt(3) - 1;
            for (long limit : new long[] {scalar, near, 0, Long.MIN_VALUE, Long.MAX_VALUE}) {
                for (long invert = -1; invert <= 0; invert++) {
                    long flip = invert;
                    checkBits(
                            rows,
                            flip,
                            () -> compare(Layout.INT64, Relation.EQ, flip, limit, first.length),
                            r -> first[r] == limit);
                    checkBits(
                            rows,
                            flip,
                            () -> compare(Layout.INT64, Relation.LT, flip, limit, first.length),
                            r -> first[r] < limit);
                    checkBits(
                            rows,
                            flip,
                            () -> compare(Layout.INT64, Relation.LE, flip, limit, first.length),
                            r -> first[r] <= limit);
                }
            }
        }
    }

    @Test
    void intsAreComparedRowByRow() {
        for (int rows = 0; rows <= MAX_ROWS; rows++) {
            int count = rows;
            int shift = random.nextInt(32);
            int[] first = new int[rows];
            for (int row = 0; row < rows; row++) {
                first[row] = random.nextInt() >> shift;
                UnsafeApi.putInt(left + 4L * row, first[row]);
            }
            int scalar = rows % 3 == 0 || rows == 0 ? random.nextInt() >> shift : first[random.nextInt(rows)];
            for (int limit : new int[] {scalar, 0, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                for (long invert = -1; invert <= 0; invert++) {
                    long flip = invert;
                    checkBits(
                            rows,
                            flip,
                            () -> compare(Layout.INT32, Relation.EQ, flip, limit, count),
                            r -> first[r] == limit);
                    checkBits(
                            rows,
                            flip,
                            () -> compare(Layout.INT32, Relation.LT, flip, limit, count),
                            r -> first[r] < limit);
                    checkBits(
                            rows,
                            flip,
                            () -> compare(Layout.INT32, Relation.LE, flip, limit, count),
                            r -> first[r] <= limit);
                }
            }
        }
    }

    private long compute(
            ScalarFunction operation, Layout layout, Operands operands, long first, long second, int rows) {
        return Loops.computing((NumberOperation) operation, layout, operands).run(first, second, result, 0, rows);
    }

    private void compare(Layout layout, Relation relation, long invert, long scalar, int rows) {
        ScalarComparison.of(layout, relation, invert, scalar).run(left, result, rows);
    }

    private static boolean fitsNot(long first, long second) {
        long value = first + second;
        return ((first ^ value) & (second ^ value)) < 0;
    }

    private static boolean overflows(long first, long second) {
        return ((first ^ second) & (first ^ (first - second))) < 0;
    }

    private void checkDoubles(int rows, Runnable loop, DoubleRow expected) {
        putCanaries();
        loop.run();
        for (int row = 0; row < rows; row++) {
            assertThat(Double.doubleToLongBits(UnsafeApi.getDouble(result + 8L * row)))
                    .as("row %s of %s", row, rows)
                    .isEqualTo(Double.doubleToLongBits(expected.at(row)));
        }
        assertThat(UnsafeApi.getLong(result + 8L * rows)).isEqualTo(CANARY);
    }

    private long checkLongs(int rows, LongLoop loop, LongRow expected) {
        putCanaries();
        long outcome = loop.run();
        for (int row = 0; row < rows; row++) {
            assertThat(UnsafeApi.getLong(result + 8L * row))
                    .as("row %s of %s", row, rows)
                    .isEqualTo(expected.at(row));
        }
        assertThat(UnsafeApi.getLong(result + 8L * rows)).isEqualTo(CANARY);
        return outcome;
    }

    private void checkBits(int rows, long invert, Runnable loop, IntPredicate expected) {
        putCanaries();
        loop.run();
        for (int row = 0; row < rows; row++) {
            long bit = (UnsafeApi.getLong(result + (row >> 6 << 3)) ^ invert) >>> row & 1;
            assertThat(bit == 1).as("row %s of %s", row, rows).isEqualTo(expected.test(row));
        }
        assertThat(UnsafeApi.getLong(result + (rows + 63 >> 6 << 3))).isEqualTo(CANARY);
    }

    private void putCanaries() {
        for (int row = 0; row < MAX_ROWS + 8; row++) {
            UnsafeApi.putLong(result + 8L * row, CANARY);
        }
    }

    /** What the loops of sums and differences return: all magnitudes, and the sign for an overflow. */
    private static final class Outcome {
        private long value;

        void add(long result, boolean overflow) {
            value |= (result ^ (result >> 63)) | (overflow ? Long.MIN_VALUE : 0);
        }
    }

    private interface DoubleRow {
        double at(int row);
    }

    private interface LongRow {
        long at(int row);
    }

    private interface LongLoop {
        long run();
    }
}
