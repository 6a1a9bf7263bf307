package dev.peristyle.internal.spill;

import java.util.ArrayDeque;

/**
 * Shares out a file in extents of 256 KB times a power of two, which are used again once they are given back. How much of the
 * file has been written is known to the byte, because the system has no blocks for what never was. Not thread-safe.
 */
final class SpillExtents {

    /** The smallest extent. */
    static final long SMALLEST = 256 << 10;

    /** Extents by the logarithm of their size; only of what has been given back. */
    private final ArrayDeque<Extent>[] free;

    private long end;
    private long written;
    private int taken;

    /** A stretch of the file. */
    static final class Extent {
        final long start;
        final long size;
        /** How much of it has ever been written. */
        private long written;
        /** How much of it is in use, by whoever has taken it. */
        long used;
        /** The bytes in it that somebody may still read. */
        long live;

        Extent(long start, long size) {
            this.start = start;
            this.size = size;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays have no type parameters
    SpillExtents() {
        free = new ArrayDeque[Long.SIZE];
        for (int power = 0; power < free.length; power++) {
            free[power] = new ArrayDeque<>(0);
        }
    }

    /** Takes an extent of at least so many bytes. */
    Extent take(long bytes) {
        long size = Math.max(SMALLEST, Long.highestOneBit(bytes - 1) << 1);
        Extent extent = free[Long.numberOfTrailingZeros(size)].poll();
        if (extent == null) {
            extent = new Extent(end, size);
            end += size;
        }
        extent.used = 0;
        extent.live = 0;
        taken++;
        return extent;
    }

    /** Gives an extent back; true if none is taken any more, and the file can begin anew. */
    boolean giveBack(Extent extent) {
        taken--;
        if (taken > 0) {
            free[Long.numberOfTrailingZeros(extent.size)].push(extent);
            return false;
        }
        for (ArrayDeque<Extent> extents : free) {
            extents.clear();
        }
        end = 0;
        written = 0;
        return true;
    }

    /** How much the file grows if so many of an extent's bytes are used. */
    long growth(Extent extent, long bytes) {
        return Math.max(0, extent.used + bytes - extent.written);
    }

    /** Uses more bytes of an extent. */
    void use(Extent extent, long bytes) {
        written += growth(extent, bytes);
        extent.used += bytes;
        extent.live += bytes;
        extent.written = Math.max(extent.written, extent.used);
    }

    /** What the file takes on the disk. */
    long written() {
        return written;
    }
}
