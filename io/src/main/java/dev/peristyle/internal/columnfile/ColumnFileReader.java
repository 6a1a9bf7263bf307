package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.FilterCascade;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.internal.vector.WarmUp;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.Morsel;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads batches chunk by chunk: columns as the filters of the scan need them, for the rows that are left by then, and what else is
 * delivered for those that passed all. Rows that are only counted are not looked at.
 *
 * <p>The rows before an error are delivered first. Not thread-safe.
 */
final class ColumnFileReader implements TrustedReader {
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

    private final ColumnFileScan scan;
    private final FileRanges ranges;
    private final FilterCascade cascade;
    private final List<FileColumn> columns = new ArrayList<>();

    /** Of each column, its position among those of the source. */
    private final List<Integer> positions = new ArrayList<>();

    private final int chunkRows;
    private BatchMorsel morsel;
    private BatchLayout layout;
    private int layoutNumber = -1;
    private long position;
    private long end;

    /** The row that the first one of the chunk is. */
    private long chunkStart;

    ColumnFileReader(ColumnFileScan scan, MemoryPool pool) {
        this.scan = scan;
        this.ranges = scan.ranges.share();
        try {
            this.cascade = new FilterCascade(
                    scan.all,
                    scan.request.predicates(),
                    scan.request.columns(),
                    (at, field) -> column(at, pool),
                    pool,
                    "column file: filtered rows");
        } catch (RuntimeException | Error failure) {
            ranges.close();
            throw failure;
        }
        int bits = 1;
        for (FileColumn column : columns) {
            bits += column.plan.type().layout().bitsPerRow()
                    + (column.plan.form().isText() ? TEXT_BITS : 1);
        }
        int fitting = (int) ((long) CHUNK_BYTES * Byte.SIZE / bits / Long.SIZE * Long.SIZE);
        this.chunkRows = Math.max(MIN_CHUNK_ROWS, Math.min(MAX_CHUNK_ROWS, fitting));
    }

    private FileColumn column(int at, MemoryPool pool) {
        ColumnPlan plan = scan.plans.get(at);
        FileColumn column = plan.hasDictionary()
                ? new DictionaryFileColumn(plan, scan.dictionaries, ranges, pool)
                : FileColumn.of(plan, ranges, pool, scan.textBytes);
        columns.add(column);
        positions.add(at);
        return column;
    }

    @Override
    public void begin(Morsel next) {
        cascade.invalidate();
        morsel = (BatchMorsel) next;
        position = morsel.from();
        end = morsel.from();
        chunkStart = position;
        if (cascade.readsColumns()) {
            if (layoutNumber != morsel.number()) {
                layout = morsel.layout() != null ? morsel.layout() : scan.layout(morsel.number(), ranges);
                layoutNumber = morsel.number();
            }
            if (layout.rows() != morsel.rows()) {
                throw BrokenFile.batch(
                        scan.metadata.file().path(),
                        layout.name(),
                        layout.place().offset(),
                        "it has " + layout.rows() + " rows, but the footer says " + morsel.rows());
            }
            for (int column = 0; column < columns.size(); column++) {
                columns.get(column).begin(layout, positions.get(column));
            }
            narrow();
            chunkStart = position;
            return;
        }
        end = morsel.to();
    }

    /** Leaves out rows at the beginning and the end of the morsel that no condition lets through, where a column is sorted. */
    private void narrow() {
        RowStretch stretch = new RowStretch(morsel);
        try {
            for (int column = 0; column < columns.size(); column++) {
                stretch.narrow(columns.get(column), scan.request.predicates());
            }
        } catch (InternalError fault) {
            throw ranges.lost(fault);
        }
        ranges.check();
        position = stretch.from();
        end = stretch.to();
    }

    @Override
    public boolean next() {
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
                        : ((FileColumn) cascade.failed())
                                .failure(scan.metadata.file().path());
            }
            count = failed < ROWS_OF_BYTE ? failed : failed & -ROWS_OF_BYTE;
        }
        move(count);
    }

    private void move(int count) {
        chunkStart = position;
        position += count;
        long body = scan.metadata.batches().get(morsel.number()).body();
        scan.context.advance((long) ((double) body / morsel.rows() * count), count);
    }

    private String place(long row) {
        return scan.metadata.file().path() + ", batch " + morsel.number() + ", row " + row + " (the first is 0)";
    }

    @Override
    public String place(int row) {
        return place(chunkStart + cascade.inputRow(row));
    }

    @Override
    public Chunk chunk() {
        return cascade.chunk();
    }

    @Override
    public void close() {
        end = position;
        try {
            cascade.close();
        } finally {
            ranges.close();
        }
    }
}
