package dev.peristyle.internal.state;

import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.spi.SpillFile;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Where the pages of a {@link RowStore} are: {@code [0, first)} are gone, {@code [first, resident)} on disk, {@code [resident,
 * count)} in memory. Of each, 20 bytes are remembered. Not thread-safe, but any number of threads may read pages while none
 * comes or goes.
 */
final class PageTable implements AutoCloseable {

    /** Sizes are kept in units of a cache line. */
    static final int UNIT = OffHeapBuffer.ALIGNMENT;

    private final String owner;
    private final SpillSpace spill;
    private int first;
    private int resident;
    private int count;
    /** Address in memory, or position on disk. */
    private long[] places = new long[8];
    /** What a page takes, in units. */
    private int[] sizes = new int[8];

    private int[] rowCounts = new int[8];
    /** Of a page in memory where its texts begin, of one on disk how many bytes it is packed in; 0 if it cannot be or is not. */
    private int[] packed = new int[8];

    private final PagePacker packer;
    private final ArrayDeque<OffHeapBuffer> buffers = new ArrayDeque<>();
    private long residentBytes;
    private SpillFile file;

    PageTable(String owner, RowLayout layout, SpillSpace spill) {
        this.owner = owner;
        this.spill = spill;
        this.packer = new PagePacker(layout);
    }

    /** Makes room to remember one more page, so that {@link #add} cannot fail. */
    void ensurePlace() {
        if (count == places.length) {
            int capacity = Math.addExact(count, count);
            places = Arrays.copyOf(places, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
            rowCounts = Arrays.copyOf(rowCounts, capacity);
            packed = Arrays.copyOf(packed, capacity);
        }
    }

    /** Adds a page without rows, which belongs to the table now. */
    void add(OffHeapBuffer buffer) {
        buffers.addLast(buffer);
        residentBytes += buffer.capacity();
        places[count] = buffer.address();
        sizes[count] = (int) (buffer.capacity() / UNIT);
        rowCounts[count] = 0;
        packed[count] = 0;
        count++;
    }

    void addRows(int rows) {
        rowCounts[count - 1] += rows;
    }

    /**
     * Says how much of the last page is in use, in whole units; no rows are added to it any more.
     *
     * @param texts how many bytes lie before its texts; as many as are in use where there are none
     */
    void seal(long bytes, long texts) {
        sizes[count - 1] = (int) (bytes / UNIT);
        packed[count - 1] = bytes > Integer.MAX_VALUE ? 0 : (int) texts;
    }

    /**
     * Writes out the first page in memory, which is sealed, and returns its buffer, for the caller to use or to close. What was
     * in it is no longer there.
     */
    OffHeapBuffer writeOut() {
        if (file == null) {
            file = spill.create(owner);
        }
        long page = places[resident];
        long bytes = pageBytes(resident);
        long begin = packed[resident] == 0
                ? page
                : packer.pack(page, rowCounts[resident], page + packed[resident], page + bytes);
        packed[resident] = begin == page ? 0 : (int) (page + bytes - begin);
        places[resident] = file.append(begin, page + bytes - begin);
        resident++;
        return takeBuffer();
    }

    private OffHeapBuffer takeBuffer() {
        OffHeapBuffer buffer = buffers.removeFirst();
        residentBytes -= buffer.capacity();
        return buffer;
    }

    /** Gives back the first page. */
    void drop() {
        if (isResident(first)) {
            resident++;
            takeBuffer().close();
        } else {
            file.free(places[first], recordBytes(first));
        }
        first++;
    }

    /** Begins to count anew; all pages are gone. */
    void restart() {
        first = 0;
        resident = 0;
        count = 0;
    }

    int first() {
        return first;
    }

    int firstResident() {
        return Math.max(first, resident);
    }

    int count() {
        return count;
    }

    boolean isResident(int page) {
        return page >= resident;
    }

    /** Whether any page is in memory. */
    boolean hasResident() {
        return count > resident;
    }

    int residentCount() {
        return count - resident;
    }

    long residentBytes() {
        return residentBytes;
    }

    int rows(int page) {
        return rowCounts[page];
    }

    /** Where a page in memory is. */
    long address(int page) {
        if (page < firstResident()) {
            throw new IllegalStateException("page " + page + " of " + owner + " is not in memory");
        }
        return places[page];
    }

    /** What a page takes where it is. */
    long pageBytes(int page) {
        return (long) sizes[page] * UNIT;
    }

    long largest() {
        int largest = 0;
        for (int page = first; page < count; page++) {
            largest = Math.max(largest, sizes[page]);
        }
        return (long) largest * UNIT;
    }

    /** Reads a page on disk. */
    void load(int page, long address) {
        long end = address + pageBytes(page);
        long begin = end - recordBytes(page);
        file.read(places[page], begin, end - begin);
        if (begin > address) {
            packer.unpack(begin, address, rowCounts[page], end);
        }
    }

    /** What a page on disk takes there. */
    private long recordBytes(int page) {
        return packed[page] == 0 ? pageBytes(page) : packed[page];
    }

    long spilledBytes() {
        return file == null ? 0 : file.size();
    }

    /** Gives back all pages and the file. */
    @Override
    public void close() {
        buffers.forEach(OffHeapBuffer::close);
        buffers.clear();
        residentBytes = 0;
        if (file != null) {
            SpillFile closing = file;
            file = null;
            closing.close();
        }
    }
}
