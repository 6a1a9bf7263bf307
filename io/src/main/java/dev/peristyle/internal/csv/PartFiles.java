package dev.peristyle.internal.csv;

import dev.peristyle.file.Compression;
import dev.peristyle.file.Parts;
import dev.peristyle.internal.file.TemporaryDirectory;
import dev.peristyle.internal.parts.PartitionKeys;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of all partitions, of which so many are open at a time that which was used the longest ago is closed for another. What is in them depends on the rows
 * and their order alone. Not thread-safe.
 */
final class PartFiles implements AutoCloseable {
    private final TemporaryDirectory directory;
    private final Parts limits;
    private final WriteSettings settings;
    private final byte[] head;
    private final Compression compression;
    private final Map<String, PartFile> all = new LinkedHashMap<>();

    /** In the order of their last use. */
    private final LinkedHashMap<String, PartFile> open = new LinkedHashMap<>(16, 0.75f, true);

    private PartFile last;

    /**
     * No files yet.
     *
     * @param directory closed with this
     * @param data the columns of each file
     */
    PartFiles(
            TemporaryDirectory directory, Parts limits, WriteSettings settings, Schema data, Compression compression) {
        this.directory = directory;
        this.limits = limits;
        this.settings = settings;
        this.head = HeaderLine.of(data.names(), settings);
        this.compression = compression;
    }

    /** Adds a row to those of a partition. */
    void add(String partition, long address, int length) {
        PartFile file = last != null && last.partition().equals(partition) ? last : use(partition);
        last = file;
        file.add(address, length);
    }

    private PartFile use(String partition) {
        PartFile file = open.get(partition);
        if (file == null) {
            if (open.size() == limits.maxOpenFiles()) {
                closeEldest();
            }
            file = all.get(partition);
            if (file == null) {
                file = make(partition);
            }
            open.put(partition, file);
        }
        return file;
    }

    private void closeEldest() {
        Iterator<PartFile> eldest = open.values().iterator();
        PartFile file = eldest.next();
        eldest.remove();
        file.pause();
    }

    private PartFile make(String partition) {
        if (all.size() == limits.maxPartitions()) {
            throw PartitionKeys.tooMany(limits.columns(), limits.maxPartitions());
        }
        Path folder = directory.path().resolve(partition);
        PartFile file = new PartFile(partition, folder, limits, settings, head, compression);
        all.put(partition, file);
        return file;
    }

    /** Makes all of them visible at once. */
    void commit() {
        if (limits.columns().isEmpty() && all.isEmpty()) {
            // no rows are a file too, where that does not need a value for its directory
            use("").begin();
        }
        open.values().forEach(PartFile::pause);
        open.clear();
        directory.commit();
    }

    @Override
    public void close() {
        try {
            open.values().forEach(PartFile::discard);
        } finally {
            directory.close();
        }
    }
}
