package dev.peristyle.internal.csv;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.error.RecordFault;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.internal.vector.WarmUp;
import dev.peristyle.internal.window.Window;
import dev.peristyle.internal.window.WindowReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.Morsel;
import java.util.Map;

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

    /** Chunks are not made smaller for want of memory. */
    private static final int MIN_ROWS = 64;

    private final CsvScan scan;
    private final MemoryPool pool;
    private final RowIndexer rows;
    private final ChunkReader chunks;
    private final RowEncoding encoding;
    private final SplitStart splitStart;

    /** What becomes of bad records; null where each is an error. */
    private final BadRowHandler badRows;

    /** What the rows at hand were indexed by. */
    private RowIndexer indexed;

    private int split;
    private CsvFile file;
    private WindowReader windows;
    private Window window;
    private int splitEnd;
    private int position;

    /** Where the next row begins in the dataset, if a bad record ends beyond the window, or what begins there; else unknown. */
    private long beyond = UNKNOWN;

    /** Most rows of a chunk of this split: as many as there is memory for. */
    private int rowsAtOnce;

    /** Whether somebody was told of the rows at hand, so that they cannot be read again. */
    private boolean told;

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
        this.badRows = scan.badRows == null ? null : new BadRowHandler(scan, pool);
        this.indexed = rows;
    }

    @Override
    public void begin(Morsel morsel, long wantedStart) {
        chunks.invalidate();
        CsvSplit wantedSplit = (CsvSplit) morsel;
        split = wantedSplit.number();
        start = wantedStart == UNKNOWN ? wantedSplit.start() : wantedStart;
        beyond = UNKNOWN;
        rowsAtOnce = scan.settings.chunkRows();
        done = true;
        CsvFile wanted = scan.fileOf(split);
        if (wanted != file) {
            closeFile();
            windows = wanted.windows.take(scan.settings.mode(), scan.layout, pool);
            file = wanted;
            chunks.begin(file);
        }
        long number = split - file.firstSplit;
        try {
            window = windows.window(number);
            splitEnd = (int) Math.min(scan.layout.step(), window.inputSize() - window.fileOffset());
            if (number == 0 && start <= file.base) {
                start = file.base;
                position = (int) file.dataStart;
            } else if (start == UNKNOWN) {
                guessStart();
            } else if (start - windowPosition() > window.length()) {
                // the record before was so long that nothing begins here
                position = window.length();
                beyond = start;
            } else {
                position = (int) (start - windowPosition());
            }
        } catch (InternalError fault) {
            throw windows.lost(fault);
        }
        // progress starts where the rows do, wherever a guess may have put them
        end = start == NOWHERE ? windowPosition() + position : start;
        done = false;
        if (badRows != null) {
            badRows.begin(split, start);
        }
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
            if (done
                    || beyond != UNKNOWN
                    || position > splitEnd
                    || window.fileOffset() + position >= window.inputSize()) {
                finish();
                return false;
            }
            long began = System.nanoTime();
            boolean read = false;
            while (!read) {
                read = tryRead();
            }
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

    /** Reads a chunk; false if it has to be tried with half as many rows, because there is not memory for more. */
    private boolean tryRead() {
        int most = WarmUp.rows(rowsAtOnce);
        told = false;
        try {
            if (badRows == null) {
                read(most);
            } else {
                readAround(badRows.rows(most));
            }
            return true;
        } catch (MemoryLimitException failure) {
            if (told || most <= MIN_ROWS) {
                throw failure;
            }
            rowsAtOnce = Math.max(MIN_ROWS, most / 2);
            return false;
        }
    }

    private void read(int most) {
        boolean counted = index(most, true);
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

    /** Finds the next rows; returns whether they are only counted. */
    private boolean index(int most, boolean mayCount) {
        int columns = scan.all.size();
        boolean counted = mayCount
                && !chunks.readsColumns()
                && rows.count(window, position, splitEnd, columns, most)
                && !encoding.mayRefuse(window.address(), rows, position);
        if (!counted) {
            rows.index(window, window.inputSize(), position, splitEnd, columns, most);
        }
        return counted;
    }

    /** As {@link #read}, but a record that is bad is no error. Each is the first of its chunk, so that rows stay in their order. */
    private void readAround(int most) {
        indexed = rows;
        boolean counted = index(most, !badRows.looksAtMore());
        if (rows.problem() != RowIndexer.NO_PROBLEM) {
            badStructure();
            return;
        }
        int count = rows.rowCount();
        int next = rows.next();
        int bad = counted ? RowEncoding.ALL_VALID : encoding.firstRefused(window.address(), rows, position);
        if (bad == 0) {
            badEncoding(rows, null);
            return;
        }
        if (bad > 0) {
            badRows.sawOne();
            next = rows.rowStart(bad);
            count = bad;
        }
        boolean replaces = chunks.readsColumns() && encoding.mayReplace(window.address(), rows, position);
        bad = badRows.firstBadRow(window.address(), rows, file.columns, count);
        if (bad == ColumnChecks.ALL_RIGHT) {
            bad = chunks.read(window.address(), rows, file.columns, count, replaces);
        }
        while (bad > 0) {
            badRows.sawOne();
            next = rows.rowStart(bad);
            count = bad;
            bad = chunks.read(window.address(), rows, file.columns, count, replaces);
        }
        if (bad == 0) {
            badValue(rows, null);
            return;
        }
        position = next;
        told = true;
        badRows.pass(count);
        advance(count);
    }

    private void badStructure() {
        CsvErrors errors = errors();
        if (rows.problem() == RowIndexer.FOOTER) {
            throw failed(errors.structure(position));
        }
        BadRecord bad = badRows.structure(window, window.inputSize(), rows, position);
        switch (badRows.actionOn(bad.fault)) {
            case FAIL -> throw failed(errors.structure(position));
            case PAD, TRUNCATE -> {
                indexed = badRows.ragged(window, window.inputSize(), bad.start);
                if (encoding.refuses(window.address(), bad.start, bad.end)) {
                    badEncoding(indexed, bad);
                } else {
                    badValue(indexed, bad);
                }
            }
            default -> leaveOut(bad, BadRowHandler.WHOLE_RECORD, errors.structureInWords(bad));
        }
    }

    /**
     * The first row has bytes that are no text.
     *
     * @param ragged the record, if it was padded or truncated, else null
     */
    private void badEncoding(RowIndexer found, BadRecord ragged) {
        CsvErrors errors = errors();
        if (badRows.actionOn(RecordFault.INVALID_ENCODING) == BadRowAction.FAIL) {
            throw failed(errors.encoding(encoding.invalidAt()));
        }
        BadRecord bad =
                badRows.inside(RecordFault.INVALID_ENCODING, window, window.inputSize(), found.rowStart(0), ragged);
        leaveOut(bad, errors.columnAt(encoding.invalidAt()), errors.encodingInWords(encoding.invalidAt()));
    }

    /**
     * The first row has a value that is wrong, or a condition has no outcome for it.
     *
     * @param ragged the record, if it was padded or truncated, and perhaps nothing else is wrong; else null
     */
    private void badValue(RowIndexer found, BadRecord ragged) {
        CsvErrors errors = errors();
        boolean fails = badRows.actionOn(RecordFault.NOT_CONVERTIBLE) == BadRowAction.FAIL;
        int column = fails ? ColumnChecks.ALL_RIGHT : badRows.firstBadColumn(window.address(), found, file.columns);
        if (column != ColumnChecks.ALL_RIGHT) {
            BadRecord bad =
                    badRows.inside(RecordFault.NOT_CONVERTIBLE, window, window.inputSize(), found.rowStart(0), ragged);
            leaveOut(bad, column, errors.valueInWords(column));
            return;
        }
        if (chunks.read(window.address(), found, file.columns, 1, encoding.replaces()) >= 0) {
            throw failed(
                    chunks.hasFilterFailed()
                            ? chunks.filterFailure(errors.place(0))
                            : errors.value(chunks.failedSlot().position));
        }
        told = true;
        badRows.took(ragged.fault, window.fileOffset() + ragged.start);
        position = ragged.next;
        advance(1);
    }

    private void leaveOut(BadRecord bad, int column, String message) {
        told = true;
        badRows.leaveOut(window, bad, column, message);
        chunks.read(window.address(), rows, file.columns, 0, false);
        if (bad.end == BadRecord.BEYOND) {
            long offset = LineSearch.afterLineEnd(
                    windows, window, scan.layout.step(), scan.settings.dialect(), window.fileOffset() + bad.searchFrom);
            if (file.decoding == null) {
                beyond = file.base + offset;
            } else {
                position = (int) (offset - window.fileOffset());
                splitEnd = (int) Math.min(scan.layout.step(), window.inputSize() - window.fileOffset());
            }
        } else {
            position = bad.next;
        }
        advance(1);
    }

    /** A record ends the run: what was bad before it counts, what comes after it does not. */
    private RuntimeException failed(RuntimeException failure) {
        badRows.end(end, true);
        return failure;
    }

    @Override
    public String place(int row) {
        return chunks.readsColumns()
                ? errors().place(chunks.indexedRow(row))
                : file.input.path().toString();
    }

    private void advance(int rowCount) {
        long reached = beyond != UNKNOWN
                ? beyond
                : file.decoding == null ? windowPosition() + position : file.base + decoded();
        scan.context.advance(reached - end, rowCount);
        end = reached;
    }

    /** How far a file is that has to be decoded: how much of it is, until all of its text has been read. */
    private long decoded() {
        boolean all = window.fileOffset() + position >= window.inputSize();
        return all && file.input.stream() == null
                ? file.input.size()
                : Math.min(windows.bytesRead(), file.input.size());
    }

    private CsvErrors errors() {
        windows.check();
        return new CsvErrors(scan.settings, scan.all, file, window, indexed);
    }

    private void finish() {
        chunks.invalidate();
        if (!done) {
            done = true;
            advance(0);
            windows.release();
            if (badRows != null) {
                badRows.end(end, false);
            }
            scan.ended(split, end);
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
    public Map<String, Long> counts() {
        return chunks.counts();
    }

    @Override
    public void close() {
        done = true;
        try {
            chunks.close();
        } finally {
            rows.close();
            if (badRows != null) {
                badRows.close();
            }
            closeFile();
        }
    }
}
