package dev.peristyle.benchmarks.kernel;

import dev.peristyle.internal.aggregate.kernel.CountKernel;
import dev.peristyle.internal.aggregate.kernel.DoubleSumKernel;
import dev.peristyle.internal.aggregate.kernel.ExtremeKernel;
import dev.peristyle.internal.aggregate.kernel.LongProbe;
import dev.peristyle.internal.aggregate.kernel.TextProbe;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Rows of a few hundred groups: their keys as texts and as longs, their groups, and values to add up. */
@State(Scope.Thread)
public class KeyColumn {
    /** How many rows. */
    static final int ROWS = 1 << 14;

    private static final int TABLE_BITS = 12;
    private static final int LONGEST = 32;

    /** The loops. */
    public enum Operation {
        /** The groups of texts of 3 to 16 bytes. */
        lookUpShortText,
        /** The groups of texts of 17 to 30 bytes. */
        lookUpLongText,
        /** The groups of longs. */
        lookUpLong,
        /** The sum of doubles by group; the kernel's as exact as with 106 bits. */
        sum,
        /** The least long by group. */
        min,
        /** The number of rows by group. */
        count
    }

    /** How many groups. */
    @Param({"4", "413"})
    public int groups;

    /** The loop. */
    @Param
    public Operation operation;

    /** How it is written. */
    @Param
    public Form form;

    private final Map<Object, Integer> codes = new HashMap<>();
    private String[] texts;
    private long[] longs;
    private int[] groupOf;
    private double[] values;
    private double[] sums;
    private long[] least;
    private MemoryPool pool;
    private OffHeapBuffer table;
    private OffHeapBuffer text;
    private OffHeapBuffer addresses;
    private OffHeapBuffer lengths;
    private OffHeapBuffer owned;
    private OffHeapBuffer keys;
    private OffHeapBuffer numbers;
    private OffHeapBuffer codesByRow;
    private OffHeapBuffer states;

    /** Makes the rows; always the same. */
    @Setup(Level.Trial)
    public void fill() {
        allocate();
        Random random = new Random(groups);
        int shift = 64 - TABLE_BITS;
        for (int group = 0; group < groups; group++) {
            String key = key(group);
            long address = text.address() + (long) LONGEST * group;
            byte[] bytes = key.getBytes(StandardCharsets.US_ASCII);
            text.view((long) LONGEST * group, LONGEST).putBytes(0, bytes);
            UnsafeApi.putLong(owned.address() + 8L * group, address);
            if (operation == Operation.lookUpLong) {
                LongProbe.insert(number(group), group, table.address(), shift);
                codes.put(number(group), group);
            } else {
                TextProbe.insert(address, bytes.length, group, table.address(), shift);
                codes.put(key, group);
            }
        }
        for (int row = 0; row < ROWS; row++) {
            int group = random.nextInt(groups);
            groupOf[row] = group;
            // each row has a String of its own, as a reader would make it
            texts[row] = new String(key(group).toCharArray());
            longs[row] = number(group);
            values[row] = random.nextInt(1000) / 4.0;
            UnsafeApi.putLong(addresses.address() + 8L * row, text.address() + (long) LONGEST * group);
            UnsafeApi.putInt(lengths.address() + 4L * row, texts[row].length());
            UnsafeApi.putLong(keys.address() + 8L * row, longs[row]);
            UnsafeApi.putInt(codesByRow.address() + 4L * row, group);
            UnsafeApi.putDouble(numbers.address() + 8L * row, values[row]);
        }
    }

    private void allocate() {
        Kernels.check();
        texts = new String[ROWS];
        longs = new long[ROWS];
        groupOf = new int[ROWS];
        values = new double[ROWS];
        sums = new double[groups];
        least = new long[groups];
        pool = MemoryPool.create("benchmark", MemoryPool.UNLIMITED);
        table = pool.allocate((long) TextProbe.ENTRY << TABLE_BITS, "table");
        table.clear();
        text = pool.allocate((long) LONGEST * groups + LONGEST, "text");
        text.clear();
        owned = pool.allocate(8L * groups, "owned");
        addresses = pool.allocate(8L * ROWS, "addresses");
        lengths = pool.allocate(4L * ROWS, "lengths");
        keys = pool.allocate(8L * ROWS, "keys");
        numbers = pool.allocate(8L * ROWS, "numbers");
        codesByRow = pool.allocate(4L * ROWS, "codes");
        states = pool.allocate(4L * DoubleSumKernel.SUM * groups, "states");
    }

