package dev.peristyle.benchmarks.kernel;

import dev.peristyle.array.DoubleArray;
import dev.peristyle.array.IntArray;
import dev.peristyle.array.LongArray;
import dev.peristyle.memory.MemoryPool;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The values of {@link ArrayBenchmark}, once off the heap and once on it. */
@State(Scope.Thread)
public class ArrayOperands {

    /** Whose arrays they are. */
    public enum Form {
        /** Peristyle's arrays. */
        peristyle,
        /** Arrays of Java and loops as one writes them. */
        java,
        /** Agrona's buffer over the same memory, for single accesses; else as {@link #java}. */
        agrona
    }

    /** An operation in each form. */
    public enum Operation {
        /** Reads each value. */
        get(
                arrays -> {
                    long sum = 0;
                    for (long index = 0; index < arrays.longs.length(); index++) {
                        sum += arrays.longs.get(index);
                    }
                    return sum;
                },
                arrays -> {
                    long sum = 0;
                    for (int index = 0; index < arrays.plainLongs.length; index++) {
                        sum += arrays.plainLongs[index];
                    }
                    return sum;
                },
                arrays -> {
                    long sum = 0;
                    for (int index = 0; index < arrays.length; index++) {
                        sum += arrays.buffer.getLong(8 * index);
                    }
                    return sum;
                }),
        /** Writes each value. */
        set(
                arrays -> {
                    for (long index = 0; index < arrays.results.length(); index++) {
                        arrays.results.set(index, index);
                    }
                    return arrays.results.get(arrays.length / 2);
                },
                arrays -> {
                    for (int index = 0; index < arrays.plainResults.length; index++) {
                        arrays.plainResults[index] = index;
                    }
                    return arrays.plainResults[arrays.length / 2];
                },
                arrays -> {
                    for (int index = 0; index < arrays.length; index++) {
                        arrays.resultBuffer.putLong(8 * index, index);
                    }
                    return arrays.resultBuffer.getLong(8 * (arrays.length / 2));
                }),
        /** Adds longs. */
        sumLongs(arrays -> arrays.longs.sum(), arrays -> {
            long sum = 0;
            for (long value : arrays.plainLongs) {
                sum += value;
            }
            return sum;
        }),
        /** Adds ints. */
        sumInts(arrays -> arrays.ints.sum(), arrays -> {
            long sum = 0;
            for (int value : arrays.plainInts) {
                sum += value;
            }
            return sum;
        }),
        /** Adds doubles. */
        sumDoubles(arrays -> arrays.doubles.sum(), arrays -> {
            double sum = 0;
            for (double value : arrays.plainDoubles) {
                sum += value;
            }
            return sum;
        }),
        /** Adds every second double. */
        sumStrided(arrays -> arrays.doubles.every(2).sum(), arrays -> {
            double sum = 0;
            for (int index = 0; index < arrays.plainDoubles.length; index += 2) {
                sum += arrays.plainDoubles[index];
            }
            return sum;
        }),
        /** Adds products. */
        dot(arrays -> arrays.doubles.dot(arrays.others), arrays -> {
            double sum = 0;
            for (int index = 0; index < arrays.plainDoubles.length; index++) {
                sum += arrays.plainDoubles[index] * arrays.plainOthers[index];
            }
            return sum;
        }),
        /** Finds the least long. */
        min(arrays -> arrays.longs.min(), arrays -> {
            long min = Long.MAX_VALUE;
            for (long value : arrays.plainLongs) {
                min = Math.min(min, value);
            }
            return min;
        }),
        /** Multiplies by -1 and again next time, so that values stay. */
        multiplyByOne(
                arrays -> {
                    arrays.others.multiplyBy(-1);
                    return Math.abs(arrays.others.get(arrays.length / 2));
                },
                arrays -> {
                    for (int index = 0; index < arrays.plainOthers.length; index++) {
                        arrays.plainOthers[index] *= -1;
                    }
                    return Math.abs(arrays.plainOthers[arrays.length / 2]);
                }),
        /** Adds products to doubles, which stay as they are because the factor is 0. */
        addScaled(
                arrays -> {
                    arrays.others.addScaled(arrays.doubles, arrays.zero);
                    return arrays.others.get(arrays.length / 2);
                },
                arrays -> {
                    for (int index = 0; index < arrays.plainOthers.length; index++) {
                        arrays.plainOthers[index] += arrays.plainDoubles[index] * arrays.zero;
                    }
                    return arrays.plainOthers[arrays.length / 2];
                }),
        /** Applies a function. */
        map(
                arrays -> {
                    arrays.others.map(arrays.function);
                    return arrays.others.get(arrays.length / 2);
                },
                arrays -> {
                    for (int index = 0; index < arrays.plainOthers.length; index++) {
                        arrays.plainOthers[index] = Math.abs(arrays.plainOthers[index]);
                    }
                    return arrays.plainOthers[arrays.length / 2];
                }),
        /** Sets all values. */
        fill(
                arrays -> {
                    arrays.results.fill(7);
                    return arrays.results.get(arrays.length / 2);
                },
                arrays -> {
                    Arrays.fill(arrays.plainResults, 7);
                    return arrays.plainResults[arrays.length / 2];
                }),
        /** Copies longs and sorts them. */
        sort(
                arrays -> {
                    arrays.results.copyFrom(arrays.longs);
                    arrays.results.sort();
                    return arrays.results.get(arrays.length / 2);
                },
                arrays -> {
                    System.arraycopy(arrays.plainLongs, 0, arrays.plainResults, 0, arrays.length);
                    Arrays.sort(arrays.plainResults);
                    return arrays.plainResults[arrays.length / 2];
                });

