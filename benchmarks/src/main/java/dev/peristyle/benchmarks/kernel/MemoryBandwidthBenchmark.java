package dev.peristyle.benchmarks.kernel;

import dev.peristyle.benchmarks.JobState.Read;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.UnsafeApi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What this machine's memory gives to one thread: the bound of every loop over more values than fit its caches. {@code
 * bytes} is what is read per second; a copy writes as much again.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar MemoryBandwidthBenchmark -p values=100000000</pre>
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
public class MemoryBandwidthBenchmark {
    /**
     * Copies an array.
     *
     * @param arrays from and to
     * @param read counts bytes
     * @return the copy
     */
    @Benchmark
    public long[] copyArray(Arrays arrays, Read read) {
        System.arraycopy(arrays.from, 0, arrays.to, 0, arrays.values);
        read.bytes += 8L * arrays.values;
        return arrays.to;
    }

    /**
     * Adds the numbers of an array up; the compiler makes vectors of it.
     *
     * @param arrays from
     * @param read counts bytes
     * @return the sum
     */
    @Benchmark
    public long sumArray(Arrays arrays, Read read) {
        long[] from = arrays.from;
        long sum = 0;
        for (int index = 0; index < from.length; index++) {
            sum += from[index];
        }
        read.bytes += 8L * arrays.values;
        return sum;
    }

    /**
     * Copies memory off the heap.
     *
     * @param memory from and to
     * @param read counts bytes
     * @return the last value of the copy
     */
    @Benchmark
    public long copyMemory(Memory memory, Read read) {
        long bytes = 8L * memory.values;
        UnsafeApi.copyMemory(memory.from.address(), memory.to.address(), bytes);
        read.bytes += bytes;
        return UnsafeApi.getLong(memory.to.address() + bytes - 8);
    }

    /**
     * Adds the numbers off the heap up with four sums.
     *
     * @param memory from
     * @param read counts bytes
     * @return the sum
     */
    @Benchmark
    public long sumMemory(Memory memory, Read read) {
        long first = 0;
        long second = 0;
        long third = 0;
        long fourth = 0;
        long end = memory.from.address() + 8L * memory.values;
        for (long address = memory.from.address(); address < end; address += 32) {
            first += UnsafeApi.getLong(address);
            second += UnsafeApi.getLong(address + 8);
            third += UnsafeApi.getLong(address + 16);
            fourth += UnsafeApi.getLong(address + 24);
        }
        read.bytes += 8L * memory.values;
        return first + second + third + fourth;
    }

    /** Two arrays. */
    @State(Scope.Thread)
    public static class Arrays {
        /** How many longs; a multiple of 4. */
        @Param("16000000")
        public int values;

        private long[] from;
        private long[] to;

        /** Fills the arrays. */
        @Setup(Level.Trial)
        public void fill() {
            from = new long[values];
            to = new long[values];
            for (int index = 0; index < values; index++) {
                from[index] = index;
            }
        }
    }

    /** Two buffers off the heap. */
    @State(Scope.Thread)
    public static class Memory {
        /** How many longs; a multiple of 4. */
        @Param("16000000")
        public int values;

        private MemoryPool pool;
        private OffHeapBuffer from;
        private OffHeapBuffer to;

        /** Fills the buffers. */
        @Setup(Level.Trial)
        public void fill() {
            pool = MemoryPool.create("benchmark", MemoryPool.UNLIMITED);
            from = pool.allocate(8L * values, "from");
            to = pool.allocate(8L * values, "to");
            to.clear();
            for (long index = 0; index < values; index++) {
                UnsafeApi.putLong(from.address() + 8 * index, index);
            }
        }

        /** Frees the buffers. */
        @TearDown(Level.Trial)
        public void free() {
            to.close();
            from.close();
            pool.close();
        }
    }
}
