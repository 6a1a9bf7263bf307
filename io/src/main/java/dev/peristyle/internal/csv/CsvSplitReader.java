package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.internal.vector.WarmUp;
import dev.peristyle.internal.window.Window;
import dev.peristyle.internal.window.WindowReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.Morsel;

/**
 * Reads splits of a dataset, one window each.
 *
 * <p>Split {@code k} of a file owns the rows that start in {@code (k * W, (k + 1) * W]}, the first split also the one at the
 * start of the data. So a split begins after the first line feed of its window, and nothing before the window has to be
 * looked at; the last row ends in the overlap.
 *
 * <p>The rows before an error are delivered first: what a run gives up to an error does not depend on how it is cut.
 */
final class CsvSplitReader implements GuessingReader, TrustedReader {
    /** A start that no split before can have ended at. */
    private static final long NOWHERE = -2;

    private final CsvScan scan;
    private final MemoryPool pool;
    private final RowIndexer rows;
    private final ChunkReader chunks;
    private final RowEncoding encoding;
    private final SplitStart splitStart;
    private CsvFile file;
    private WindowReader windows;
    private Window window;
    private int splitEnd;
    private int position;
    private boolean done = true;
    private long start = UNKNOWN;
    private long end = UNKNOWN;

    CsvSplitReader(CsvScan scan, MemoryPool pool) {
        this.scan = scan;
        this.pool = pool;
        this.rows = RowIndexer.of(scan.settings, pool);
        this.encoding = new RowEncoding(scan.settings);
        this.splitStart = new SplitStart(scan.settings, rows);
        this.chunks = new ChunkReader(scan, pool);
    }

    @Override
    public void begin(Morsel morsel, long wantedStart) {
        chunks.invalidate();
        start = wantedStart;
        done = true;
        int split = ((CsvSplit) morsel).number();
        CsvFile wanted = scan.fileOf(split);
        if (wanted != file) {
            closeFile();
            windows = wanted.windows.take(scan.settings.mode(), scan.layout, pool);
            file = wanted;
        }
        long number = split - file.firstSplit;
        try {
            window = windows.window(number);
            splitEnd = (int) Math.min(scan.layout.step(), window.inputSize() - window.fileOffset());
            if (number == 0) {
                start = file.base;
                position = (int) file.dataStart;
            } else if (wantedStart == UNKNOWN) {
                guessStart();
            } else {
                position = (int) (start - windowPosition());
            }
        } catch (InternalError fault) {
            throw windows.lost(fault);
        }
        // progress starts where the rows do, wherever a guess may have put them
        end = start == NOWHERE ? windowPosition() + position : start;
        done = false;
    }

    private void guessStart() {
        position = splitStart.find(window, window.inputSize(), scan.all.size());
        if (position != SplitStart.NONE) {
            start = windowPosition() + position;
        } else {
            position = window.length();
            boolean fileEndsHere = window.fileOffset() + position == window.inputSize();
            start = fileEndsHere ? windowPosition() + position : NOWHERE;
        }
    }

    /** Where the window begins in the dataset. */
    private long windowPosition() {
        return file.base + window.fileOffset();
    }

    @Override
    public boolean next() {
        if (!done) {
            // for the chunk before, which the caller has made use of by now
            windows.check();
        }
        try {
            if (!done && file.decoding != null) {
                goOn();
            }
            if (done || position > splitEnd || window.fileOffset() + position >= window.inputSize()) {
                finish();
                return false;
            }
            long began = System.nanoTime();
            read();
            WarmUp.read(System.nanoTime() - began);
            return true;
        } catch (InternalError fault) {
            throw windows.lost(fault);
        }
    }

    /** What has to be decoded is one split of many windows. */
    private void goOn() {
        while (position > splitEnd && window.fileOffset() + position < window.inputSize()) {
            position -= scan.layout.step();
            window = windows.window(window.fileOffset() / scan.layout.step() + 1);
            splitEnd = (int) Math.min(scan.layout.step(), window.inputSize() - window.fileOffset());
        }
    }

    private void read() {
        int most = WarmUp.rows(scan.settings.chunkRows());
        int columns = scan.all.size();
        boolean counted = !chunks.readsColumns()
                && rows.count(window, position, splitEnd, columns, most)
                && !encoding.mayRefuse(window.address(), rows, position);
        if (!counted) {
            rows.index(window, window.inputSize(), position, splitEnd, columns, most);
        }
        if (rows.problem() != RowIndexer.NO_PROBLEM) {
            throw errors().structure(position);
        }
        int count = rows.rowCount();
        int next = rows.next();
        int invalid = counted ? RowEncoding.ALL_VALID : encoding.firstRefused(window.address(), rows, position);
        if (invalid == 0) {
            throw errors().encoding(encoding.invalidAt());
        }
        if (invalid > 0) {
            next = rows.rowStart(invalid);
            count = invalid;
        }
        boolean replaces = chunks.readsColumns() && encoding.mayReplace(window.address(), rows, position);
        int failed;
        while ((failed = chunks.read(window.address(), rows, file.columns, count, replaces)) >= 0) {
            if (failed == 0) {
                throw chunks.hasFilterFailed()
                        ? chunks.filterFailure(errors().place(0))
                        : errors().value(chunks.failedSlot().position);
            }
            next = rows.rowStart(failed);
            count = failed;
        }
        position = next;
        advance(count);
    }

    @Override
    public String place(int row) {
        return chunks.readsColumns()
                ? errors().place(chunks.indexedRow(row))
                : file.input.path().toString();
    }

    private void advance(int rowCount) {
        long reached = file.decoding == null ? windowPosition() + position : file.base + decoded();
        scan.context.advance(reached - end, rowCount);
        end = reached;
    }

    /** How far a file is that has to be decoded: how much of it is, until all of its text has been read. */
    private long decoded() {
        boolean all = window.fileOffset() + position >= window.inputSize();
        return all ? file.input.size() : Math.min(windows.bytesRead(), file.input.size());
    }

    private CsvErrors errors() {
        windows.check();
        return new CsvErrors(scan.settings, scan.all, file, window, rows);
    }

    private void finish() {
        chunks.invalidate();
        if (!done) {
            done = true;
            advance(0);
            windows.release();
        }
    }

    @Override
    public Chunk chunk() {
        return chunks.chunk();
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public long end() {
        return end;
    }

    private void closeFile() {
        if (windows != null) {
            WindowReader held = windows;
            CsvFile holder = file;
            windows = null;
            file = null;
            holder.windows.giveBack(held);
        }
    }

    @Override
    public void close() {
        done = true;
        try {
            chunks.close();
        } finally {
            rows.close();
            closeFile();
        }
    }
}
