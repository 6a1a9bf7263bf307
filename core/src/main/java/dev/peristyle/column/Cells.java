package dev.peristyle.column;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.agrona.UnsafeApi;

/** Single values read by the type of their column: the conversions that {@link RowView} and {@link TableColumn} share. */
final class Cells {

    private static final long MICROS = 1_000_000L;

    /** The integers up to this one are doubles. */
    private static final long EXACT_DOUBLE = 1L << 53;

    private static final double[] POWERS_OF_TEN = new double[DataType.MAX_DECIMAL_PRECISION + 1];

    static {
        double power = 1;
        for (int exponent = 0; exponent < POWERS_OF_TEN.length; exponent++) {
            POWERS_OF_TEN[exponent] = power;
            power *= 10;
        }
    }

    private Cells() {}

    static boolean isSet(long bitmap, int row) {
        return (UnsafeApi.getByte(bitmap + (row >> 3)) >>> (row & 7) & 1) != 0;
    }

    static boolean getBoolean(Field field, long values, int row) {
        if (field.type().kind() != DataType.Kind.BOOLEAN) {
            throw mismatch(field, "boolean");
        }
        return isSet(values, row);
    }

    static int getInt(Field field, long values, int row) {
        if (field.type().kind() != DataType.Kind.INT) {
            throw mismatch(field, "int");
        }
        return UnsafeApi.getInt(values + 4L * row);
    }

    static long getLong(Field field, long values, int row) {
        return switch (field.type().kind()) {
            case LONG -> UnsafeApi.getLong(values + 8L * row);
            case INT -> UnsafeApi.getInt(values + 4L * row);
            default -> throw mismatch(field, "long");
        };
    }

    static float getFloat(Field field, long values, int row) {
        if (field.type().kind() != DataType.Kind.FLOAT) {
            throw mismatch(field, "float");
        }
        return Float.intBitsToFloat(UnsafeApi.getInt(values + 4L * row));
    }

    static double getDouble(Field field, long values, int row) {
        return switch (field.type().kind()) {
            case DOUBLE -> Double.longBitsToDouble(UnsafeApi.getLong(values + 8L * row));
            case FLOAT -> Float.intBitsToFloat(UnsafeApi.getInt(values + 4L * row));
            case INT -> UnsafeApi.getInt(values + 4L * row);
            case LONG -> UnsafeApi.getLong(values + 8L * row);
            case DECIMAL ->
                decimalToDouble(
                        UnsafeApi.getLong(values + 8L * row), field.type().scale());
            default -> throw mismatch(field, "double");
        };
    }

    static double decimalToDouble(long unscaled, int scale) {
        // both operands are exact, so the one rounding of the division gives the nearest double
        if (Math.abs(unscaled) <= EXACT_DOUBLE) {
            return unscaled / POWERS_OF_TEN[scale];
        }
        return BigDecimal.valueOf(unscaled, scale).doubleValue();
    }

    static long getUnscaled(Field field, long values, int row) {
        if (field.type().kind() != DataType.Kind.DECIMAL) {
            throw mismatch(field, "unscaled decimal");
        }
        return UnsafeApi.getLong(values + 8L * row);
    }

    static BigDecimal getDecimal(Field field, long values, int row) {
        return switch (field.type().kind()) {
            case DECIMAL, LONG ->
                BigDecimal.valueOf(
                        UnsafeApi.getLong(values + 8L * row), field.type().scale());
            case INT -> BigDecimal.valueOf(UnsafeApi.getInt(values + 4L * row));
            default -> throw mismatch(field, "decimal");
        };
    }

    static int getEpochDay(Field field, long values, int row) {
        if (field.type().kind() != DataType.Kind.DATE) {
            throw mismatch(field, "date");
        }
        return UnsafeApi.getInt(values + 4L * row);
    }

    static long getEpochMicros(Field field, long values, int row) {
        if (field.type().kind() != DataType.Kind.TIMESTAMP) {
            throw mismatch(field, "timestamp");
        }
        return UnsafeApi.getLong(values + 8L * row);
    }

    static void checkText(Field field) {
        if (field.type().kind() != DataType.Kind.STRING) {
            throw mismatch(field, "string");
        }
    }

    static String text(long address, int length) {
        byte[] bytes = new byte[length];
        for (int position = 0; position < length; position++) {
            bytes[position] = UnsafeApi.getByte(address + position);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static Instant instant(long epochMicros) {
        return Instant.ofEpochSecond(Math.floorDiv(epochMicros, MICROS), Math.floorMod(epochMicros, MICROS) * 1000);
    }

    static LocalDateTime localDateTime(long epochMicros) {
        return LocalDateTime.ofInstant(instant(epochMicros), ZoneOffset.UTC);
    }

    static IllegalStateException isNull(Field field, long row) {
        return new IllegalStateException("column '" + field.name() + "' is null in row " + row + "; ask isNull first");
    }

    private static IllegalArgumentException mismatch(Field field, String wanted) {
        return new IllegalArgumentException("column '" + field.name() + "' is of type " + field.type()
                + ", which does not convert to " + wanted + " without loss");
    }
}
