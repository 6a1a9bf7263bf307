package dev.peristyle.internal.csv;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.SinkWriter;
import org.agrona.UnsafeApi;

/** Writes a directory of CSV files: encoders make rows and say where each belongs, this puts them there. */
final class PartsWriter implements SinkWriter {
    private final PartFiles files;
    private final PartLimits limits;
    private final WriteSettings settings;
    private final Schema data;
    private final Schema keys;

    /** Takes the files, which are closed with this writer. */
    PartsWriter(PartFiles files, PartLimits limits, WriteSettings settings, Schema data, Schema keys) {
        this.files = files;
        this.limits = limits;
        this.settings = settings;
        this.data = data;
        this.keys = keys;
    }

    @Override
    public Encoder encoder(MemoryPool pool) {
        return new PartsEncoder(settings, data, new PartitionKeys(keys, limits.maxPartitions()), pool);
    }

    @Override
    public void append(Encoder encoder) {
        PartsEncoder rows = (PartsEncoder) encoder;
        long address = rows.address();
        long end = address + rows.size();
        while (address < end) {
            int length = UnsafeApi.getInt(address);
            int key = UnsafeApi.getInt(address + 4);
            address += PartsEncoder.HEAD;
            files.add(rows.directory(key), address, length);
            address += length;
        }
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
