package dev.peristyle.internal.fixedwidth;

import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.file.Output;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;

/** Writes one file of records: encoders make them, this puts them one after the other. */
public final class RecordSinkWriter implements SinkWriter {
    private final Output output;
    private final String target;
    private final RecordFormat format;
    private final Schema schema;
    private final byte[] footer;
    private final MemoryPool pool;
    private long rows;

    /**
     * Begins with the header.
     *
     * @param output closed with this, and if this fails
     * @param target what it is called in messages
     * @param schema the columns of the rows, those of the format among them
     */
    public RecordSinkWriter(
            Output output,
            String target,
            RecordFormat format,
            Schema schema,
            byte[] header,
            byte[] footer,
            MemoryPool pool) {
        this.output = output;
        this.target = target;
        this.format = format;
        this.schema = schema;
        this.footer = footer;
        this.pool = pool;
        try {
            write(header);
        } catch (RuntimeException | Error failure) {
            output.close();
            throw failure;
        }
    }

    private void write(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        try (OffHeapBuffer buffer = OffHeapCopy.of(bytes, pool, "records: header or footer")) {
            output.write(buffer.address(), bytes.length);
        }
    }

    @Override
    public Encoder encoder(MemoryPool encoderPool) {
        return new RecordEncoder(format, schema, encoderPool);
    }

    @Override
    public void append(Encoder encoder) {
        RecordEncoder records = (RecordEncoder) encoder;
        if (records.failure() != null) {
            throw records.failure().in(target, rows);
        }
        if (records.size() > 0) {
            output.write(records.address(), records.size());
            rows += records.size() / format.recordLength();
            records.clear();
        }
    }

    /** How many rows were written. */
    public long rows() {
        return rows;
    }

    @Override
    public void commit() {
        write(footer);
        output.commit();
    }

    @Override
    public void close() {
        output.close();
    }
}
