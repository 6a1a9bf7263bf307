package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.CsvKernels;
import dev.peristyle.internal.csv.kernel.RowShape;
import dev.peristyle.internal.csv.kernel.RowShapeState;
import dev.peristyle.internal.csv.kernel.StructureKernel;
import dev.peristyle.internal.csv.kernel.StructureScanner;
import dev.peristyle.internal.csv.kernel.StructureState;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.vector.VectorSwitch;
import dev.peristyle.internal.vector.VectorTrial;
import dev.peristyle.internal.window.Window;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;

/**
 * Indexes rows of a plain dialect with structure kernels: the vectorized ones once they have proven faster.
 * Not thread-safe.
 */
final class PlainRowIndexer extends RowIndexer {
    /** A structure scan needs room for a block of 64 bytes and one entry more. */
    private static final int RESERVE = 128;

    /** The structure scan's; vectors have 64 bytes. */
    static final VectorSwitch VECTORS = new VectorSwitch(64, 8192);

    /** The count's. */
    static final VectorSwitch COUNT_VECTORS = new VectorSwitch(64, 8192);

    private final byte delimiter;
    private final int quote;
    private final VectorTrial trial = new VectorTrial(VECTORS, CsvKernels::vectors);
    private final VectorTrial countTrial = new VectorTrial(COUNT_VECTORS, CsvKernels::vectors);
    private final StructureState structure = new StructureState();
    private final RowShapeState shape = new RowShapeState();
    private final GrowingBuffer rowStarts;
    private boolean quotesSeen;

    PlainRowIndexer(ReadSettings settings, MemoryPool pool) {
        super(settings, pool);
        this.rowStarts = new GrowingBuffer(pool, "csv: row starts");
        this.delimiter = settings.dialect().delimiterByte();
        this.quote = settings.dialect().quote();
    }

    @Override
    void index(Window window, long fileSize, int from, int splitEnd, int wantedColumns, int maxRows) {
        long base = window.address();
        columns = wantedColumns;
        boolean whole = scan(window, fileSize, from, splitEnd, maxRows);
        rowCount = 0;
        next = from;
        problem = NO_PROBLEM;
        problemAt = from;
        if (structure.lineEnds > 0) {
            // where a row is one field, a blank line is a row without a value: that is how such a row is written
            boolean keepBlankLines = columns == 1;
            rowStarts.ensure(4L * structure.lineEnds);
            RowShape.verify(base, structure, columns, keepBlankLines, rowStarts.address(), shape);
            rowCount = shape.rowCount;
            if (shape.contiguous) {
                UnsafeApi.putInt(entries() - 4, from - 1);
            }
            // a last line without a line feed ends at the end of the file, not one byte after it
            next = Math.min(shape.nextStart, structure.scannedTo);
            if (shape.failedRow == 0) {
                problem = FIELD_COUNT;
                problemAt = shape.failedStart;
                failedFields = shape.failedFields;
            }
        } else {
            noRecord(whole);
        }
    }

    @Override
    boolean count(Window window, int from, int splitEnd, int wantedColumns, int maxRows) {
        columns = wantedColumns;
        if (columns > StructureKernel.MAX_COUNTED_COLUMNS) {
            return false;
        }
        int limit = limit(window, from, splitEnd, settings.chunkBytes());
        window.fill(limit);
        structure.startCount(from, maxRows);
        long base = window.address();
        run(true, base, limit);
        if (!structure.isCounted(limit)) {
            return false;
        }
        rowCount = structure.lineEnds;
        next = structure.recordsEnd(base, quote);
        problem = NO_PROBLEM;
        return true;
    }

    @Override
    int countFields(Window window, long fileSize, int from) {
        columns = 1;
        boolean whole = scan(window, fileSize, from, window.length(), 1);
        problemAt = from;
        problem = NO_PROBLEM;
        if (structure.lineEnds == 0) {
            noRecord(whole);
            return 0;
        }
        return structure.entryCount;
    }

