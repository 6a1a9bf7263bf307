package dev.peristyle.internal.kernel;

import org.agrona.UnsafeApi;

/**
 * Values at given places of an array whose values lie {@code stride} bytes apart: {@code indexes} is the address of eight-byte
 * numbers, all of them checked before.
 */
public final class IndexKernel {

    private IndexKernel() {}

    /**
     * Takes the values at some places together.
     *
     * @param bytes 1, 2, 4 or 8
     */
    public static void gather(int bytes, long source, long stride, long indexes, int count, long target) {
        switch (bytes) {
            case 1 -> {
                for (int row = 0; row < count; row++) {
                    UnsafeApi.putByte(target + row, UnsafeApi.getByte(at(source, stride, indexes, row)));
                }
            }
            case 2 -> {
                for (int row = 0; row < count; row++) {
                    UnsafeApi.putShort(target + 2L * row, UnsafeApi.getShort(at(source, stride, indexes, row)));
                }
            }
            case 4 -> {
                for (int row = 0; row < count; row++) {
                    UnsafeApi.putInt(target + 4L * row, UnsafeApi.getInt(at(source, stride, indexes, row)));
                }
            }
            default -> {
                for (int row = 0; row < count; row++) {
                    UnsafeApi.putLong(target + 8L * row, UnsafeApi.getLong(at(source, stride, indexes, row)));
                }
            }
        }
    }

    /**
     * Puts values to some places; of several for one place the last stays.
     *
     * @param bytes 1, 2, 4 or 8
     */
    public static void scatter(int bytes, long values, int count, long indexes, long target, long stride) {
        switch (bytes) {
            case 1 -> {
                for (int row = 0; row < count; row++) {
                    UnsafeApi.putByte(at(target, stride, indexes, row), UnsafeApi.getByte(values + row));
                }
            }
            case 2 -> {
                for (int row = 0; row < count; row++) {
                    UnsafeApi.putShort(at(target, stride, indexes, row), UnsafeApi.getShort(values + 2L * row));
                }
            }
            case 4 -> {
                for (int row = 0; row < count; row++) {
                    UnsafeApi.putInt(at(target, stride, indexes, row), UnsafeApi.getInt(values + 4L * row));
                }
            }
            default -> {
                for (int row = 0; row < count; row++) {
                    UnsafeApi.putLong(at(target, stride, indexes, row), UnsafeApi.getLong(values + 8L * row));
                }
            }
        }
    }

    private static long at(long array, long stride, long indexes, int row) {
        return array + stride * UnsafeApi.getLong(indexes + 8L * row);
    }

    /** The first of some words that is a given one, or -1. */
    public static int indexOf(long word, long words, int count) {
        for (int row = 0; row < count; row++) {
            if (UnsafeApi.getLong(words + 8L * row) == word) {
                return row;
            }
        }
        return -1;
    }

    /** The first of some words that is not in {@code [min, max]}, or -1. */
    public static int outside(long min, long max, long words, int count) {
        for (int row = 0; row < count; row++) {
            long word = UnsafeApi.getLong(words + 8L * row);
            if (word < min | word > max) {
                return row;
            }
        }
        return -1;
    }

    /**
     * Lists the words that are not the one before them.
     *
     * @param before the word before the first one, where {@code any} says that there is one
     * @param rows address of room for {@code count} four-byte numbers
     * @return how many were listed
     */
    public static int changes(boolean any, long before, long words, int count, long rows) {
        int listed = 0;
        long last = before;
        for (int row = 0; row < count; row++) {
            long word = UnsafeApi.getLong(words + 8L * row);
            if (word != last || row == 0 && !any) {
                UnsafeApi.putInt(rows + 4L * listed++, row);
            }
            last = word;
        }
        return listed;
    }

    /**
     * Counts numbers by which of some equal parts of {@code [min, max]} they are in; the last part has its end, and numbers outside
     * are in none.
     *
     * @param counts address of the eight-byte counters
     * @param stride bytes from one counter to the next
     */
    public static void histogram(double min, double max, long values, int rows, long counts, long parts, long stride) {
        double width = max - min;
        for (int row = 0; row < rows; row++) {
            double value = UnsafeApi.getDouble(values + 8L * row);
            if (value >= min && value <= max) {
                long part = Math.min(parts - 1, (long) ((value - min) / width * parts));
                long counter = counts + stride * part;
                UnsafeApi.putLong(counter, UnsafeApi.getLong(counter) + 1);
            }
        }
    }
}
