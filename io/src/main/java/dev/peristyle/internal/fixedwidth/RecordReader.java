package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.FilterCascade;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.internal.vector.WarmUp;
import dev.peristyle.internal.window.Window;
import dev.peristyle.internal.window.WindowReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.Morsel;
import java.util.Map;

/**
 * Reads records block by block: fields as the filters of the scan need them, for the records that are left by then, and what else is
 * delivered for those that passed all. Rows that are only counted are not looked at, and their file is not opened.
 *
 * <p>The rows before an error are delivered first. Allocates nothing once its buffers have reached the size of the chunks. Not
 * thread-safe.
 */
final class RecordReader implements TrustedReader {
    /** Input of a chunk: it and the columns made from it stay in the second-level cache. */
    private static final int CHUNK_BYTES = 256 << 10;

    private static final int MIN_CHUNK_ROWS = 512;
    private static final int MAX_CHUNK_ROWS = 8192;

    /** Rows of a chunk that are only counted. */
    private static final int MAX_COUNTED_ROWS = 1 << 24;

    private final FixedWidthScan scan;
    private final MemoryPool pool;
    private final int recordLength;
    private final int chunkRows;
    private final RecordBlock block = new RecordBlock();
    private final FilterCascade cascade;
    private RecordFile file;
    private WindowReader windows;
    private Window window;
    private long position;
    private long end;

    /** The record that the first one of the block is. */
    private long blockStart;

    RecordReader(FixedWidthScan scan, MemoryPool pool) {
        this.scan = scan;
        this.pool = pool;
        this.recordLength = scan.format.recordLength();
        this.chunkRows = Math.max(MIN_CHUNK_ROWS, Math.min(MAX_CHUNK_ROWS, CHUNK_BYTES / recordLength));
        this.cascade = new FilterCascade(
                scan.all,
                scan.request.predicates(),
                scan.request.columns(),
                (column, field) -> new FieldColumn(scan.format.fields().get(column), recordLength, block, pool),
                pool,
                "records: filtered rows");
    }

    @Override
    public void begin(Morsel morsel) {
        cascade.invalidate();
        RecordMorsel wanted = (RecordMorsel) morsel;
        position = wanted.first();
        end = wanted.first();
        if (wanted.file() != file) {
            closeFile();
            file = wanted.file();
        }
        if (cascade.readsColumns()) {
            if (windows == null) {
                windows = file.windows.take(scan.mode, scan.layout, pool);
            }
            window = windows.window(wanted.window());
        }
        end = wanted.end();
    }

    @Override
    public boolean next() {
        if (windows != null && blockStart < position) {
            // for the chunk before, which the caller has made use of by now
            windows.check();
        }
        if (position >= end) {
            finish();
            return false;
        }
        if (!cascade.readsColumns()) {
            count();
            return true;
        }
        try {
            long began = System.nanoTime();
            read();
            WarmUp.read(System.nanoTime() - began);
            return true;
        } catch (InternalError fault) {
            throw windows.lost(fault);
        }
    }

    private void count() {
        int count = (int) Math.min(MAX_COUNTED_ROWS, end - position);
        cascade.apply(count);
        move(count);
    }

    private void read() {
        int count = (int) Math.min(WarmUp.rows(chunkRows), end - position);
        int from = (int) (offsetOf(position) - window.fileOffset());
        window.fill(from + count * recordLength);
        block.address = window.address() + from;
        int failed;
        while ((failed = cascade.apply(count)) >= 0) {
            windows.check();
            if (failed == 0) {
                blockStart = position;
                throw cascade.hasConditionFailed() ? cascade.failureAt(place(position)) : malformed();
            }
            count = failed;
        }
        move(count);
    }

    private void move(int count) {
        blockStart = position;
        position += count;
        scan.context.advance((long) count * recordLength, count);
    }

    private RuntimeException malformed() {
        return RecordErrors.value(
                file.input.path(), position, offsetOf(position), ((FieldColumn) cascade.failed()).field, block.address);
    }

    /** Where a record begins in the file. */
    private long offsetOf(long record) {
        return file.extent.start() + record * recordLength;
    }

    private String place(long record) {
        return RecordErrors.place(file.input.path(), record);
    }

    @Override
    public String place(int row) {
        return cascade.readsColumns()
                ? place(blockStart + cascade.inputRow(row))
                : file.input.path().toString();
    }

    @Override
    public Chunk chunk() {
        return cascade.chunk();
    }

    private void finish() {
        cascade.invalidate();
        if (windows != null) {
            windows.release();
        }
    }

    private void closeFile() {
        WindowReader held = windows;
        RecordFile holder = file;
        windows = null;
        window = null;
        file = null;
        if (held != null) {
            holder.windows.giveBack(held);
        }
    }

    @Override
    public Map<String, Long> counts() {
        return cascade.counts();
    }

    @Override
    public void close() {
        end = position;
        try {
            cascade.close();
        } finally {
            closeFile();
        }
    }
}
