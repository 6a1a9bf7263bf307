package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Sink;
import dev.peristyle.spi.SinkWriter;

/** An output of nothing with a trap at each call of its writer and encoders; each encoder holds memory. */
record TrappedSink(Trap trap) implements Sink {

    @Override
    public String describe() {
        return "nothing";
    }

    @Override
    public SinkWriter open(Schema schema, RunContext context) {
        trap.step();
        return new SinkWriter() {
            @Override
            public Encoder encoder(MemoryPool pool) {
                trap.step();
                return new TrappedEncoder(pool.allocate(64, "encoder"));
            }

            @Override
            public void append(Encoder encoder) {
                trap.step();
                encoder.clear();
            }

            @Override
            public void commit() {
                trap.step();
            }

            @Override
            public void close() {
                trap.step();
            }
        };
    }

    private final class TrappedEncoder implements SinkWriter.Encoder {

        private final OffHeapBuffer memory;
        private long rows;

        TrappedEncoder(OffHeapBuffer memory) {
            this.memory = memory;
        }

        @Override
        public int encode(Chunk chunk, int from) {
            trap.step();
            rows += chunk.rowCount() - from;
            return chunk.rowCount();
        }

        @Override
        public long size() {
            return rows * 100_000;
        }

        @Override
        public void clear() {
            rows = 0;
        }

        @Override
        public void close() {
            memory.close();
            trap.step();
        }
    }
}
