package dev.peristyle.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTextTest {

    private static final long SEED = 9022;
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private final Texts texts = new Texts();

    @AfterEach
    void close() {
        texts.close();
    }

    static List<DataType> types() {
        List<DataType> types = new ArrayList<>(List.of(
                DataType.BOOLEAN,
                DataType.BYTE,
                DataType.SHORT,
                DataType.INT,
                DataType.LONG,
                DataType.UNSIGNED_BYTE,
                DataType.UNSIGNED_SHORT,
                DataType.UNSIGNED_INT,
                DataType.UNSIGNED_LONG,
                DataType.float16(),
                DataType.FLOAT,
                DataType.DOUBLE,
                DataType.DATE));
        for (int[] decimal : new int[][] {{1, 0}, {9, 9}, {18, 2}, {18, 18}, {19, 0}, {38, 0}, {38, 10}, {38, 38}}) {
            types.add(new DataType.Decimal(decimal[0], decimal[1]));
        }
        for (Resolution unit : Resolution.values()) {
            types.add(new DataType.Time(unit));
            types.add(new DataType.Timestamp(unit, true));
            types.add(new DataType.Timestamp(unit, false));
            types.add(new DataType.Duration(unit));
        }
        return types;
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyValueIsWrittenAsExpectedAndReadBackExactly(DataType type) {
        Random random = Seeds.random(SEED);
        ValueFormatter formatter = ValueFormatter.of(type);
        ValueReader reader = ValueReader.of(type);
        long value = texts.value();
        for (int round = 0; round < 20_000; round++) {
            long[] words = randomValue(type, random, round);
            UnsafeApi.putLong(value, words[0]);
            UnsafeApi.putLong(value + 8, words[1]);
            String text = texts.formatted(formatter.maxBytes(), out -> formatter.format(value, 0, out));
            String expected = expected(type, words);
            if (expected != null && !expected.equals(text)) {
                assertThat(text).as("seed %d", SEED).isEqualTo(expected);
            }
            UnsafeApi.putLong(value, 0);
            UnsafeApi.putLong(value + 8, 0);
            boolean read = reader.read(texts.of(text), texts.length(), value, 0);
            if (!read || !reader.isExact() || !same(type, value, words)) {
                assertThat(UnsafeApi.getLong(value))
                        .as("%s, seed %d, read %s", text, SEED, read)
                        .isEqualTo(words[0]);
                assertThat(read && reader.isExact()).as(text).isTrue();
            }
        }
    }

    private static boolean same(DataType type, long value, long[] words) {
        int bytes = Math.max(1, type.layout().bytes());
        long mask = bytes >= 8 ? -1 : (1L << 8 * bytes) - 1;
        if (type.kind() == DataType.Kind.DOUBLE && Double.isNaN(Double.longBitsToDouble(words[0]))) {
            return Double.isNaN(UnsafeApi.getDouble(value));
        }
        if (type.kind() == DataType.Kind.FLOAT && Float.isNaN(Float.intBitsToFloat((int) words[0]))) {
            return Float.isNaN(UnsafeApi.getFloat(value));
        }
        if (type.kind() == DataType.Kind.FLOAT16 && (words[0] & 0x7FFF) > 0x7C00) {
            return (UnsafeApi.getShort(value) & 0x7FFF) > 0x7C00;
        }
        return (UnsafeApi.getLong(value) & mask) == (words[0] & mask)
                && (bytes < 16 || UnsafeApi.getLong(value + 8) == words[1]);
    }

    private static long[] randomValue(DataType type, Random random, int round) {
        long any = round == 0 ? Long.MIN_VALUE : round == 1 ? Long.MAX_VALUE : random.nextLong() >> random.nextInt(64);
        any = round == 2 ? 0 : round == 3 ? -1 : any;
        switch (type.kind()) {
            case BOOLEAN:
                return new long[] {any & 1, 0};
            case DECIMAL:
                BigInteger bound = BigInteger.TEN.pow(type.precision());
                BigInteger unscaled = new BigInteger(1 + random.nextInt(127), random).mod(bound);
                unscaled = round == 0 ? bound.subtract(BigInteger.ONE) : unscaled;
                unscaled = random.nextBoolean() ? unscaled.negate() : unscaled;
                return new long[] {unscaled.longValue(), unscaled.shiftRight(64).longValue()};
            case TIME:
                return new long[] {
                    Math.floorMod(any, ((DataType.Time) type).resolution().perDay()), 0
                };
            case FLOAT16:
            case FLOAT:
                return new long[] {random.nextInt(), 0};
            case DOUBLE:
                return new long[] {random.nextLong(), 0};
            default:
                return new long[] {any, 0};
        }
    }

    /** What java.time and java.math say, or null where they have no such value. */
    private static String expected(DataType type, long[] words) {
        long value = words[0];
        return switch (type.kind()) {
            case BOOLEAN -> Boolean.toString(value != 0);
            case BYTE -> Byte.toString((byte) value);
            case SHORT -> Short.toString((short) value);
            case INT -> Integer.toString((int) value);
            case LONG -> Long.toString(value);
            case UNSIGNED_BYTE -> Long.toString(value & 0xFF);
            case UNSIGNED_SHORT -> Long.toString(value & 0xFFFF);
            case UNSIGNED_INT -> Integer.toUnsignedString((int) value);
            case UNSIGNED_LONG -> Long.toUnsignedString(value);
            case DECIMAL -> {
                BigInteger low = BigInteger.valueOf(words[0]).mod(TWO_TO_64);
                BigInteger unscaled = BigInteger.valueOf(words[1]).shiftLeft(64).or(low);
                yield new BigDecimal(unscaled, type.scale()).toPlainString();
            }
            case DATE -> {
                int day = (int) value;
                yield LocalDate.ofEpochDay(day).toString();
            }
            case TIME -> {
                long nanos = value * ((DataType.Time) type).resolution().nanos();
                yield DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nanos));
            }
            case TIMESTAMP -> timestamp(value, (DataType.Timestamp) type);
            case DURATION -> {
                Resolution unit = ((DataType.Duration) type).resolution();
                long seconds = Math.floorDiv(value, unit.perSecond());
                yield Duration.ofSeconds(seconds, Math.floorMod(value, unit.perSecond()) * unit.nanos())
                        .toString();
            }
            default -> null;
        };
    }

    private static String timestamp(long value, DataType.Timestamp type) {
        Resolution unit = type.resolution();
        long seconds = Math.floorDiv(value, unit.perSecond());
        if (Math.abs(seconds / 86_400 / 366) > 900_000_000) {
            return null;
        }
        int nanos = (int) (Math.floorMod(value, unit.perSecond()) * unit.nanos());
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + (type.isUtc() ? "Z" : "");
    }

    @ParameterizedTest
    @EnumSource(RoundingMode.class)
    void decimalsOfAnyLengthAreRoundedOrSaidNotToFit(RoundingMode rounding) {
        Random random = Seeds.random(SEED + 1);
        NumberReader reader = new NumberReader(rounding);
        RoundingMode mode = rounding == RoundingMode.UNNECESSARY ? RoundingMode.DOWN : rounding;
        for (int round = 0; round < 200_000; round++) {
            String text = new BigInteger(1 + random.nextInt(220), random).toString();
            int point = random.nextInt(text.length() + 1);
            text = (random.nextBoolean() ? "-" : "") + text.substring(0, point) + "." + text.substring(point);
            text += random.nextInt(3) == 0 ? "e" + (random.nextInt(90) - 45) : "";
            int precision = 1 + random.nextInt(38);
            int scale = random.nextInt(precision + 1);
            BigDecimal value = new BigDecimal(text);
            BigInteger expected = value.setScale(scale, mode).unscaledValue();
            boolean fits = expected.abs().compareTo(BigInteger.TEN.pow(precision)) < 0;
            boolean read = reader.scan(texts.of(text), texts.length()) && reader.asScaled(scale, precision);
            assertThat(read).as("%s as decimal(%d, %d)", text, precision, scale).isEqualTo(fits);
            if (fits) {
                BigInteger low = BigInteger.valueOf(reader.low()).mod(TWO_TO_64);
                assertThat(BigInteger.valueOf(reader.high()).shiftLeft(64).or(low))
                        .as(text)
                        .isEqualTo(expected);
                assertThat(reader.isExact()).as(text).isEqualTo(value.compareTo(new BigDecimal(expected, scale)) == 0);
            }
        }
    }

    @Test
    void durationsAreReadAsJavaReadsThem() {
        DurationReader reader = new DurationReader();
        for (String text : new String[] {
            "PT0S",
            "P1D",
            "-P1D",
            "P1DT2H3M4.5S",
            "pt1h",
            "PT-1H",
            "-PT-1H+2M",
            "PT-0.5S",
            "PT.5S",
            "P",
            "PT",
            "P1DT",
            "P1D1D",
            "P1H",
            "PT1S1M",
            "PT1.S",
            "PT1,25S",
            "PT0.1234567891S",
            "PT1.5M",
            "P1W",
            "",
            "1S",
            "PT999999999999H",
            "PT9999999999999999999S",
            "PT-9223372036.854775808S",
            "PT9223372036.854775808S",
            "P+1D",
            "PT1H 2M"
        }) {
            Long expected;
            try {
                expected = Duration.parse(text).toNanos();
            } catch (java.time.DateTimeException | ArithmeticException none) {
                expected = null;
            }
            boolean read = reader.read(texts.of(text), texts.length(), 9);
            assertThat(read ? (Long) reader.value() : null).as(text).isEqualTo(expected);
        }
    }

    @Test
    void bytesAreHexadecimal() {
        long bytes = texts.of("\u0000\u007f\u00ff\u00a5");
        assertThat(texts.formatted(10, out -> BinaryFormatter.format(bytes, 4, out)))
                .isEqualTo("0x007fffa5");
        assertThat(texts.formatted(2, out -> BinaryFormatter.format(bytes, 0, out)))
                .isEqualTo("0x");
        assertThat(BinaryFormatter.parse(texts.of("0X007FffA5"), texts.length(), texts.value()))
                .isTrue();
        assertThat(UnsafeApi.getInt(texts.value())).isEqualTo(0xA5FF7F00);
        for (String text : new String[] {"", "0", "00", "0x0", "0xg0", "x00", "0x0 "}) {
            assertThat(BinaryFormatter.parse(texts.of(text), texts.length(), texts.value()))
                    .as(text)
                    .isFalse();
        }
    }

    @Test
    void whatAFormHasNoRoomForIsSaid() {
        TimeReader reader = new TimeReader();
        assertThat(reader.readTimestamp(texts.of("1995-01-31 23:59:58.1234567Z"), texts.length(), 6))
                .isTrue();
        assertThat(reader.isExact()).isFalse();
        assertThat(reader.readTimestamp(texts.of("1995-01-31 23:59:58.123456000000"), texts.length(), 6))
                .isTrue();
        assertThat(reader.isExact()).isTrue();
        assertThat(reader.readDate(texts.of("1995-01-31 00:00"), texts.length()))
                .isTrue();
        assertThat(reader.isExact()).isTrue();
        assertThat(reader.readDate(texts.of("1995-01-31 00:01"), texts.length()))
                .isTrue();
        assertThat(reader.isExact()).isFalse();
        for (String text : new String[] {
            "1995-02-29", "195-01-01", "1995-13-01", "1995-01-32", "1995-01-31x", "", "-", "1995-01-31T24:00"
        }) {
            assertThat(reader.readTimestamp(texts.of(text), texts.length(), 6))
                    .as(text)
                    .isFalse();
        }
        assertThat(reader.readTimestamp(texts.of("2300-01-01"), texts.length(), 9))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("types")
    void nothingIsAllocatedForAValue(DataType type) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = Seeds.random(SEED);
        ValueFormatter formatter = ValueFormatter.of(type);
        ValueReader reader = ValueReader.of(type);
        long values = texts.value();
        int rows = 500;
        for (int row = 0; row < rows; row++) {
            long[] words = randomValue(type, random, row);
            UnsafeApi.putLong(values + 16L * row, words[0]);
            UnsafeApi.putLong(values + 16L * row + 8, words[1]);
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int row = 0; row < rows; row++) {
                long text = values + (1 << 14);
                long value = values + 16L * row;
                long end = formatter.format(value, 0, text);
                reader.read(text, (int) (end - text), value, 0);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }
}
