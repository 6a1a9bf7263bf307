package dev.peristyle.spi;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Twelve morsels of one row with an {@code id} and a {@code name}, right unless a method is overridden: for tests of what
 * happens then.
 */
class FaultySource implements Source {

    static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("name", DataType.STRING)
            .build();

    final AtomicInteger open = new AtomicInteger();

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public String describe() {
        return "faulty rows";
    }

    @Override
    public Scan open(ScanRequest request, RunContext context) {
        open.incrementAndGet();
        return new FaultyScan(SCHEMA.select(request.columns()));
    }

    /** A scan with such a schema. */
    class FaultyScan implements Scan {

        private final Schema schema;
        private int next;

        FaultyScan(Schema schema) {
            this.schema = schema;
        }

        @Override
        public Schema schema() {
            return schema;
        }

        @Override
        public Morsel nextMorsel() {
            return next++ < 12 ? new Morsel() {} : null;
        }

        @Override
        public MorselReader reader(MemoryPool pool) {
            open.incrementAndGet();
            return new FaultyReader(schema, pool);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    /** A reader of chunks with such a schema. */
    class FaultyReader implements MorselReader {

        final Schema schema;
        final ChunkBuilder builder;
        private boolean done;

        FaultyReader(Schema schema, MemoryPool pool) {
            this.schema = schema;
            this.builder = new ChunkBuilder(schema, 10, pool, "faulty rows");
        }

        @Override
        public void begin(Morsel morsel) {
            done = false;
        }

        @Override
        public boolean next() {
            builder.clear();
            if (done) {
                return false;
            }
            done = true;
            fill();
            builder.build(1);
            return true;
        }

        void fill() {
            for (int position = 0; position < schema.size(); position++) {
                if (builder.column(position) instanceof IntegerWriter integers) {
                    integers.add(7);
                } else {
                    ((BytesWriter) builder.column(position)).add("seven");
                }
            }
        }

        @Override
        public Chunk chunk() {
            return builder.chunk();
        }

        @Override
        public void close() {
            open.decrementAndGet();
            builder.close();
        }
    }
}
