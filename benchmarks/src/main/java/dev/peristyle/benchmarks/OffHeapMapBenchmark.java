package dev.peristyle.benchmarks;

import dev.peristyle.collection.OffHeapMap;
import dev.peristyle.memory.MemoryPool;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
 * A million records of an int, a double and a short text in a map, by a long or a text: as many looked up in random order, put again, and a pass over
 * all. The figure is milliseconds for all of them.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar OffHeapMapBenchmark</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Thread)
public class OffHeapMapBenchmark {

    /** How many entries. */
    @Param("1000000")
    public int entries;

    /** Which map. */
    @Param({"OFF_HEAP", "HASH_MAP"})
    public String map;

    /** Of what the keys are. */
    @Param({"LONG", "TEXT"})
    public String keys;

    private MemoryPool pool;
    private Map<Object, Quote> quotes;
    private Object[] places;
    private long sum;

    /**
     * A value.
     *
     * @param quantity a small number
     * @param price a random one
     * @param symbol one of a thousand texts
     */
    public record Quote(int quantity, double price, String symbol) {}

    private Map<Object, Quote> empty() {
        if (map.equals("HASH_MAP")) {
            return new HashMap<>();
        }
        return open(keys.equals("LONG") ? Long.class : String.class);
    }

    @SuppressWarnings("unchecked") // all keys are of the class
    private Map<Object, Quote> open(Class<?> type) {
        return (Map<Object, Quote>) (Map<?, Quote>) OffHeapMap.of(type, Quote.class, pool);
    }

    private Object key(int number) {
        return keys.equals("LONG") ? (Object) (number * 7919L) : "customer " + number;
    }

    /** Fills the map. */
    @Setup(Level.Trial)
    public void fill() {
        pool = MemoryPool.create("map", MemoryPool.UNLIMITED);
        quotes = empty();
        places = new Object[entries];
        SplittableRandom random = new SplittableRandom(1);
        for (int number = 0; number < entries; number++) {
            places[number] = key(number);
            int other = random.nextInt(number + 1);
            Object swap = places[other];
            places[other] = places[number];
            places[number] = swap;
            quotes.put(key(number), new Quote(number % 7, random.nextDouble(), "symbol" + number % 1000));
            sum += number % 7;
        }
    }

    /** Gives its memory back. */
    @TearDown(Level.Trial)
    public void close() {
        close(quotes);
        pool.close();
    }

    private static void close(Map<Object, Quote> map) {
        if (map instanceof OffHeapMap<?, ?> offHeap) {
            offHeap.close();
        }
    }

    private static long checked(long found, long wanted) {
        if (found != wanted) {
            throw new AssertionError("wrong sum: " + found);
        }
        return found;
    }

    /**
     * Adds up one component of all values, by their keys in random order.
     *
     * @return the sum
     */
    @Benchmark
    public long get() {
        long found = 0;
        for (Object place : places) {
            found += quotes.get(place).quantity();
        }
        return checked(found, sum);
    }

    /**
     * Adds up one component of all values.
     *
     * @return the sum
     */
    @Benchmark
    public long iterate() {
        long found = 0;
        for (Map.Entry<Object, Quote> entry : quotes.entrySet()) {
            found += entry.getValue().quantity();
        }
        return checked(found, sum);
    }

    /**
     * Fills another map, in random order.
     *
     * @return how many entries it has
     */
    @Benchmark
    public long put() {
        Map<Object, Quote> other = empty();
        try {
            for (Object place : places) {
                other.put(place, new Quote(1, 1.5, "symbol"));
            }
            return checked(other.size(), entries);
        } finally {
            close(other);
        }
    }
}
