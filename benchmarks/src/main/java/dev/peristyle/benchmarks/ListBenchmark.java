package dev.peristyle.benchmarks;

import dev.peristyle.SortKey;
import dev.peristyle.collection.OffHeapList;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
 * A million records of a long, an int, a double and a short text in a list: a pass over all, as many at random places, and a sort by the double of a
 * list in random order. The figure is milliseconds for all of them.
 *
 * <pre>java -jar benchmarks/target/peristyle-benchmarks.jar ListBenchmark</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Thread)
public class ListBenchmark {

    /** How many elements. */
    @Param("1000000")
    public int records;

    /** Which list. */
    @Param({"OFF_HEAP", "ARRAY_LIST"})
    public String list;

    private MemoryPool pool;
    private List<Trade> trades;
    private int[] places;
    private long sum;

    /**
     * An element.
     *
     * @param id its number
     * @param quantity a small number
     * @param price a random one
     * @param symbol one of a thousand texts
     */
    public record Trade(long id, int quantity, double price, String symbol) {}

    /** Fills the list. */
    @Setup(Level.Trial)
    public void fill() {
        pool = MemoryPool.create("list", MemoryPool.UNLIMITED);
        trades = list.equals("OFF_HEAP") ? OffHeapList.of(Trade.class, pool) : new ArrayList<>();
        places = new int[records];
        SplittableRandom random = new SplittableRandom(1);
        for (int number = 0; number < records; number++) {
            trades.add(new Trade(number, number % 7, random.nextDouble(), "symbol" + number % 1000));
            places[number] = random.nextInt(records);
            sum += number % 7;
        }
    }

    /** Gives its memory back. */
    @TearDown(Level.Trial)
    public void close() {
        if (trades instanceof OffHeapList<Trade> offHeap) {
            offHeap.close();
        }
        pool.close();
    }

    /**
     * Adds up one component of all elements.
     *
     * @return the sum
     */
    @Benchmark
    public long iterate() {
        long found = 0;
        for (Trade trade : trades) {
            found += trade.quantity();
        }
        if (found != sum) {
            throw new AssertionError("wrong sum: " + found);
        }
        return found;
    }

    /**
     * Adds up one component of elements at random places.
     *
     * @return the sum
     */
    @Benchmark
    public long get() {
        long found = 0;
        for (int place : places) {
            found += trades.get(place).quantity();
        }
        return found;
    }

    /**
     * Sorts by the random number, then by the number, so that each sort has the same work.
     *
     * @return the first element
     */
    @Benchmark
    public Trade sort() {
        trades.sort(Comparator.comparingDouble(Trade::price));
        Trade first = trades.get(0);
        trades.sort(Comparator.comparingLong(Trade::id));
        return first;
    }

    /**
     * As {@link #sort}, by columns where the list has any.
     *
     * @return the first element
     */
    @Benchmark
    public Trade sortBy() {
        if (!(trades instanceof OffHeapList<Trade> offHeap)) {
            return sort();
        }
        offHeap.sortBy(SortKey.asc("price"));
        Trade first = offHeap.get(0);
        offHeap.sortBy(SortKey.asc("id"));
        return first;
    }
}
