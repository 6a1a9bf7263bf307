package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.Morsel;
import java.util.List;
import java.util.Map;

/** Reads batches of a file, and of those with sorted columns only what a filter is about. Not thread-safe. */
final class ColumnFileReader implements TrustedReader {
    private final ColumnFileScan scan;
    private final FileRanges ranges;
    private final BatchReader reader;
    private BatchLayout layout;
    private int layoutNumber = -1;

    ColumnFileReader(ColumnFileScan scan, MemoryPool pool) {
        this.scan = scan;
        this.ranges = scan.ranges.share();
        try {
            this.reader = new BatchReader(scan.request, ranges, scan.dictionaries, pool);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(ranges));
            throw failure;
        }
    }

    @Override
    public void begin(Morsel next) {
        reader.clear();
        BatchMorsel morsel = (BatchMorsel) next;
        long body = scan.metadata.batches().get(morsel.number()).body();
        double bytes = (double) body / morsel.rows();
        if (!reader.readsColumns()) {
            reader.begin(morsel.number(), null, morsel.from(), morsel.to(), bytes);
            return;
        }
        if (layoutNumber != morsel.number()) {
            layout = morsel.layout() != null ? morsel.layout() : scan.layout(morsel.number(), ranges);
            layoutNumber = morsel.number();
        }
        if (layout.rows() != morsel.rows()) {
            throw BrokenFile.batch(
                    scan.metadata.file().path(),
                    layout.name(),
                    layout.place().offset(),
                    "it has " + layout.rows() + " rows, but the footer says " + morsel.rows());
        }
        reader.begin(morsel.number(), layout, morsel.from(), morsel.to(), bytes);
        reader.narrow(new RowStretch(morsel));
    }

    @Override
    public boolean next() {
        return reader.next();
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
        return reader.counts();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } finally {
            ranges.close();
        }
    }
}
