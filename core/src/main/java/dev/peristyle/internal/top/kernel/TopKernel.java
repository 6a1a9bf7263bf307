package dev.peristyle.internal.top.kernel;

import org.agrona.UnsafeApi;

/** Loops over rows and what is known of their groups. */
public final class TopKernel {

    private TopKernel() {}

    /**
     * Chooses the rows that can be among the first ones of their group, so far, and remembers the smallest words of each group.
     *
     * @param groups address of the four-byte number of the group of each row
     * @param entries address of an entry of 16 bytes for each row, its word first
     * @param drops whether a row that has the word of the last one is not among the first ones
     * @param most how many rows of a group are wanted
     * @param counts address of how many words of each group are remembered, four bytes each
     * @param words address of the words of each group, {@code most} of them, ascending without sign
     * @param chosen address of room for the four-byte numbers of the chosen rows
     * @return how many were chosen
     */
    public static int choose(
            int rows, long groups, long entries, boolean drops, int most, long counts, long words, long chosen) {
        int found = 0;
        for (int row = 0; row < rows; row++) {
            long group = UnsafeApi.getInt(groups + 4L * row);
            long word = UnsafeApi.getLong(entries + 16L * row);
            int count = UnsafeApi.getInt(counts + 4 * group);
            long first = words + 8 * group * most;
            if (count == most) {
                int order = Long.compareUnsigned(word, UnsafeApi.getLong(first + 8L * (most - 1)));
                if (order > 0 || order == 0 && drops) {
                    continue;
                }
                count--;
            } else {
                UnsafeApi.putInt(counts + 4 * group, count + 1);
            }
            long place = first + 8L * count;
            while (place > first && Long.compareUnsigned(UnsafeApi.getLong(place - 8), word) > 0) {
                UnsafeApi.putLong(place, UnsafeApi.getLong(place - 8));
                place -= 8;
            }
            UnsafeApi.putLong(place, word);
            UnsafeApi.putInt(chosen + 4L * found, row);
            found++;
        }
        return found;
    }

    /**
     * Chooses the first rows of each run.
     *
     * @param starts address of a byte for each row, 1 where a run begins
     * @param most how many rows of a run are wanted
     * @param before how many rows of the run that goes on came before
     * @param chosen address of room for the four-byte numbers of the chosen rows, and one more
     * @return how many were chosen
     */
    public static int firstOfRuns(int rows, long starts, long most, long before, long chosen) {
        int found = 0;
        long place = before;
        for (int row = 0; row < rows; row++) {
            if (UnsafeApi.getByte(starts + row) != 0) {
                place = 0;
            }
            UnsafeApi.putInt(chosen + 4L * found, row);
            found += place < most ? 1 : 0;
            place++;
        }
        return found;
    }

    /**
     * Counts the rows of the last run.
     *
     * @param starts address of a byte for each row, 1 where a run begins
     * @param before how many rows of the run that goes on came before
     * @return rows, those before included
     */
    public static long lastRun(int rows, long starts, long before) {
        int row = rows - 1;
        while (row >= 0 && UnsafeApi.getByte(starts + row) == 0) {
            row--;
        }
        return row < 0 ? before + rows : rows - row;
    }

    /**
     * Writes for each row the number of the first row of its run.
     *
     * @param starts address of a byte for each row, 1 where a run begins
     * @param numbers address of the eight-byte numbers of the rows
     * @param before the number of the first row of the run that goes on
     * @param into address of room for eight bytes a row
     * @return the number of the first row of the last run
     */
    public static long spread(int rows, long starts, long numbers, long before, long into) {
        long first = before;
        for (int row = 0; row < rows; row++) {
            if (UnsafeApi.getByte(starts + row) != 0) {
                first = UnsafeApi.getLong(numbers + 8L * row);
            }
            UnsafeApi.putLong(into + 8L * row, first);
        }
        return first;
    }
}