    /** Frees the rows. */
    @TearDown(Level.Trial)
    public void free() {
        for (OffHeapBuffer buffer :
                new OffHeapBuffer[] {table, text, owned, addresses, lengths, keys, numbers, codesByRow, states}) {
            buffer.close();
        }
        pool.close();
    }

    private String key(int group) {
        int length = operation == Operation.lookUpLongText ? 17 + group % 14 : 3 + group % 14;
        String digits = Integer.toString(group + 100);
        return "abcdefghijklmnopqrstuvwxyzabcd".substring(0, length - digits.length()) + digits;
    }

    private static long number(int group) {
        return group * 7919L;
    }

    double runKernel() {
        int shift = 64 - TABLE_BITS;
        switch (operation) {
            case lookUpShortText ->
                TextProbe.probeShort(
                        0,
                        ROWS,
                        addresses.address(),
                        lengths.address(),
                        0,
                        -1,
                        table.address(),
                        shift,
                        codesByRow.address());
            case lookUpLongText ->
                TextProbe.probe(
                        0,
                        ROWS,
                        addresses.address(),
                        lengths.address(),
                        0,
                        -1,
                        table.address(),
                        shift,
                        owned.address(),
                        codesByRow.address());
            case lookUpLong ->
                LongProbe.probe(0, ROWS, keys.address(), 0, -1, table.address(), shift, codesByRow.address());
            case sum -> {
                states.clear();
                DoubleSumKernel.addInLanes(
                        ROWS,
                        codesByRow.address(),
                        numbers.address(),
                        states.address(),
                        (long) DoubleSumKernel.SUM * groups);
                double sum = 0;
                for (int lane = 0; lane < 4; lane++) {
                    sum += UnsafeApi.getDouble(states.address() + (long) DoubleSumKernel.SUM * groups * lane);
                }
                return sum;
            }
            case min -> {
                for (int group = 0; group < groups; group++) {
                    UnsafeApi.putLong(states.address() + 8L * group, Long.MAX_VALUE);
                }
                ExtremeKernel.min(ROWS, codesByRow.address(), keys.address(), states.address());
                return UnsafeApi.getLong(states.address());
            }
            case count -> {
                states.clear();
                CountKernel.countRowsInLanes(ROWS, codesByRow.address(), states.address(), 8L * groups);
                long count = 0;
                for (int lane = 0; lane < 4; lane++) {
                    count += UnsafeApi.getLong(states.address() + 8L * groups * lane);
                }
                return count;
            }
        }
        return UnsafeApi.getInt(codesByRow.address() + 4L * (ROWS - 1));
    }

    double runPlain() {
        switch (operation) {
            case lookUpShortText, lookUpLongText -> {
                for (int row = 0; row < ROWS; row++) {
                    groupOf[row] = codes.get(texts[row]);
                }
            }
            case lookUpLong -> {
                for (int row = 0; row < ROWS; row++) {
                    groupOf[row] = codes.get(longs[row]);
                }
            }
            case sum -> {
                Arrays.fill(sums, 0);
                for (int row = 0; row < ROWS; row++) {
                    sums[groupOf[row]] += values[row];
                }
                return sums[0];
            }
            case min -> {
                Arrays.fill(least, Long.MAX_VALUE);
                for (int row = 0; row < ROWS; row++) {
                    least[groupOf[row]] = Math.min(least[groupOf[row]], longs[row]);
                }
                return least[0];
            }
            case count -> {
                Arrays.fill(least, 0);
                for (int row = 0; row < ROWS; row++) {
                    least[groupOf[row]]++;
                }
                return least[0];
            }
        }
        return groupOf[ROWS - 1];
    }
}
