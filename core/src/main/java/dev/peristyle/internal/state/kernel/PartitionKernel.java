package dev.peristyle.internal.state.kernel;

import org.agrona.UnsafeApi;

/** Puts rows or groups into parts by some bits of their hashes. */
public final class PartitionKernel {

    private PartitionKernel() {}

    /**
     * Counts how many belong to each part.
     *
     * @param rows address of the four-byte numbers of the rows; 0 for {@code 0, 1, 2 …}
     * @param shift the lowest of the bits
     * @param counts one for each part, a power of two; added to
     */
    public static void count(int count, long rows, long hashes, int shift, int[] counts) {
        int mask = counts.length - 1;
        for (int entry = 0; entry < count; entry++) {
            int row = rows == 0 ? entry : UnsafeApi.getInt(rows + 4L * entry);
            counts[(int) (UnsafeApi.getLong(hashes + 8L * row) >>> shift) & mask]++;
        }
    }

    /**
     * Lists what belongs to each part, one part after the other.
     *
     * @param rows address of the four-byte numbers of the rows; 0 for {@code 0, 1, 2 …}
     * @param shift the lowest of the bits
     * @param next where the next number of each part goes; moved on
     * @param listed address of the numbers
     */
    public static void list(int count, long rows, long hashes, int shift, int[] next, long listed) {
        int mask = next.length - 1;
        for (int entry = 0; entry < count; entry++) {
            int row = rows == 0 ? entry : UnsafeApi.getInt(rows + 4L * entry);
            int part = (int) (UnsafeApi.getLong(hashes + 8L * row) >>> shift) & mask;
            UnsafeApi.putInt(listed + 4L * next[part], row);
            next[part]++;
        }
    }

    /** As {@link #list}, of numbers that have hashes in the same order. */
    public static void listOf(int count, long numbers, long hashes, int shift, int[] next, long listed) {
        int mask = next.length - 1;
        for (int entry = 0; entry < count; entry++) {
            int part = (int) (UnsafeApi.getLong(hashes + 8L * entry) >>> shift) & mask;
            UnsafeApi.putInt(listed + 4L * next[part], UnsafeApi.getInt(numbers + 4L * entry));
            next[part]++;
        }
    }
}
