package dev.peristyle.internal.columnfile;

import dev.peristyle.file.Parts;
import dev.peristyle.internal.file.PartOutput;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;

/** The column files of one directory, one after the other. Not thread-safe. */
final class ColumnPart implements AutoCloseable {
    private final Path folder;
    private final Schema data;
    private final Parts parts;
    private final FileSettings settings;
    private final MemoryPool pool;
    private PartOutput output;
    private ColumnFileWriter writer;
    private int number;
    private long rows;
    private long bytes;

    ColumnPart(Path folder, Schema data, Parts parts, FileSettings settings, MemoryPool pool) {
        this.folder = folder;
        this.data = data;
        this.parts = parts;
        this.settings = settings;
        this.pool = pool;
    }

    /** Takes the rows, which the caller forgets; they may be written later. */
    void add(BatchEncoder more) {
        int count = more.batch.rows();
        long size = more.size();
        if (rows > 0 && (rows + count > parts.maxRows() || bytes + size > parts.maxBytes())) {
            end();
            number++;
            rows = 0;
            bytes = 0;
        }
        begin();
        writer.append(more);
        output.pause();
        rows += count;
        bytes += size;
    }

    /** Makes a file, if there is none that takes rows. */
    void begin() {
        if (writer == null) {
            output = new PartOutput(folder.resolve("part-" + number + ColumnFilesSource.END));
            writer = ColumnFileWriter.create(
                    output,
                    data,
                    pool,
                    settings,
                    new DictionaryColumns(data, settings.dictionaries(), pool),
                    FileMetadata.MAX_METADATA_BYTES);
            output.pause();
        }
    }

    /** Bytes of rows that are not written yet. */
    long held() {
        return writer == null ? 0 : writer.held();
    }

    /** Writes what is held, and gives its memory back. */
    void flush() {
        if (writer != null) {
            writer.flush();
            output.pause();
        }
    }

    /** Ends the file. */
    void end() {
        if (writer != null) {
            writer.commit();
            close();
        }
    }

    @Override
    public void close() {
        ColumnFileWriter closing = writer;
        writer = null;
        if (closing != null) {
            closing.close();
        }
    }
}
