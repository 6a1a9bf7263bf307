package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.Morsel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads morsels of several column files, each file as long as the morsels are its own. Not thread-safe. */
final class ColumnFilesReader implements TrustedReader {
    private final ColumnFilesScan scan;
    private final MemoryPool pool;
    private FileMetadata metadata;
    private ColumnFileScan file;
    private ColumnFileReader reader;
    /** Of the files before. */
    private final Map<String, Long> counts = new LinkedHashMap<>();

    ColumnFilesReader(ColumnFilesScan scan, MemoryPool pool) {
        this.scan = scan;
        this.pool = pool;
    }

    @Override
    public void begin(Morsel next) {
        ColumnFilesScan.Part part = (ColumnFilesScan.Part) next;
        if (part.metadata() != metadata) {
            closeFile();
            file = scan.open(part);
            reader = new ColumnFileReader(file, pool);
            metadata = part.metadata();
        }
        reader.begin(part.batch());
    }

    @Override
    public boolean next() {
        return reader != null && reader.next();
    }

    @Override
    public String place(int row) {
        return reader.place(row);
    }

    @Override
    public Chunk chunk() {
        return reader.chunk();
    }

    @Override
    public Map<String, Long> counts() {
        if (reader != null) {
            reader.counts().forEach((what, number) -> counts.merge(what, number, Long::sum));
        }
        return counts;
    }

    private void closeFile() {
        metadata = null;
        try {
            if (reader != null) {
                counts();
                reader.close();
            }
        } finally {
            reader = null;
            ColumnFileScan closing = file;
            file = null;
            if (closing != null) {
                closing.close();
            }
        }
    }

    @Override
    public void close() {
        closeFile();
    }
}
