package dev.peristyle.internal.csv;

import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.window.WindowLayout;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.GuessingScan;
import dev.peristyle.spi.ResumableScan;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import dev.peristyle.spi.ScanRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One reading of a dataset; a split is a window of a file. Holds nothing open but the first file, until a reader takes it: to
 * open files is up to readers.
 */
final class CsvScan implements GuessingScan, ResumableScan {
    /**
     * Of the heap, for each column and reader, with the chunks that wait for their turn: what was measured with 20,000 columns. Readers have no
     * more than half of it together.
     */
    private static final int HEAP_OF_A_COLUMN = 4 << 10;

    final ReadSettings settings;

    /** The columns of the files. */
    final Schema all;

    /** Those and the name of the file, if that is wanted. */
    final Schema shown;

    final ScanRequest request;
    final RunContext context;
    final WindowLayout layout;
    final List<CsvFile> files;

    /** The bad records, or null where each is an error. */
    final BadRowLog badRows;

    private final Schema schema;
    private final int splitCount;
    private final long totalBytes;
    private int next;

    /** Where the split begins that is handed out next, if nobody has to guess. */
    private long nextStart = GuessingReader.UNKNOWN;

    /** Where the last split that was handed out has ended, when it was read last. */
    private long reached;

    CsvScan(
            ReadSettings settings,
            Schema all,
            Schema shown,
            ScanRequest request,
            RunContext context,
            WindowLayout layout,
            List<CsvFile> files,
            int splitCount,
            long totalBytes,
            boolean resumable) {
        this.settings = settings;
        this.all = all;
        this.shown = shown;
        this.request = request;
        this.context = context;
        this.layout = layout;
        this.files = files;
        this.schema = shown.select(request.columns());
        this.splitCount = splitCount;
        this.totalBytes = totalBytes;
        this.badRows = settings.badRows().isFail() ? null : new BadRowLog(this, settings.badRows(), context, resumable);
    }

    /** The file that a split belongs to. */
    CsvFile fileOf(int split) {
        int low = 0;
        int high = files.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (files.get(middle).firstSplit <= split) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return files.get(low);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /** How many splits there are. */
    int splitCount() {
        return splitCount;
    }

    @Override
    public synchronized CsvSplit nextMorsel() {
        if (next == splitCount) {
            return null;
        }
        long start = nextStart;
        nextStart = GuessingReader.UNKNOWN;
        return new CsvSplit(next++, start);
    }

    /** Begins a reading that another process may go on with, or goes on with one. */
    void begin(SavedPosition saved) {
        if (saved != null) {
            CsvPosition.goOn(this, saved);
        } else if (badRows != null) {
            badRows.begin();
        }
    }

    /** What is handed out next is a split that begins at a known place. */
    synchronized void goOn(int split, long place) {
        next = split;
        nextStart = place;
        reached = place;
    }

    /** A split was read, perhaps from a wrong place and not for the last time. */
    synchronized void ended(int split, long end) {
        if (split == next - 1) {
            reached = end;
        }
    }

    @Override
    public synchronized byte[] save() {
        nextStart = reached;
        return CsvPosition.write(files, reached, badRows);
    }

    @Override
    public void keep(boolean isKept) {
        if (badRows != null) {
            badRows.keep(isKept);
        }
    }

    @Override
    public int maxReaders() {
        long room = Runtime.getRuntime().maxMemory() / 2 / HEAP_OF_A_COLUMN / Math.max(1, schema.size());
        return (int) Math.max(1, Math.min(splitCount, room));
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    @Override
    public GuessingReader reader(MemoryPool pool) {
        return new CsvSplitReader(this, pool);
    }

    @Override
    public void finish() {
        for (CsvFile file : files) {
            file.input.checkUnchanged();
        }
        if (badRows != null) {
            badRows.finish();
        }
    }

    @Override
    public Map<String, Long> counts() {
        return badRows == null ? Map.of() : badRows.counts();
    }

    @Override
    public void close() {
        List<AutoCloseable> open = new ArrayList<>();
        open.add(badRows);
        // readers close what they opened or took
        for (CsvFile file : files) {
            open.add(file.windows);
        }
        Closing.all(open);
    }
}
