package dev.peristyle.internal.join;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Boxed rows as a source, in chunks and morsels of given sizes. What chunks leave undefined is hostile. */
public final class ListedRows implements Source {

    private final Schema schema;
    private final List<Object[]> rows;
    private final int chunkRows;
    private final int morselRows;
    private final AtomicInteger open = new AtomicInteger();

    /** What happens at each chunk that is read. */
    Runnable atChunk = () -> {};

    public ListedRows(Schema schema, List<Object[]> rows, int chunkRows, int morselRows) {
        this.schema = schema;
        this.rows = rows;
        this.chunkRows = chunkRows;
        this.morselRows = morselRows;
    }

    int open() {
        return open.get();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public String describe() {
        return "listed rows";
    }

    @Override
    public Statistics statistics() {
        return Statistics.unknown().withRowCount(rows.size());
    }

    private record Part(int from, int to) implements Morsel {}

    @Override
    public Scan open(ScanRequest request, RunContext context) {
        open.incrementAndGet();
        return new Scan() {
            private int next;

            @Override
            public Schema schema() {
                return schema.select(request.columns());
            }

            @Override
            public Morsel nextMorsel() {
                if (next >= rows.size()) {
                    return null;
                }
                int from = next;
                next = Math.min(rows.size(), from + morselRows);
                return new Part(from, next);
            }

            @Override
            public MorselReader reader(MemoryPool pool) {
                return new Reader(request, context, pool);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    private final class Reader implements MorselReader {

        private final RunContext context;
        private final int[] columns;
        private final ChunkFixture fixture;
        private Chunk chunk;
        private int next;
        private int end;

        Reader(ScanRequest request, RunContext context, MemoryPool pool) {
            this.context = context;
            this.columns = request.columns().stream().mapToInt(schema::indexOf).toArray();
            this.fixture = new ChunkFixture(pool, schema.select(request.columns()));
        }

        @Override
        public void begin(Morsel morsel) {
            next = ((Part) morsel).from;
            end = ((Part) morsel).to;
        }

        @Override
        public boolean next() {
            if (next >= end) {
                return false;
            }
            atChunk.run();
            int to = Math.min(end, next + chunkRows);
            List<Object[]> shown = new ArrayList<>();
            for (Object[] row : rows.subList(next, to)) {
                Object[] values = new Object[columns.length];
                for (int column = 0; column < columns.length; column++) {
                    values[column] = row[columns[column]];
                }
                shown.add(values);
            }
            chunk = fixture.chunk(shown);
            context.advance(shown.size(), shown.size());
            next = to;
            return true;
        }

        @Override
        public Chunk chunk() {
            return chunk;
        }

        @Override
        public void close() {
            fixture.close();
        }
    }
}
