package dev.peristyle.internal.csv;

import dev.peristyle.file.Parts;
import dev.peristyle.internal.parts.PartColumns;
import dev.peristyle.internal.parts.PartitionKeys;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.SinkWriter;
import org.agrona.UnsafeApi;

/** Writes a directory of CSV files: encoders make rows and say where each belongs, this puts them there. */
final class PartsWriter implements SinkWriter {
    private final PartFiles files;
    private final Parts limits;
    private final WriteSettings settings;
    private final PartColumns columns;
    private final String target;
    private long written;

    /** Takes the files, which are closed with this writer. */
    PartsWriter(PartFiles files, Parts limits, WriteSettings settings, PartColumns columns, String target) {
        this.files = files;
        this.limits = limits;
        this.settings = settings;
        this.columns = columns;
        this.target = target;
    }

    @Override
    public Encoder encoder(MemoryPool pool) {
        return new PartsEncoder(settings, columns, new PartitionKeys(columns.keys(), limits.maxPartitions()), pool);
    }

    @Override
    public void append(Encoder encoder) {
        PartsEncoder rows = (PartsEncoder) encoder;
        if (rows.failure() != null) {
            throw rows.failure().in(target, written);
        }
        long address = rows.address();
        long end = address + rows.size();
        while (address < end) {
            int length = UnsafeApi.getInt(address);
            int key = UnsafeApi.getInt(address + 4);
            address += PartsEncoder.HEAD;
            files.add(rows.directory(key), address, length);
            address += length;
        }
        written += rows.rows();
        rows.clear();
    }

    @Override
    public void commit() {
        files.commit();
    }

    @Override
    public void close() {
        files.close();
    }
}
