package dev.peristyle.benchmarks.kernel;

import dev.peristyle.internal.csv.kernel.StringFormatter;
import dev.peristyle.internal.value.DateFormatter;
import dev.peristyle.internal.value.DecimalFormatter;
import dev.peristyle.internal.value.DoubleFormatter;
import dev.peristyle.internal.value.IntegerFormatter;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Values of one type, and room for their text on and off the heap. */
@State(Scope.Thread)
public class ValueColumn {
    /** How many values. */
    static final int ROWS = 1 << 12;

    private static final int SCALE = 4;
    private static final int TEXT_LENGTH = 24;
    private static final int LONGEST = 64;

    /** The types of values. */
    public enum Type {
        /** Up to 7 digits, like keys. */
        integer,
        /** Revenues with four digits after the point. */
        decimal,
        /** Products of prices and shares: 8 to 17 digits. */
        product,
        /** Doubles with two digits after the point. */
        price,
        /** Days of the years 1992 to 1998. */
        date,
        /** Texts of 24 letters, one of eight with a comma. */
        text
    }

    /** What is written. */
    @Param
    public Type type;

    /** How it is written. */
    @Param
    public Form form;

    private final StringBuilder builder = new StringBuilder(ROWS * LONGEST);
    private long[] longs;
    private double[] doubles;
    private String[] strings;
    private MemoryPool pool;
    private OffHeapBuffer values;
    private OffHeapBuffer out;

    /** Makes the values; always the same. */
    @Setup(Level.Trial)
    public void fill() {
        Kernels.check();
        Random random = new Random(type.ordinal());
        longs = new long[ROWS];
        doubles = new double[ROWS];
        strings = new String[ROWS];
        pool = MemoryPool.create("benchmark", MemoryPool.UNLIMITED);
        values = pool.allocate((long) ROWS * TEXT_LENGTH + 8, "values");
        values.clear();
        out = pool.allocate((long) ROWS * LONGEST, "out");
        for (int row = 0; row < ROWS; row++) {
            longs[row] = type == Type.date ? 8036 + random.nextInt(2557) : random.nextInt(1 << random.nextInt(3, 23));
            double price = (90_000 + random.nextInt(10_000_000)) / 100.0;
            doubles[row] = type == Type.price ? price : price * (1 - random.nextInt(11) / 100.0);
            strings[row] = "a regular text of twenty".replace(' ', random.nextInt(8) == 0 ? ',' : ' ');
            if (type == Type.text) {
                values.view((long) row * TEXT_LENGTH, TEXT_LENGTH)
                        .putBytes(0, strings[row].getBytes(StandardCharsets.US_ASCII));
            } else if (type == Type.product || type == Type.price) {
                UnsafeApi.putDouble(values.address() + 8L * row, doubles[row]);
            } else {
                UnsafeApi.putLong(values.address() + 8L * row, longs[row]);
            }
        }
    }

    /** Frees the values. */
    @TearDown(Level.Trial)
    public void free() {
        out.close();
        values.close();
        pool.close();
    }

    long formatWithKernel() {
        long from = values.address();
        long to = out.address();
        switch (type) {
            case integer -> {
                for (int row = 0; row < ROWS; row++) {
                    to = lineFeed(IntegerFormatter.format(UnsafeApi.getLong(from + 8L * row), to));
                }
            }
            case decimal -> {
                for (int row = 0; row < ROWS; row++) {
                    to = lineFeed(DecimalFormatter.format(UnsafeApi.getLong(from + 8L * row), SCALE, to));
                }
            }
            case product, price -> {
                for (int row = 0; row < ROWS; row++) {
                    to = lineFeed(DoubleFormatter.format(UnsafeApi.getDouble(from + 8L * row), to));
                }
            }
            case date -> {
                for (int row = 0; row < ROWS; row++) {
                    to = lineFeed(DateFormatter.format(UnsafeApi.getLong(from + 8L * row), to));
                }
            }
            case text -> {
                for (int row = 0; row < ROWS; row++) {
                    to = lineFeed(StringFormatter.format(
                            from + (long) TEXT_LENGTH * row, TEXT_LENGTH, (byte) ',', (byte) '"', to));
                }
            }
        }
        return to - out.address();
    }

    private static long lineFeed(long to) {
        UnsafeApi.putByte(to, (byte) '\n');
        return to + 1;
    }

    long append() {
        builder.setLength(0);
        switch (type) {
            case integer -> {
                for (int row = 0; row < ROWS; row++) {
                    builder.append(longs[row]).append('\n');
                }
            }
            case decimal -> {
                for (int row = 0; row < ROWS; row++) {
                    builder.append(BigDecimal.valueOf(longs[row], SCALE).toPlainString())
                            .append('\n');
                }
            }
            case product, price -> {
                for (int row = 0; row < ROWS; row++) {
                    builder.append(doubles[row]).append('\n');
                }
            }
            case date -> {
                for (int row = 0; row < ROWS; row++) {
                    builder.append(LocalDate.ofEpochDay(longs[row])).append('\n');
                }
            }
            case text -> {
                for (int row = 0; row < ROWS; row++) {
                    String text = strings[row];
                    if (text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\n') >= 0) {
                        builder.append('"')
                                .append(text.replace("\"", "\"\""))
                                .append('"')
                                .append('\n');
                    } else {
                        builder.append(text).append('\n');
                    }
                }
            }
        }
        return builder.length();
    }

    /** What was written last. */
    String text(long length) {
        return form == Form.plain
                ? builder.toString()
                : out.view(0, (int) length).getStringWithoutLengthAscii(0, (int) length);
    }
}
