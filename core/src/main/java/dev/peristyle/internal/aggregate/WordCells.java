package dev.peristyle.internal.aggregate;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** Single values of up to 64 bits, bits among them, in the memory of a column. See {@link WordAccess}. */
final class WordCells {

    private WordCells() {}

    /** Loads a value: integers with their sign, floating-point numbers as their bits. */
    static long load(Layout layout, long values, int row) {
        return layout == Layout.BIT
                ? Bits.at(values, row)
                : WordAccess.of(layout).loadRow(values, row);
    }

    /** Stores a value as {@link #load} gives it. */
    static void store(Layout layout, long values, int row, long word) {
        if (layout == Layout.BIT) {
            setBit(values, row, word != 0);
        } else {
            WordAccess.of(layout).storeRow(values, row, word);
        }
    }

    /** Stores a value by its place in the order of its type. */
    static void storeOrdered(Layout layout, long values, int row, long place) {
        if (layout == Layout.BIT) {
            setBit(values, row, place != 0);
        } else {
            WordAccess access = WordAccess.of(layout);
            access.storeRow(values, row, access.ofOrder(place));
        }
    }

    /** Sets or clears the bit of a row. */
    static void setBit(long bits, int row, boolean set) {
        long address = bits + (row >> 3);
        int bit = 1 << (row & 7);
        int old = UnsafeApi.getByte(address);
        UnsafeApi.putByte(address, (byte) (set ? old | bit : old & ~bit));
    }
}