        @SuppressWarnings("ImmutableEnumChecker") // has no state
        private final ToDoubleFunction<ArrayOperands> ours;

        @SuppressWarnings("ImmutableEnumChecker") // has no state
        private final ToDoubleFunction<ArrayOperands> plain;

        @SuppressWarnings("ImmutableEnumChecker") // has no state
        private final ToDoubleFunction<ArrayOperands> agrona;

        Operation(ToDoubleFunction<ArrayOperands> ours, ToDoubleFunction<ArrayOperands> plain) {
            this(ours, plain, plain);
        }

        Operation(
                ToDoubleFunction<ArrayOperands> ours,
                ToDoubleFunction<ArrayOperands> plain,
                ToDoubleFunction<ArrayOperands> agrona) {
            this.ours = ours;
            this.plain = plain;
            this.agrona = agrona;
        }

        /** Runs it once; returns a value by which the forms are compared. */
        double run(ArrayOperands arrays) {
            return (arrays.form == Form.peristyle ? ours : arrays.form == Form.java ? plain : agrona)
                    .applyAsDouble(arrays);
        }
    }

    /** What is done. */
    @Param
    public Operation operation;

    /** Whose arrays they are. */
    @Param({"peristyle", "java"})
    public Form form;

    /** How many values there are. */
    @Param({"1000", "1000000"})
    public int length;

    private final double zero = 0;
    private final DoubleUnaryOperator function = Math::abs;

    private MemoryPool pool;
    private LongArray longs;
    private IntArray ints;
    private DoubleArray doubles;
    private DoubleArray others;
    private LongArray results;
    private UnsafeBuffer buffer;
    private UnsafeBuffer resultBuffer;
    private long[] plainLongs;
    private int[] plainInts;
    private double[] plainDoubles;
    private double[] plainOthers;
    private long[] plainResults;

    /** Fills the arrays. */
    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(1);
        plainLongs = random.longs(length, -1L << 40, 1L << 40).toArray();
        plainInts = random.ints(length).toArray();
        plainDoubles = random.doubles(length).toArray();
        plainOthers = random.doubles(length).toArray();
        plainResults = new long[length];
        pool = MemoryPool.create("benchmark", MemoryPool.UNLIMITED);
        longs = LongArray.of(pool, plainLongs);
        ints = IntArray.of(pool, plainInts);
        doubles = DoubleArray.of(pool, plainDoubles);
        others = DoubleArray.of(pool, plainOthers);
        results = LongArray.allocate(pool, length);
        if (form == Form.agrona) {
            buffer = longs.buffer(0, length);
            resultBuffer = results.buffer(0, length);
        }
    }

    /** Frees the memory. */
    @TearDown(Level.Trial)
    public void free() {
        longs.close();
        ints.close();
        doubles.close();
        others.close();
        results.close();
        pool.close();
    }
}
