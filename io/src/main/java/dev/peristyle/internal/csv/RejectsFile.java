package dev.peristyle.internal.csv;

import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.file.OutputFile;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The CSV of rejected records: whole or absent. A few of them are held on the heap until they are written. Not thread-safe. */
final class RejectsFile implements AutoCloseable {
    private static final String HEADER = "file,line,byte_offset,column,kind,message,record\n";
    private static final int HELD = 1 << 16;

    private final OutputFile output;
    private final MemoryPool pool;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    private RejectsFile(OutputFile output, MemoryPool pool) {
        this.output = output;
        this.pool = pool;
    }

    /**
     * Starts a file.
     *
     * @param job what another process goes on with, or null if none does
     */
    static RejectsFile create(Path file, String job, MemoryPool pool) {
        OutputFile output = job == null ? OutputFile.create(file) : OutputFile.createResumable(file, job);
        RejectsFile rejects = new RejectsFile(output, pool);
        rejects.held.writeBytes(HEADER.getBytes(StandardCharsets.UTF_8));
        return rejects;
    }

    /** Goes on with a file, see {@link OutputFile#resume}. */
    static RejectsFile resume(Path file, DataInput saved, boolean mayBeNamed, MemoryPool pool) throws IOException {
        return new RejectsFile(OutputFile.resume(file, saved, mayBeNamed), pool);
    }

    /** Brings all to the disk and says how to go on. */
    void save(DataOutput target) throws IOException {
        flush();
        output.save(target);
    }

    /** Whether another process may go on. */
    void keep(boolean isKept) {
        output.keep(isKept);
    }

    /**
     * Appends a record.
     *
     * @param line from 1, or -1 if it is not known
     * @param column its name, or null
     * @param record its bytes, valid UTF-8 or not
     */
    void add(Path file, long line, long byteOffset, String column, String kind, String message, byte[] record) {
        StringBuilder text = new StringBuilder(record.length + 256);
        quoted(text, file.toString());
        text.append(',');
        if (line >= 0) {
            text.append(line);
        }
        text.append(',').append(byteOffset).append(',');
        if (column != null) {
            quoted(text, column);
        }
        text.append(',').append(kind).append(',');
        quoted(text, message);
        text.append(',');
        quoted(text, new String(record, StandardCharsets.UTF_8));
        text.append('\n');
        held.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        if (held.size() >= HELD) {
            flush();
        }
    }

    private static void quoted(StringBuilder target, String text) {
        target.append('"').append(text.replace("\"", "\"\"")).append('"');
    }

    private void flush() {
        if (held.size() == 0) {
            return;
        }
        byte[] bytes = held.toByteArray();
        held.reset();
        try (OffHeapBuffer copy = OffHeapCopy.of(bytes, pool, "csv: rejected records")) {
            output.write(copy.address(), bytes.length);
        }
    }

    /** Makes the file whole and visible. */
    void commit() {
        flush();
        output.commit();
    }

    @Override
    public void close() {
        output.close();
    }
}
