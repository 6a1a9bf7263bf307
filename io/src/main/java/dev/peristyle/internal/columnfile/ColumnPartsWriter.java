package dev.peristyle.internal.columnfile;

import dev.peristyle.file.Parts;
import dev.peristyle.internal.file.TemporaryDirectory;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.parts.PartColumns;
import dev.peristyle.internal.parts.PartitionKeys;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.SinkWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a directory of column files: encoders collect rows by partition, this puts them together to batches. What is held of all partitions together is at most
 * a part of the limit; then a batch of each is written. A file is open only while one of it is.
 */
final class ColumnPartsWriter implements SinkWriter {
    /** What is held of the limit, at most. */
    private static final int PARTS_OF_LIMIT = 4;

    private final TemporaryDirectory directory;
    private final Parts parts;
    private final PartColumns columns;
    private final FileSettings settings;
    private final MemoryPool pool;
    private final Map<String, ColumnPart> all = new LinkedHashMap<>();
    private long held;

    /**
     * No files yet.
     *
     * @param directory closed with this
     */
    ColumnPartsWriter(
            TemporaryDirectory directory, Parts parts, PartColumns columns, FileSettings settings, MemoryPool pool) {
        this.directory = directory;
        this.parts = parts;
        this.columns = columns;
        this.settings = settings;
        this.pool = pool;
    }

    @Override
    public Encoder encoder(MemoryPool encoderPool) {
        return new ColumnPartsEncoder(
                columns,
                new PartitionKeys(columns.keys(), parts.maxPartitions()),
                (int) Math.min(Integer.MAX_VALUE, parts.maxRows()),
                parts.maxBytes(),
                encoderPool);
    }

    @Override
    public void append(Encoder encoder) {
        ((ColumnPartsEncoder) encoder).drain(this::add);
        if (held > pool.limit() / PARTS_OF_LIMIT) {
            all.values().forEach(ColumnPart::flush);
            held = 0;
        }
    }

    private void add(String partition, BatchEncoder rows) {
        ColumnPart part = part(partition);
        long before = part.held();
        part.add(rows);
        held += part.held() - before;
    }

    private ColumnPart part(String partition) {
        ColumnPart part = all.get(partition);
        if (part == null) {
            if (all.size() == parts.maxPartitions()) {
                throw PartitionKeys.tooMany(parts.columns(), parts.maxPartitions());
            }
            part = new ColumnPart(directory.path().resolve(partition), columns.data(), parts, settings, pool);
            all.put(partition, part);
        }
        return part;
    }

    @Override
    public void commit() {
        if (parts.columns().isEmpty() && all.isEmpty()) {
            // no rows are a file too, where that does not need a value for its directory
            part("").begin();
        }
        all.values().forEach(ColumnPart::end);
        directory.commit();
    }

    @Override
    public void close() {
        List<AutoCloseable> open = new ArrayList<>();
        open.add(directory);
        open.addAll(all.values());
        Closing.all(open);
    }
}
