package dev.peristyle.internal.engine;

import dev.peristyle.internal.operator.OperatorId;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.GuessingScan;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.ResumableScan;
import dev.peristyle.spi.ResumableSource;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.SavedPosition;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.SpillFile;
import dev.peristyle.spi.Statistics;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * A source that is read in segments, one after the other, with a checkpoint between two of them. There is one scan of what it stands for: each
 * opening shows the next segment of it, as if that were all. For one run at a time.
 */
public final class SegmentedSource implements Source {

    /**
     * Input of a segment where its rows are not given: of 5 GB less than a hundredth, and enough for the two syncs of a checkpoint
     * to be a small part of the work.
     */
    private static final long BYTES = 32 << 20;

    /** The same for a source that counts no bytes. */
    private static final long ROWS = 1_000_000;

    private final ResumableSource source;
    private final long everyRows;
    private final LongAdder rows = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private OperatorId operator;
    private ScanRequest request;
    private ResumableScan scan;
    private boolean isTold;
    private byte[] saved;
    private Map<String, Long> counts = Map.of();
    private long rowsBefore;
    private long bytesBefore;
    private boolean handedOut;
    private boolean paused;
    private boolean exhausted;

    /**
     * A source in segments.
     *
     * @param source what is read
     * @param everyRows rows of a segment at least, or 0 for some megabytes
     */
    public SegmentedSource(ResumableSource source, long everyRows) {
        this.source = source;
        this.everyRows = everyRows;
    }

    /**
     * Says what will be asked of it.
     *
     * @param id which operator it is
     * @param wanted what each opening will ask for
     */
    public void planned(OperatorId id, ScanRequest wanted) {
        operator = id;
        request = wanted;
    }

    /** Begins another reading of the whole, or of the rest, whoever asks for its first row and when. */
    void begin(SavedPosition from, Run run) {
        isTold = false;
        counts = Map.of();
        saved = from == null ? null : from.state();
        scan = source.open(request, counted(run.context(run.operator(operator))), from);
    }

    /** What is opened next is the segment after what was read. */
    void nextSegment() {
        rowsBefore = rows.sum();
        bytesBefore = bytes.sum();
        handedOut = false;
        paused = false;
        exhausted = false;
    }

    /** Whether the segment has ended, and not the source, nor did anybody stop before. */
    boolean isPaused() {
        return paused;
    }

    /** No more rows are wanted, so that it does not matter how far it was read. */
    void stop() {
        paused = false;
        exhausted = false;
    }

    /** Where to go on; if rows are not wanted any more, where the segment began. */
    byte[] save() {
        if (paused || exhausted || saved == null) {
            saved = scan.save();
        }
        return saved;
    }

    /** All rows are read and written: the source has its last word. Not where rows are left that nobody wants. */
    void finish() {
        if (exhausted) {
            scan.finish();
        }
    }

    /** Whether another run may go on. */
    void keep(boolean isKept) {
        if (scan != null) {
            scan.keep(isKept);
        }
    }

    void close() {
        ResumableScan closing = scan;
        scan = null;
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public Scan open(ScanRequest wanted, RunContext context) {
        boolean first = !isTold;
        isTold = true;
        return scan instanceof GuessingScan guessing ? new GuessingSegment(guessing, first) : new Segment(scan, first);
    }

    /** What the scan has counted since it was asked before. */
    private Map<String, Long> newCounts() {
        Map<String, Long> now = scan.counts();
        Map<String, Long> more = new LinkedHashMap<>(now);
        counts.forEach((what, number) -> more.merge(what, -number, Long::sum));
        counts = now;
        return more;
    }

    private boolean isFull() {
        long newRows = rows.sum() - rowsBefore;
        return everyRows > 0 ? newRows >= everyRows : newRows >= ROWS || bytes.sum() - bytesBefore >= BYTES;
    }

    private RunContext counted(RunContext context) {
        return new RunContext() {
            @Override
            public MemoryPool memory() {
                return context.memory();
            }

            @Override
            public int threads() {
                return context.threads();
            }

            @Override
            public Path temporaryDirectory() {
                return context.temporaryDirectory();
            }

            @Override
            public String job() {
                return context.job();
            }

            @Override
            public SpillFile spill(String owner) {
                return context.spill(owner);
            }

            @Override
            public void advance(long bytesRead, long rowsRead) {
                bytes.add(bytesRead);
                rows.add(rowsRead);
                context.advance(bytesRead, rowsRead);
            }

            @Override
            public boolean isCancelled() {
                return context.isCancelled();
            }
        };
    }

    @Override
    public Schema schema() {
        return source.schema();
    }

    @Override
    public String describe() {
        return source.describe();
    }

    @Override
    public Statistics statistics() {
        return source.statistics();
    }

    @Override
    public Statistics exactStatistics(List<String> columns) {
        return source.exactStatistics(columns);
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return source.support(predicate);
    }

    @Override
    public List<String> explain(ScanRequest wanted) {
        return source.explain(wanted);
    }

    @Override
    public Set<Object> reads() {
        return source.reads();
    }

    @Override
    public Set<Object> writes() {
        return source.writes();
    }

    /** Some morsels of the scan, which stays open. */
    private class Segment implements Scan {

        private final Scan all;
        private final boolean first;

        Segment(Scan all, boolean first) {
            this.all = all;
            this.first = first;
        }

        @Override
        public Schema schema() {
            return all.schema();
        }

        @Override
        public Morsel nextMorsel() {
            if (exhausted || paused) {
                return null;
            }
            if (handedOut && isFull()) {
                paused = true;
                return null;
            }
            Morsel next = all.nextMorsel();
            exhausted = next == null;
            handedOut = true;
            return next;
        }

        @Override
        public int maxReaders() {
            return all.maxReaders();
        }

        @Override
        public long totalBytes() {
            return first ? all.totalBytes() : 0;
        }

        @Override
        public Map<String, Long> counts() {
            return newCounts();
        }

        @Override
        public MorselReader reader(MemoryPool pool) {
            return all.reader(pool);
        }

        @Override
        public void close() {
            // the next segment needs it
        }
    }

    /** The same of a scan whose readers guess. */
    private final class GuessingSegment extends Segment implements GuessingScan {

        private final GuessingScan guessing;

        GuessingSegment(GuessingScan guessing, boolean first) {
            super(guessing, first);
            this.guessing = guessing;
        }

        @Override
        public GuessingReader reader(MemoryPool pool) {
            return guessing.reader(pool);
        }
    }
}
