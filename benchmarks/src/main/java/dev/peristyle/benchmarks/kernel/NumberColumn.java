package dev.peristyle.benchmarks.kernel;

import dev.peristyle.internal.aggregate.kernel.DoubleSumKernel;
import dev.peristyle.internal.aggregate.kernel.ExtremeKernel;
import dev.peristyle.internal.aggregate.kernel.SumKernel;
import dev.peristyle.internal.expression.kernel.DoubleArithmetic;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.internal.loop.Relation;
import dev.peristyle.internal.loop.ScalarComparison;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Layout;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Columns of longs and doubles on one side, off the heap or in arrays, and room for results. */
@State(Scope.Thread)
public class NumberColumn {
    /** As many as a chunk has; what a loop leaves for the next one is still in the cache. */
    private static final int CHUNK_ROWS = 1 << 14;

    private static final double LIMIT = 0.3;

    private static final ScalarComparison BELOW =
            ScalarComparison.of(Layout.FLOAT64, Relation.LT, 0, Double.doubleToRawLongBits(LIMIT));

    /** The loops. */
    public enum Operation {
        /** The sum of longs; the kernel's in 128 bits. */
        sumLongs,
        /** The sum of doubles; the kernel's as exact as with 106 bits. */
        sumDoubles,
        /** The least of the longs. */
        min,
        /** The greatest of the longs. */
        max,
        /** Which of the doubles are below 0.3: bits, or booleans in the plain form. */
        compare,
        /** The same, and the list of these rows. */
        compareAndSelect,
        /** Of two columns a × (1 − b). */
        timesComplement
    }

    /** How many values in a column. */
    @Param("16000000")
    public int values;

    /** The loop. */
    @Param
    public Operation operation;

    /** How it is written. */
    @Param
    public Form form;

    private long[] longs;
    private double[] left;
    private double[] right;
    private double[] products;
    private boolean[] marks;
    private int[] rows;
    private MemoryPool pool;
    private OffHeapBuffer leftMemory;
    private OffHeapBuffer rightMemory;
    private OffHeapBuffer result;
    private OffHeapBuffer chunk;
    private OffHeapBuffer state;

    /** Fills the columns; always the same. */
    @Setup(Level.Trial)
    public void fill() {
        Kernels.check();
        pool = MemoryPool.create("benchmark", MemoryPool.UNLIMITED);
        boolean two = operation == Operation.timesComplement;
        int offHeap = form == Form.kernel ? values : 0;
        leftMemory = pool.allocate(8L * offHeap + 8, "left");
        rightMemory = pool.allocate(8L * (two ? offHeap : 0) + 8, "right");
        result = pool.allocate(8L * (two ? offHeap : 0) + 8, "result");
        chunk = pool.allocate(8L * (CHUNK_ROWS + 64), "chunk");
        state = pool.allocate(64, "state");
        int onHeap = form == Form.plain ? values : 0;
        boolean ofLongs = operation.ordinal() < Operation.compare.ordinal() && operation != Operation.sumDoubles;
        longs = new long[ofLongs ? onHeap : 0];
        left = new double[ofLongs ? 0 : onHeap];
        right = new double[two ? onHeap : 0];
        products = new double[two ? onHeap : 0];
        marks = new boolean[operation == Operation.compare ? onHeap : 0];
        rows = new int[operation == Operation.compareAndSelect ? onHeap : 0];
        Random random = new Random(1);
        for (int row = 0; row < values; row++) {
            double value = random.nextDouble();
            long bits = ofLongs ? (long) (value * 1e15) - 500_000_000_000_000L : Double.doubleToRawLongBits(value);
            if (form == Form.kernel) {
                UnsafeApi.putLong(leftMemory.address() + 8L * row, bits);
                if (two) {
                    UnsafeApi.putDouble(rightMemory.address() + 8L * row, value / 2);
                }
            } else if (ofLongs) {
                longs[row] = bits;
            } else {
                left[row] = value;
                if (two) {
                    right[row] = value / 2;
                }
            }
        }
    }

    /** Frees the columns. */
    @TearDown(Level.Trial)
    public void free() {
        state.close();
        chunk.close();
        result.close();
        rightMemory.close();
        leftMemory.close();
        pool.close();
    }

    long bytesRead() {
        return (operation == Operation.timesComplement ? 16L : 8L) * values;
    }

