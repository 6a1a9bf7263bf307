package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.file.Output;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Writes the stream format: what is in a file before its footer, without the magic at its beginning. Nothing is known of it but its batches, one
 * after the other, so that a reader needs no more than one of them.
 */
final class ColumnStreamWriter implements SinkWriter {
    private final Output output;
    private final Schema schema;
    private final MemoryPool pool;
    private final BatchCollector batches;
    private final BatchBody body;
    private final DictionaryColumns dictionaries;

    private ColumnStreamWriter(Output output, Schema schema, MemoryPool pool, BodyCodec codec) {
        this.output = output;
        this.schema = schema;
        this.pool = pool;
        this.batches = new BatchCollector(schema, pool, this::write);
        this.body = new BatchBody(codec, pool);
        this.dictionaries = new DictionaryColumns(schema, Set.of(), pool);
    }

    /**
     * Begins a stream with the schema.
     *
     * @param output closed with the writer, and if this fails
     * @param codec what batches are compressed with, or null
     */
    static ColumnStreamWriter create(Output output, Schema schema, MemoryPool pool, BodyCodec codec) {
        ColumnStreamWriter writer = new ColumnStreamWriter(output, schema, pool, codec);
        try {
            MessageOutput.write(ArrowMessages.schema(schema, List.of(), 0), output, pool);
            return writer;
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(writer));
            throw failure;
        }
    }

    @Override
    public Encoder encoder(MemoryPool encoderPool) {
        return new BatchEncoder(schema, encoderPool);
    }

    @Override
    public void append(Encoder encoder) {
        batches.append((BatchEncoder) encoder);
    }

    private void write(RowBatch rows) {
        MessageOutput.write(body.take(rows, dictionaries), output, pool);
        body.write(output);
    }

    @Override
    public void commit() {
        batches.flush();
        batches.close();
        body.close();
        byte[] end = ByteBuffer.allocate(FileLayout.END_BYTES)
                .putInt(FileLayout.CONTINUATION)
                .putInt(0)
                .array();
        MessageOutput.write(end, output, pool);
        output.commit();
    }

    @Override
    public void close() {
        try {
            batches.close();
            body.close();
        } finally {
            output.close();
        }
    }
}
