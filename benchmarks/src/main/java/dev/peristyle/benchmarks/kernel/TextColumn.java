package dev.peristyle.benchmarks.kernel;

import dev.peristyle.internal.csv.kernel.BooleanParser;
import dev.peristyle.internal.csv.kernel.DateParser;
import dev.peristyle.internal.csv.kernel.DecimalParser;
import dev.peristyle.internal.csv.kernel.DoubleParser;
import dev.peristyle.internal.csv.kernel.FieldColumn;
import dev.peristyle.internal.csv.kernel.Int64Parser;
import dev.peristyle.internal.csv.kernel.ParseState;
import dev.peristyle.internal.csv.kernel.StringViewParser;
import dev.peristyle.internal.csv.kernel.TimestampParser;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Fields of one type as text in an index and as Strings, and room for their values on both sides. */
@State(Scope.Thread)
public class TextColumn {
    /** How many fields. */
    static final int ROWS = 1 << 14;

    private static final int QUOTE = '"';
    private static final int READABLE_AFTER_END = 64;

    /** The types of values. */
    public enum Type {
        /** 1 to 7 digits, like keys. */
        int64,
        /** 1 to 15 digits and a sign. */
        longInt64,
        /** Prices with two digits after the point. */
        decimal,
        /** The same as doubles. */
        price,
        /** Temperatures with one digit after the point and a sign. */
        temperature,
        /** Doubles with all their digits, most of them for the slow path. */
        fullDouble,
        /** Days of the years 1992 to 1998. */
        date,
        /** Date and time in microseconds. */
        timestamp,
        /** True and false. */
        bool,
        /** Texts of 0 to 40 letters, which become views. */
        text
    }

    /** What is parsed. */
    @Param
    public Type type;

    /** How it is parsed. */
    @Param
    public Form form;

    private final FieldColumn fields = new FieldColumn();
    private final ParseState state = new ParseState();
    private String[] strings;
    private long[] longs;
    private double[] doubles;
    private MemoryPool pool;
    private OffHeapBuffer text;
    private OffHeapBuffer index;
    private OffHeapBuffer values;
    private OffHeapBuffer lengths;
    private OffHeapBuffer validity;

    /** Makes the fields; always the same. */
    @Setup(Level.Trial)
    public void fill() {
        Kernels.check();
        Random random = new Random(type.ordinal());
        strings = new String[ROWS];
        longs = new long[ROWS];
        doubles = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            strings[row] = field(random);
        }
        byte[] bytes = (String.join("\n", strings) + "\n").getBytes(StandardCharsets.US_ASCII);
        pool = MemoryPool.create("benchmark", MemoryPool.UNLIMITED);
        text = pool.allocate(bytes.length + READABLE_AFTER_END, "text");
        text.clear();
        text.view(0, bytes.length).putBytes(0, bytes);
        index = pool.allocate((ROWS + 1) * 4L, "index");
        values = pool.allocate(ROWS * 8L, "values");
        lengths = pool.allocate(ROWS * 4L, "lengths");
        validity = pool.allocate(ROWS / 8, "validity");
        int end = -1;
        UnsafeApi.putInt(index.address(), end);
        for (int row = 0; row < ROWS; row++) {
            end += 1 + strings[row].length();
            UnsafeApi.putInt(index.address() + 4L * (row + 1), end);
        }
        fields.base = text.address();
        fields.starts = index.address();
        fields.startStep = 4;
        fields.ends = index.address() + 4;
        fields.endStep = 4;
        fields.count = ROWS;
        fields.values = values.address();
        fields.lengths = lengths.address();
        fields.validity = validity.address();
        fields.quote = QUOTE;
        fields.precision = 15;
        fields.scale = 2;
    }

    /** Frees the fields. */
    @TearDown(Level.Trial)
    public void free() {
        validity.close();
        lengths.close();
        values.close();
        index.close();
        text.close();
        pool.close();
    }

    private String field(Random random) {
        return switch (type) {
            case int64 -> Integer.toString(random.nextInt(1 << random.nextInt(3, 23)));
            case longInt64 -> Long.toString(random.nextLong() >> random.nextInt(16, 62));
            case decimal, price -> 900 + random.nextInt(100_000) + "." + digit(random) + digit(random);
            case temperature -> random.nextInt(-999, 1000) / 10.0 + "";
            case fullDouble -> Double.toString(random.nextGaussian() * 1000);
            case date -> LocalDate.of(1992, 1, 1).plusDays(random.nextInt(2557)).toString();
            case timestamp ->
                LocalDate.of(1992, 1, 1)
                        + "T"
                        + String.format("%02d:%02d:%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60))
                        + "." + String.format("%06d", random.nextInt(1_000_000));
            case bool -> random.nextBoolean() ? "true" : "false";
            case text -> "x".repeat(random.nextInt(41));
        };
    }

    private static int digit(Random random) {
        return random.nextInt(10);
    }

    int parseWithKernel() {
        return switch (type) {
            case int64, longInt64 -> Int64Parser.parse(fields, state);
            case decimal -> DecimalParser.parse(fields, state);
            case price, temperature, fullDouble -> DoubleParser.parse(fields, state);
            case date -> DateParser.parse(fields, state);
            case timestamp -> TimestampParser.parse(fields, state);
            case bool -> BooleanParser.parse(fields, state);
            case text -> StringViewParser.parse(fields, state);
        };
    }

    int parseStrings() {
        switch (type) {
            case int64, longInt64 -> {
                for (int row = 0; row < ROWS; row++) {
                    longs[row] = Long.parseLong(strings[row]);
                }
            }
            case decimal -> {
                for (int row = 0; row < ROWS; row++) {
                    longs[row] = new BigDecimal(strings[row]).unscaledValue().longValueExact();
                }
            }
            case price, temperature, fullDouble -> {
                for (int row = 0; row < ROWS; row++) {
                    doubles[row] = Double.parseDouble(strings[row]);
                }
            }
            case date -> {
                for (int row = 0; row < ROWS; row++) {
                    longs[row] = LocalDate.parse(strings[row]).toEpochDay();
                }
            }
            case timestamp -> {
                for (int row = 0; row < ROWS; row++) {
                    LocalDateTime time = LocalDateTime.parse(strings[row]);
                    longs[row] = time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000;
                }
            }
            case bool -> {
                for (int row = 0; row < ROWS; row++) {
                    longs[row] = Boolean.parseBoolean(strings[row]) ? 1 : 0;
                }
            }
            case text -> {
                for (int row = 0; row < ROWS; row++) {
                    longs[row] = strings[row].length();
                }
            }
        }
        return -1;
    }

    /** What a row was parsed to: a number, the bits of a double, the length of a text. */
    long value(int row) {
        if (form == Form.plain) {
            return switch (type) {
                case price, temperature, fullDouble -> Double.doubleToRawLongBits(doubles[row]);
                default -> longs[row];
            };
        }
        return switch (type) {
            case date -> UnsafeApi.getInt(values.address() + 4L * row);
            case bool -> UnsafeApi.getLong(values.address() + 8L * (row >> 6)) >>> row & 1;
            case text -> UnsafeApi.getInt(lengths.address() + 4L * row);
            default -> UnsafeApi.getLong(values.address() + 8L * row);
        };
    }
}
