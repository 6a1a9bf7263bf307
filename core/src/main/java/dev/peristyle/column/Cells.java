package dev.peristyle.column;

import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Conversions of single values that columns and cells share. */
final class Cells {

    private static final long MICROS = 1_000_000L;
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    /** The integers up to this one are doubles. */
    private static final long EXACT_DOUBLE = 1L << 53;

    /** Bytes of the array of a view at least, so that most texts of a column fit into the first one. */
    private static final int MIN_VIEW = 64;

    private Cells() {}

    static double decimalToDouble(long unscaled, int scale) {
        // both operands are exact, so the one rounding of the division gives the nearest double
        if (Math.abs(unscaled) <= EXACT_DOUBLE) {
            return unscaled / PowersOfTen.asDouble(scale);
        }
        return BigDecimal.valueOf(unscaled, scale).doubleValue();
    }

    static byte[] bytes(long address, int length) {
        byte[] bytes = new byte[length];
        for (int position = 0; position < length; position++) {
            bytes[position] = UnsafeApi.getByte(address + position);
        }
        return bytes;
    }

    static String text(long address, int length) {
        return new String(bytes(address, length), StandardCharsets.UTF_8);
    }

    /** An unsigned integer of 64 bits. */
    static BigInteger unsigned(long bits) {
        BigInteger signed = BigInteger.valueOf(bits);
        return bits >= 0 ? signed : signed.add(TWO_TO_64);
    }

    /** A signed integer of 128 bits. */
    static BigInteger wide(long high, long low) {
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).or(unsigned(low));
    }

    /** Says whether {@link #micros} is exact. */
    static boolean isWholeMicros(long units, Resolution resolution) {
        if (resolution == Resolution.NANOS) {
            return units % 1000 == 0;
        }
        long factor = MICROS / resolution.perSecond();
        return units * factor / factor == units;
    }

    static long micros(long units, Resolution resolution) {
        return resolution == Resolution.NANOS ? units / 1000 : units * (MICROS / resolution.perSecond());
    }

    static Instant instant(long units, Resolution resolution) {
        long perSecond = resolution.perSecond();
        return Instant.ofEpochSecond(
                Math.floorDiv(units, perSecond), Math.floorMod(units, perSecond) * resolution.nanos());
    }

    static LocalDateTime localDateTime(long units, Resolution resolution) {
        return LocalDateTime.ofInstant(instant(units, resolution), ZoneOffset.UTC);
    }

    static LocalTime localTime(long units, Resolution resolution) {
        return LocalTime.ofNanoOfDay(units * resolution.nanos());
    }

    static Duration duration(long units, Resolution resolution) {
        long perSecond = resolution.perSecond();
        return Duration.ofSeconds(
                Math.floorDiv(units, perSecond), Math.floorMod(units, perSecond) * resolution.nanos());
    }

    /**
     * Copies bytes into an array of a view.
     *
     * @param own the array of an earlier copy; used again if the view still shows it
     * @return the array that the view shows now
     */
    static byte[] copy(long address, int length, UnsafeBuffer view, byte[] own) {
        byte[] array = own;
        if (array == null || view.byteArray() != array || array.length < length) {
            array = new byte[Math.max(length, MIN_VIEW)];
        }
        for (int position = 0; position < length; position++) {
            array[position] = UnsafeApi.getByte(address + position);
        }
        view.wrap(array, 0, length);
        return array;
    }

    static IllegalStateException isNull(Field field, long row) {
        return new IllegalStateException("column '" + field.name() + "' is null in row " + row + "; ask isNull first");
    }
}
