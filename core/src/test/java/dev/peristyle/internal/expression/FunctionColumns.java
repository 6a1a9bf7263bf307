package dev.peristyle.internal.expression;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The rows that {@link DuckDbFunctions} are tried on: a sixth of the values are null, a third are edges of their type. */
final class FunctionColumns {

    static final Schema SCHEMA = Schema.builder()
            .add("i1", DataType.INT)
            .add("i2", DataType.INT)
            .add("l1", DataType.LONG)
            .add("l2", DataType.LONG)
            // from -9 to 9
            .add("small", DataType.INT)
            // from 0 to 62
            .add("bit", DataType.INT)
            .add("byte1", DataType.BYTE)
            .add("u1", DataType.UNSIGNED_INT)
            .add("f1", DataType.FLOAT)
            .add("d1", DataType.DOUBLE)
            .add("d2", DataType.DOUBLE)
            // from -1.5 to 1.5
            .add("unit", DataType.DOUBLE)
            // from -1000 to 1000 with three digits after the point
            .add("price", DataType.DOUBLE)
            .add("p1", DataType.decimal(9, 4))
            .add("w1", DataType.decimal(30, 6))
            .add("s1", DataType.STRING)
            .add("s2", DataType.STRING)
            // of ASCII only
            .add("a1", DataType.STRING)
            .add("c1", DataType.DATE)
            .add("c2", DataType.DATE)
            .add("ts", DataType.localTimestamp(Resolution.SECONDS))
            .add("tm", DataType.localTimestamp(Resolution.MILLIS))
            .add("tu", DataType.LOCAL_TIMESTAMP)
            .add("tu2", DataType.LOCAL_TIMESTAMP)
            .add("tn", DataType.localTimestamp(Resolution.NANOS))
            .add("zu", DataType.TIMESTAMP)
            .build();

    private static final long SECONDS_PER_DAY = 86_400;

    private static final String[] PIECES = {
        "a", "b", "A", "B", " ", ",", ".", "-", "%", "_", "é", "Ö", "ß", "日", "😀", "ab", "abc", "x1", "12", "\\", "(",
        ")"
    };

    private final Random random;

    FunctionColumns(Random random) {
        this.random = random;
    }

    List<List<Object>> columns(int rows) {
        List<List<Object>> columns = new ArrayList<>();
        for (Field field : SCHEMA.fields()) {
            Object[] values = new Object[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = random.nextInt(6) == 0 ? null : value(field.name());
            }
            columns.add(Arrays.asList(values));
        }
        return columns;
    }

    private Object value(String column) {
        return switch (column) {
            case "i1", "i2" ->
                pick(random.nextInt(), random.nextInt(20) - 10, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1);
            case "l1", "l2" ->
                pick(random.nextLong(), random.nextInt(20) - 10L, Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L);
            case "small" -> random.nextInt(19) - 9;
            case "bit" -> random.nextInt(63);
            case "byte1" -> pick(random.nextInt(256) - 128, -128, 127, 0);
            case "u1" -> pick(random.nextInt() & 0xFFFF_FFFFL, 0L, 0xFFFF_FFFFL, (long) random.nextInt(9));
            case "f1" ->
                pick(random.nextFloat() * 100 - 50, 0f, -0f, Float.NaN, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, 2.5f);
            case "d1", "d2" ->
                pick(
                        random.nextDouble() * 100 - 50,
                        random.nextGaussian() * 1e6,
                        0.0,
                        -0.0,
                        Double.NaN,
                        Double.MAX_VALUE,
                        Double.MIN_VALUE,
                        Double.NEGATIVE_INFINITY,
                        1.0,
                        -2.5);
            case "unit" -> pick(random.nextDouble() * 3 - 1.5, 1.0, -1.0, 0.0);
            case "price" -> (random.nextInt(2_000_000) - 1_000_000) / 1000.0;
            case "p1" -> pick((long) random.nextInt(2_000_000) - 1_000_000, 999_999_999L, -999_999_999L, 0L, 5000L);
            case "w1" -> new BigInteger(80, random).multiply(BigInteger.valueOf(random.nextInt(3) - 1L));
            case "s1", "s2" -> text(PIECES.length);
            case "a1" -> text(10);
            case "c1", "c2" -> date();
            case "ts" -> second();
            case "tm" -> second() * 1000 + random.nextInt(1000);
            case "tu", "tu2", "zu" -> second() * 1_000_000 + random.nextInt(1_000_000);
            case "tn" -> second() * 1_000_000_000 + random.nextInt(1_000_000_000);
            default -> throw new IllegalArgumentException(column);
        };
    }

    private String text(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(6); left > 0; left--) {
            text.append(PIECES[random.nextInt(pieces)]);
        }
        return text.toString();
    }

    /** Days of the years from 1 to 9999, often the first or last of a month or year. */
    private int date() {
        LocalDate any = LocalDate.of(1 + random.nextInt(9998), 1 + random.nextInt(12), 1 + random.nextInt(28));
        LocalDate near = LocalDate.of(1990 + random.nextInt(40), 1 + random.nextInt(12), 1 + random.nextInt(28));
        LocalDate day = (LocalDate)
                pick(any, near, near.withDayOfMonth(1), near.withDayOfMonth(1).minusDays(1));
        return (int) (random.nextInt(4) == 0 ? day.withDayOfYear(1 + random.nextInt(3)) : day).toEpochDay();
    }

    /** Of the years from 1800 to 2200, which nanoseconds reach too. */
    private long second() {
        long day = random.nextInt(146_097) - 62_091L;
        long second = random.nextInt((int) SECONDS_PER_DAY);
        return (Long) pick(day * SECONDS_PER_DAY + second, day * SECONDS_PER_DAY, day * SECONDS_PER_DAY - 1, 0L, -1L);
    }

    private Object pick(Object... values) {
        return values[random.nextInt(values.length)];
    }
}