    double runKernel() {
        return switch (operation) {
            case sumLongs -> {
                UnsafeApi.putLong(state.address(), 0);
                UnsafeApi.putLong(state.address() + 8, 0);
                for (int from = 0; from < values; from += CHUNK_ROWS) {
                    SumKernel.addAll(rowsFrom(from), leftAt(from), state.address());
                }
                yield UnsafeApi.getLong(state.address());
            }
            case sumDoubles -> {
                UnsafeApi.putDouble(state.address(), 0);
                UnsafeApi.putDouble(state.address() + 8, 0);
                for (int from = 0; from < values; from += CHUNK_ROWS) {
                    DoubleSumKernel.addAll(rowsFrom(from), leftAt(from), state.address());
                }
                yield DoubleSumKernel.total(
                        UnsafeApi.getDouble(state.address()), UnsafeApi.getDouble(state.address() + 8));
            }
            case min -> {
                long least = Long.MAX_VALUE;
                for (int from = 0; from < values; from += CHUNK_ROWS) {
                    least = Math.min(least, ExtremeKernel.minOfAll(rowsFrom(from), leftAt(from)));
                }
                yield least;
            }
            case max -> {
                long greatest = Long.MIN_VALUE;
                for (int from = 0; from < values; from += CHUNK_ROWS) {
                    greatest = Math.max(greatest, ExtremeKernel.maxOfAll(rowsFrom(from), leftAt(from)));
                }
                yield greatest;
            }
            case compare -> {
                for (int from = 0; from < values; from += CHUNK_ROWS) {
                    BELOW.run(leftAt(from), chunk.address(), rowsFrom(from));
                }
                // the last chunk's, so that something is given
                int last = (values - 1) / CHUNK_ROWS * CHUNK_ROWS;
                yield UnsafeApi.getLong(chunk.address() + (values - 1 - last >> 6 << 3)) >>> (values - 1 & 63) & 1;
            }
            case compareAndSelect -> {
                int selected = 0;
                long selection = chunk.address() + 8 * (CHUNK_ROWS / 64);
                for (int from = 0; from < values; from += CHUNK_ROWS) {
                    int count = rowsFrom(from);
                    long lastWord = chunk.address() + (count - 1 >> 6 << 3);
                    BELOW.run(leftAt(from), chunk.address(), count);
                    UnsafeApi.putLong(lastWord, UnsafeApi.getLong(lastWord) & -1L >>> -count);
                    selected += SelectionKernel.fromBitmap(chunk.address(), count, selection);
                }
                yield selected;
            }
            case timesComplement -> {
                for (int from = 0; from < values; from += CHUNK_ROWS) {
                    int count = rowsFrom(from);
                    long offset = 8L * from;
                    DoubleArithmetic.multiplyDifference(
                            leftAt(from), 1, rightMemory.address() + offset, result.address() + offset, count);
                }
                yield UnsafeApi.getDouble(result.address() + 8L * (values - 1));
            }
        };
    }

    private int rowsFrom(int from) {
        return Math.min(CHUNK_ROWS, values - from);
    }

    private long leftAt(int from) {
        return leftMemory.address() + 8L * from;
    }

    double runArray() {
        return switch (operation) {
            case sumLongs -> sum(longs);
            case sumDoubles -> sum(left);
            case min -> min(longs);
            case max -> max(longs);
            case compare -> {
                compare(left, marks);
                yield marks[values - 1] ? 1 : 0;
            }
            case compareAndSelect -> select(left, rows);
            case timesComplement -> {
                timesComplement(left, right, products);
                yield products[values - 1];
            }
        };
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static long min(long[] values) {
        long least = Long.MAX_VALUE;
        for (long value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static long max(long[] values) {
        long greatest = Long.MIN_VALUE;
        for (long value : values) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }

    private static void compare(double[] values, boolean[] marks) {
        for (int row = 0; row < values.length; row++) {
            marks[row] = values[row] < LIMIT;
        }
    }

    private static int select(double[] values, int[] rows) {
        int selected = 0;
        for (int row = 0; row < values.length; row++) {
            if (values[row] < LIMIT) {
                rows[selected++] = row;
            }
        }
        return selected;
    }

    private static void timesComplement(double[] left, double[] right, double[] products) {
        for (int row = 0; row < left.length; row++) {
            products[row] = left[row] * (1 - right[row]);
        }
    }
}