    private void noRecord(boolean whole) {
        if (structure.errorKind != StructureState.NO_ERROR) {
            problem = TEXT_AFTER_QUOTE;
            problemAt = structure.errorAt;
        } else if (!whole) {
            problem = structure.insideQuotes() ? UNCLOSED_QUOTE : TOO_LONG;
        } else {
            next = structure.scannedTo;
        }
    }

    /** Returns false if the first record is not whole in what may be scanned. */
    private boolean scan(Window window, long fileSize, int from, int splitEnd, int maxRows) {
        long base = window.address();
        int length = window.length();
        boolean fileEndsHere = window.fileOffset() + length == fileSize;
        int recordLimit = recordLimit(window, from);
        int limit = limit(window, from, splitEnd, settings.chunkBytes());
        ensureCapacity(Math.min(settings.chunkBytes(), (long) maxRows * columns) + RESERVE);
        structure.start(entries(), capacity(), from, maxRows);
        structure.quotesSeen = quotesSeen;
        while (true) {
            window.fill(limit);
            run(false, base, limit);
            quotesSeen |= structure.quotesSeen;
            if (structure.scannedTo == length
                    && fileEndsHere
                    && structure.lineEnds < structure.maxLineEnds
                    && structure.errorKind == StructureState.NO_ERROR) {
                return endOfFile(base);
            }
            if (structure.lineEnds > 0 || structure.errorKind != StructureState.NO_ERROR) {
                return true;
            }
            if (structure.indexFull()) {
                grow(structure.entryCount);
                structure.continueIn(entries(), capacity());
            } else if (limit == recordLimit) {
                return false;
            } else {
                structure.maxLineEnds = 1;
                limit = furtherLimit(from, limit, recordLimit);
            }
        }
    }

    private void run(boolean counts, long base, int limit) {
        if ((counts ? COUNT_VECTORS : VECTORS).isOn()) {
            run(counts, CsvKernels.structure(), base, limit);
        } else {
            tryVectors(counts, counts ? countTrial : trial, base, limit);
        }
    }

    private void run(boolean counts, StructureKernel kernel, long base, int limit) {
        if (counts) {
            kernel.count(base, limit, delimiter, quote, columns, structure);
        } else {
            StructureScanner.scan(kernel, base, limit, delimiter, quote, structure);
        }
    }

    /** First vectorized for a few blocks, then in the plain form; see {@link VectorTrial}. */
    private void tryVectors(boolean counts, VectorTrial tried, long base, int limit) {
        int from = structure.scannedTo;
        if (tried.begin(limit - from)) {
            while (tried.goesOn(structure.scannedTo - from)) {
                run(counts, CsvKernels.structure(), base, structure.scannedTo + tried.part());
            }
        }
        int scanned = structure.scannedTo;
        tried.pause(scanned - from);
        run(counts, CsvKernels.plainStructure(), base, limit);
        tried.compare(structure.scannedTo - scanned);
    }

    /** The last record may lack its line end. */
    private boolean endOfFile(long base) {
        if (structure.insideQuotes()) {
            return structure.lineEnds > 0;
        }
        if (structure.recordPending(base)) {
            structure.appendLineEnd();
        }
        return true;
    }

    @Override
    boolean escapesSeen() {
        return structure.escapesSeen;
    }

    @Override
    boolean quotesSeen() {
        return quotesSeen;
    }

    @Override
    boolean nonAsciiSeen() {
        return structure.nonAsciiSeen;
    }

    @Override
    long starts(int column) {
        return column == 0 && !shape.contiguous ? rowStarts.address() : entries() + 4L * (column - 1);
    }

    @Override
    long startStep(int column) {
        return column == 0 && !shape.contiguous ? 4 : 4L * columns;
    }

    @Override
    long ends(int column) {
        return entries() + 4L * column;
    }

    @Override
    long endStep() {
        return 4L * columns;
    }

    @Override
    public void close() {
        super.close();
        rowStarts.close();
    }
}
