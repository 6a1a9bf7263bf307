package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.CascadeColumn;
import dev.peristyle.internal.operator.FilterCascade;
import dev.peristyle.internal.vector.WarmUp;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads stretches of batches chunk by chunk: columns as the filters of the scan need them, for the rows that are left by then, and what else is
 * delivered for those that passed all. Rows that are only counted are not looked at.
 *
 * <p>The rows before an error are delivered first. Not thread-safe.
 */
final class BatchReader implements AutoCloseable {
    /** Input of a chunk: it and the columns made from it stay in the second-level cache. */
    private static final int CHUNK_BYTES = 256 << 10;

    private static final int MIN_CHUNK_ROWS = 512;
    private static final int MAX_CHUNK_ROWS = 8192;

    /** Rows of a chunk that are only counted. */
    private static final int MAX_COUNTED_ROWS = 1 << 24;

    /** What a text counts as, beside its view. */
    private static final int TEXT_BITS = 128;

    /** Rows whose bits are a byte: a chunk that begins with one needs no bits shifted. */
    private static final int ROWS_OF_BYTE = 8;

    private final BatchRequest request;
    private final FileRanges ranges;
    private final DictionaryLookup dictionaries;
    private final FilterCascade cascade;
    private final List<FileColumn> columns = new ArrayList<>();

    /** Of each column, its position among those of the source. */
    private final List<Integer> positions = new ArrayList<>();

    private final int chunkRows;
    private int number;
    private double bytesOfRow;
    private long position;
    private long end;

    /** The row that the first one of the chunk is. */
    private long chunkStart;

    /**
     * A reader that has nothing to read yet.
     *
     * @param ranges where batches are; the caller's, to be closed after this
     * @param dictionaries the caller's too
     */
    BatchReader(BatchRequest request, FileRanges ranges, DictionaryLookup dictionaries, MemoryPool pool) {
        this.request = request;
        this.ranges = ranges;
        this.dictionaries = dictionaries;
        this.cascade = new FilterCascade(
                request.all(),
                request.wanted().predicates(),
                request.wanted().columns(),
                (at, field) -> column(at, pool),
                pool,
                "column file: filtered rows");
        int bits = 1;
        for (FileColumn column : columns) {
            bits += column.plan.type().layout().bitsPerRow()
                    + (column.plan.form().isText() ? TEXT_BITS : 1);
        }
        int fitting = (int) ((long) CHUNK_BYTES * Byte.SIZE / bits / Long.SIZE * Long.SIZE);
        this.chunkRows = Math.max(MIN_CHUNK_ROWS, Math.min(MAX_CHUNK_ROWS, fitting));
    }

    private CascadeColumn column(int at, MemoryPool pool) {
        if (at >= request.plans().size()) {
            return request.constants().get(at - request.plans().size()).column(pool);
        }
        ColumnPlan plan = request.plans().get(at);
        FileColumn column = plan.hasDictionary()
                ? new DictionaryFileColumn(plan, dictionaries, ranges, pool)
                : FileColumn.of(plan, ranges, pool, request.textBytes());
        columns.add(column);
        positions.add(at);
        return column;
    }

    /** Whether rows are more than counted. */
    boolean readsColumns() {
        return cascade.readsColumns();
    }

    /** Goes to nothing. */
    void clear() {
        cascade.invalidate();
        position = 0;
        end = 0;
        chunkStart = 0;
    }

    /**
     * Goes to rows {@code [from, to)} of a batch.
     *
     * @param next the number of the batch, for messages
     * @param layout not looked at if rows are only counted
     * @param bytes what a row is counted as in the progress of the run
     */
    void begin(int next, BatchLayout layout, long from, long to, double bytes) {
        cascade.invalidate();
        number = next;
        bytesOfRow = bytes;
        position = from;
        end = to;
        chunkStart = from;
        for (int column = 0; cascade.readsColumns() && column < columns.size(); column++) {
            columns.get(column).begin(layout, positions.get(column));
        }
    }

    /** Leaves out rows at the beginning and the end that no condition lets through, where a column is sorted. */
    void narrow(RowStretch stretch) {
        try {
            for (FileColumn column : columns) {
                stretch.narrow(column, request.wanted().predicates());
            }
        } catch (InternalError fault) {
            throw ranges.lost(fault);
        }
        ranges.check();
        position = stretch.from();
        end = stretch.to();
        chunkStart = position;
    }

    /** Reads the next rows; false if there are none. */
    boolean next() {
        if (chunkStart < position) {
            // for the chunk before, which the caller has made use of by now
            ranges.check();
        }
        if (position >= end) {
            cascade.invalidate();
            return false;
        }
        if (!cascade.readsColumns()) {
            int count = (int) Math.min(MAX_COUNTED_ROWS, end - position);
            cascade.apply(count);
            move(count);
            return true;
        }
        try {
            long began = System.nanoTime();
            read();
            WarmUp.read(System.nanoTime() - began);
            return true;
        } catch (InternalError fault) {
            throw ranges.lost(fault);
        }
    }

    private void read() {
        int count = (int) Math.min(WarmUp.rows(chunkRows), end - position);
        for (FileColumn column : columns) {
            column.at(position);
        }
        int failed;
        while ((failed = cascade.apply(count)) >= 0) {
            ranges.check();
            if (failed == 0) {
                chunkStart = position;
                throw cascade.hasConditionFailed()
                        ? cascade.failureAt(place(position))
                        : ((FileColumn) cascade.failed()).failure(ranges.file().path());
            }
            count = failed < ROWS_OF_BYTE ? failed : failed & -ROWS_OF_BYTE;
        }
        move(count);
    }

    private void move(int count) {
        chunkStart = position;
        position += count;
        request.context().advance((long) (bytesOfRow * count), count);
    }

    private String place(long row) {
        return ranges.file().path() + ", batch " + number + ", row " + row + " (the first is 0)";
    }

    /** Says where a row of the chunk came from. */
    String place(int row) {
        return place(chunkStart + cascade.inputRow(row));
    }

    Chunk chunk() {
        return cascade.chunk();
    }

    /** What the conditions have counted. */
    Map<String, Long> counts() {
        return cascade.counts();
    }

    @Override
    public void close() {
        end = position;
        cascade.close();
    }
}
