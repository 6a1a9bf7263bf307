package dev.peristyle.internal.sort.kernel;

import org.agrona.UnsafeApi;

/** Makes entries. */
public final class EntryKernel {

    private EntryKernel() {}

    /**
     * Writes the row numbers from 0 on.
     *
     * @param count entries
     */
    public static void number(long entries, long count) {
        for (long row = 0; row < count; row++) {
            UnsafeApi.putLong(entries + (row << 4) + 8, row);
        }
    }
}
