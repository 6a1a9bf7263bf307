package dev.peristyle.internal.csv;

import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.file.Output;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ResumableWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes one CSV: encoders make its bytes, this puts them one after the other. */
final class CsvSinkWriter implements ResumableWriter {
    private final WriteSettings settings;
    private final Schema schema;
    private final Output output;
    private final MemoryPool pool;
    private final Runnable lastCheck;
    private final String target;
    private long rows;
    private boolean begun;

    /**
     * Starts with a header, or what else comes before the rows.
     *
     * @param output closed with this writer, or if this fails
     * @param lastCheck throws if the output must not become visible
     * @param target what it is called in messages
     */
    CsvSinkWriter(
            Output output,
            byte[] head,
            Runnable lastCheck,
            String target,
            WriteSettings settings,
            Schema schema,
            MemoryPool pool) {
        this.settings = settings;
        this.schema = schema;
        this.output = output;
        this.pool = pool;
        this.lastCheck = lastCheck;
        this.target = target;
        this.begun = settings.header();
        try {
            write(head);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(output));
            throw failure;
        }
    }

    /** Goes on after rows that another process has written. */
    CsvSinkWriter after(boolean otherRows, long written) {
        begun |= otherRows;
        rows = written;
        return this;
    }

    private void write(byte[] bytes) {
        if (bytes.length > 0) {
            try (OffHeapBuffer buffer = OffHeapCopy.of(bytes, pool, "csv: header")) {
                output.write(buffer.address(), bytes.length);
            }
        }
    }

    /** The first row that is written is not the first of the file. */
    CsvSinkWriter afterOtherRows() {
        begun = true;
        return this;
    }

    @Override
    public Encoder encoder(MemoryPool pool) {
        return new CsvEncoder(settings, schema, pool);
    }

    @Override
    public void append(Encoder encoder) {
        CsvEncoder text = (CsvEncoder) encoder;
        if (text.failure() != null) {
            throw text.failure().in(target, rows);
        }
        if (text.size() > 0) {
            byte[] quoted = begun ? null : FirstRow.mended(settings, text.address(), text.size());
            begun = true;
            int field = quoted == null ? 0 : quoted.length - 2;
            if (quoted != null) {
                write(quoted);
            }
            output.write(text.address() + field, text.size() - field);
            rows += text.rows();
            text.clear();
        }
    }

    @Override
    public byte[] save(boolean isLast) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream state = new DataOutputStream(bytes)) {
            state.writeBoolean(begun);
            state.writeLong(rows);
            ((OutputFile) output).save(state);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void keep() {
        ((OutputFile) output).keep(true);
    }

    @Override
    public void commit() {
        lastCheck.run();
        output.commit();
    }

    @Override
    public void close() {
        output.close();
    }
}
