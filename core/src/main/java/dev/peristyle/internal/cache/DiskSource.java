package dev.peristyle.internal.cache;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.Statistics;
import java.util.Set;

/** Reads rows of a cache that are on disk. Whoever has it run holds the copy meanwhile. */
final class DiskSource implements Source {

    /** Enough for a thread to be worth the change, few enough to share them. */
    private static final int MORSEL_PIECES = 4;

    private final DiskCopy copy;
    private final String name;
    private final Set<Object> reads;

    DiskSource(DiskCopy copy, String name, Set<Object> reads) {
        this.copy = copy;
        this.name = name;
        this.reads = reads;
    }

    /** Pieces {@code [from, to)} of the copy. */
    record Pieces(int from, int to, long rows) implements Morsel {

        @Override
        public Statistics statistics() {
            return Statistics.unknown().withRowCount(rows);
        }
    }

    @Override
    public Schema schema() {
        return copy.schema();
    }

    @Override
    public String describe() {
        return name + " on disk, of " + copy.rowCount() + (copy.rowCount() == 1 ? " row" : " rows");
    }

    @Override
    public Set<Object> reads() {
        return reads;
    }

    @Override
    public Statistics statistics() {
        return Statistics.unknown().withRowCount(copy.rowCount());
    }

    @Override
    public FilterSupport support(Predicate predicate) {
        return FilterSupport.NONE;
    }

    @Override
    public Scan open(ScanRequest request, RunContext context) {
        Schema columns = copy.schema().select(request.columns());
        return new Scan() {
            private int next;

            @Override
            public Schema schema() {
                return columns;
            }

            @Override
            public Morsel nextMorsel() {
                int from = next;
                next = Math.min(copy.pieces(), from + MORSEL_PIECES);
                long rows = 0;
                for (int piece = from; piece < next; piece++) {
                    rows += copy.rows(piece);
                }
                return from == next ? null : new Pieces(from, next, rows);
            }

            @Override
            public int maxReaders() {
                return Math.max(1, (copy.pieces() + MORSEL_PIECES - 1) / MORSEL_PIECES);
            }

            @Override
            public MorselReader reader(MemoryPool pool) {
                return new DiskReader(copy, columns, context, pool);
            }

            @Override
            public void close() {
                // who runs it holds the copy
            }
        };
    }
}
