package dev.peristyle.internal.spill;

import dev.peristyle.spi.SpillFile;
import java.util.Arrays;

/**
 * Records in extents of the file of a run. Extents grow with what is written, so that many small files take little and a large
 * one is remembered in 24 bytes and an object of 48 for each 8 MB; an extent of which no record is left goes back.
 */
final class FileSpillFile implements SpillFile {

    private static final long MAX_BYTES = 8 << 20;

    private final FileSpillArea area;
    private final long number;
    private final String owner;
    private SpillExtents.Extent[] extents = new SpillExtents.Extent[4];
    /** Where each extent begins in the positions that callers know, ascending. */
    private long[] starts = new long[4];

    private int count;
    private long end;
    private long size;
    private long nextExtent = SpillExtents.SMALLEST;
    private boolean closed;

    /** A file without records; its number is no other file's of the area. */
    FileSpillFile(FileSpillArea area, long number, String owner) {
        this.area = area;
        this.number = number;
        this.owner = owner;
    }

    @Override
    public long append(long address, long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException(owner + " cannot spill " + bytes + " bytes");
        }
        long position = reserve(area.recordBytes(bytes), bytes);
        area.write(placeOf(position), new RecordId(number, position), address, bytes, owner);
        return position;
    }

    /** Makes room at the end, and returns the position of that. */
    private synchronized long reserve(long bytes, long content) {
        checkOpen();
        SpillExtents.Extent last = count == 0 ? null : extents[count - 1];
        if (last == null || last.size - last.used < bytes) {
            if (count == extents.length) {
                extents = Arrays.copyOf(extents, 2 * count);
                starts = Arrays.copyOf(starts, 2 * count);
            }
            SpillExtents.Extent next = area.take(Math.max(nextExtent, bytes));
            nextExtent = Math.min(MAX_BYTES, 2 * nextExtent);
            extents[count] = next;
            starts[count] = end;
            count++;
            if (last != null && last.live == 0) {
                extents[count - 2] = null;
                area.giveBack(last);
            }
            last = next;
        }
        area.use(last, bytes, owner);
        long position = end;
        end += bytes;
        size += content;
        return position;
    }

    /** Where a position is in the file of the run. */
    private synchronized long placeOf(long position) {
        checkOpen();
        int extent = extentOf(position);
        return extents[extent].start + position - starts[extent];
    }

    @Override
    public void read(long position, long address, long bytes) {
        area.read(placeOf(position), new RecordId(number, position), address, bytes, owner);
    }

    @Override
    public void free(long position, long bytes) {
        giveUp(position, area.recordBytes(bytes));
    }

    private synchronized void giveUp(long position, long bytes) {
        checkOpen();
        int extent = extentOf(position);
        extents[extent].live -= bytes;
        if (extents[extent].live == 0 && extent < count - 1) {
            area.giveBack(extents[extent]);
            extents[extent] = null;
        }
    }

    private int extentOf(long position) {
        int found = Arrays.binarySearch(starts, 0, count, position);
        int extent = found >= 0 ? found : -found - 2;
        if (extent < 0 || extents[extent] == null) {
            throw new IllegalArgumentException(owner + " has nothing at position " + position);
        }
        return extent;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("what " + owner + " has spilled is closed");
        }
    }

    @Override
    public synchronized long size() {
        return size;
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (int extent = 0; extent < count; extent++) {
            if (extents[extent] != null) {
                area.giveBack(extents[extent]);
                extents[extent] = null;
            }
        }
        count = 0;
    }
}
