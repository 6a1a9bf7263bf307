package dev.peristyle.internal.fixedwidth;

import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.file.Output;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ResumableWriter;
import dev.peristyle.spi.SavedPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Writes one file of records: encoders make them, this puts them one after the other. */
public final class RecordSinkWriter implements ResumableWriter {
    private final Output output;
    private final String target;
    private final RecordFormat format;
    private final Schema schema;

    /** Empty once it is written. */
    private byte[] footer;

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
            Closing.after(failure, List.of(output));
            throw failure;
        }
    }

    /** Goes on with a file that another process has begun. */
    static RecordSinkWriter resume(
            Path file, SavedPosition saved, RecordFormat format, Schema schema, byte[] footer, MemoryPool pool) {
        try (DataInputStream source = new DataInputStream(new ByteArrayInputStream(saved.state()))) {
            long rows = source.readLong();
            OutputFile output = OutputFile.resume(file, source, saved.isComplete());
            byte[] rest = saved.isComplete() ? new byte[0] : footer;
            RecordSinkWriter writer =
                    new RecordSinkWriter(output, file.toString(), format, schema, new byte[0], rest, pool);
            writer.rows = rows;
            return writer;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public byte[] save(boolean isLast) {
        if (isLast) {
            writeFooter();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream target = new DataOutputStream(bytes)) {
            target.writeLong(rows);
            ((OutputFile) output).save(target);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void keep() {
        ((OutputFile) output).keep(true);
    }

    private void writeFooter() {
        byte[] bytes = footer;
        footer = new byte[0];
        write(bytes);
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
        writeFooter();
        output.commit();
    }

    @Override
    public void close() {
        output.close();
    }
}
