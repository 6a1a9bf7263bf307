package dev.peristyle.internal.expression.kernel;

import org.agrona.UnsafeApi;

/** Writes values as ASCII text and returns the number of bytes. */
public final class ValueFormat {

    /** No value takes more. */
    public static final int MOST_BYTES = 64;

    private static final long SECOND = 1_000_000L;
    private static final long DAY = 24 * 3600 * SECOND;

    private ValueFormat() {}

    /**
     * Writes true or false.
     *
     * @param value the value
     * @param target where to write
     * @return the bytes written
     */
    public static int writeBoolean(boolean value, long target) {
        return write(value ? "true" : "false", target);
    }

    /**
     * Writes an integer with a decimal point before its last digits.
     *
     * @param value the value
     * @param scale digits after the decimal point, 0 for none
     * @param target where to write
     * @return the bytes written
     */
    public static int writeDecimal(long value, int scale, long target) {
        int length = 0;
        if (value < 0) {
            UnsafeApi.putByte(target, (byte) '-');
            length++;
        }
        int digits = Math.max(digitsOf(value), scale + 1);
        int end = length + digits + (scale > 0 ? 1 : 0);
        long rest = value;
        for (int position = end - 1; position >= length; position--) {
            if (scale > 0 && end - 1 - position == scale) {
                UnsafeApi.putByte(target + position, (byte) '.');
            } else {
                UnsafeApi.putByte(target + position, (byte) ('0' + Math.abs(rest % 10)));
                rest /= 10;
            }
        }
        return end;
    }

    private static int digitsOf(long value) {
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /**
     * Writes a date as {@code 1995-01-31}.
     *
     * @param day days since 1970-01-01
     * @param target where to write
     * @return the bytes written
     */
    public static int writeDate(long day, long target) {
        long civil = Calendar.civil(day);
        int year = Calendar.year(civil);
        int length = 0;
        if (year < 0) {
            UnsafeApi.putByte(target, (byte) '-');
            length++;
        }
        length += padded(Math.abs((long) year), Math.max(4, digitsOf(year)), target + length);
        UnsafeApi.putByte(target + length++, (byte) '-');
        length += padded(Calendar.month(civil), 2, target + length);
        UnsafeApi.putByte(target + length++, (byte) '-');
        return length + padded(Calendar.dayOfMonth(civil), 2, target + length);
    }

    /**
     * Writes a timestamp as {@code 1995-01-31 23:59:58.5}, the fraction as short as it can be.
     *
     * @param micros microseconds since 1970-01-01T00:00:00
     * @param utc whether to add {@code +00}
     * @param target where to write
     * @return the bytes written
     */
    public static int writeTimestamp(long micros, boolean utc, long target) {
        long day = Math.floorDiv(micros, DAY);
        long ofDay = micros - day * DAY;
        long seconds = ofDay / SECOND;
        int length = writeDate(day, target);
        UnsafeApi.putByte(target + length++, (byte) ' ');
        length += padded(seconds / 3600, 2, target + length);
        UnsafeApi.putByte(target + length++, (byte) ':');
        length += padded(seconds / 60 % 60, 2, target + length);
        UnsafeApi.putByte(target + length++, (byte) ':');
        length += padded(seconds % 60, 2, target + length);
        long fraction = ofDay % SECOND;
        if (fraction != 0) {
            int digits = 6;
            while (fraction % 10 == 0) {
                fraction /= 10;
                digits--;
            }
            UnsafeApi.putByte(target + length++, (byte) '.');
            length += padded(fraction, digits, target + length);
        }
        return utc ? length + write("+00", target + length) : length;
    }

    private static int padded(long value, int digits, long target) {
        long rest = value;
        for (int position = digits - 1; position >= 0; position--) {
            UnsafeApi.putByte(target + position, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        return digits;
    }

    /**
     * Writes the shortest number that reads back as the same binary64. Allocates.
     *
     * @param value the value
     * @param target where to write
     * @return the bytes written
     */
    public static int writeDouble(double value, long target) {
        return write(FloatingText.of(Double.toString(value)), target);
    }

    /**
     * Writes the shortest number that reads back as the same binary32. Allocates.
     *
     * @param value the value
     * @param target where to write
     * @return the bytes written
     */
    public static int writeFloat(float value, long target) {
        return write(FloatingText.of(Float.toString(value)), target);
    }

    private static int write(String ascii, long target) {
        for (int position = 0; position < ascii.length(); position++) {
            UnsafeApi.putByte(target + position, (byte) ascii.charAt(position));
        }
        return ascii.length();
    }
}
