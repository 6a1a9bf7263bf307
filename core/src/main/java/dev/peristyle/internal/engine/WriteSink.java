package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.spi.SinkWriter;

/** Writes rows: a state is an encoder, and it is handed over by appending what it has encoded. */
final class WriteSink implements OrderedSink {

    /** Appended in one go when it is the morsel's turn: large enough for the system call not to matter. */
    private static final long APPEND_BYTES = 1 << 20;

    /** Where memory is short, less: what is appended takes up to twice that while it grows. */
    private static final int PARTS_OF_LIMIT = 64;

    private final SinkWriter writer;
    private final OperatorRun operator;
    private final long appendBytes;
    private long rows;
    private long bytes;

    WriteSink(SinkWriter writer, OperatorRun operator) {
        this.writer = writer;
        this.operator = operator;
        this.appendBytes = Math.min(APPEND_BYTES, operator.memory().limit() / PARTS_OF_LIMIT);
    }

    @Override
    public OperatorRun operator() {
        return operator;
    }

    @Override
    public Partial partial() {
        return new Encoded(writer.encoder(operator.memory()));
    }

    /** The rows written; the threads have ended. */
    long rows() {
        return rows;
    }

    /** The bytes written; the threads have ended. */
    long bytes() {
        return bytes;
    }

    /** One at a time has its turn, so what is counted here needs no other guard. */
    private final class Encoded implements Partial {

        private final SinkWriter.Encoder encoder;
        private long held;

        Encoded(SinkWriter.Encoder encoder) {
            this.encoder = encoder;
        }

        @Override
        public void add(Chunk chunk) {
            encoder.encode(chunk);
            held += chunk.rowCount();
        }

        @Override
        public long bytes() {
            return encoder.size();
        }

        @Override
        public void clear() {
            encoder.clear();
            held = 0;
        }

        @Override
        public long addInTurn(Chunk chunk) {
            add(chunk);
            return encoder.size() >= appendBytes ? handOver() : 0;
        }

        @Override
        public long handOver() {
            bytes += encoder.size();
            writer.append(encoder);
            rows += held;
            held = 0;
            return 0;
        }

        @Override
        public void close() {
            encoder.close();
        }
    }
}
