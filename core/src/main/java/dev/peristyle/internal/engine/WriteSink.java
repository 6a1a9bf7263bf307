package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.error.MemoryLimitException;
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

        /** What has no room is read again in turn, when it can be appended in parts. */
        @Override
        public void add(Chunk chunk) {
            int end = encoder.encode(chunk, 0);
            held += end;
            if (end < chunk.rowCount()) {
                throw new MemoryLimitException("there is no room to keep what is to be written later");
            }
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
            int count = chunk.rowCount();
            int row = encoder.encode(chunk, 0);
            held += row;
            while (row < count) {
                handOver();
                int end = encoder.encode(chunk, row);
                if (end == row) {
                    throw new IllegalStateException("an encoder that holds nothing has to add a row: " + encoder);
                }
                held += end - row;
                row = end;
            }
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
