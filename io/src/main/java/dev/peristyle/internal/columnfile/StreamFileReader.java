package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.Morsel;
import java.util.List;
import java.util.Map;

/** Reads batches of a stream that is in a file, with dictionaries of its own. Not thread-safe. */
final class StreamFileReader implements TrustedReader {
    private final FileRanges ranges;
    private final StreamDictionaries dictionaries;
    private final BatchReader reader;

    StreamFileReader(StreamFileScan scan, MemoryPool pool) {
        this.ranges = scan.ranges.share();
        try {
            this.dictionaries = new StreamDictionaries(ranges, pool, scan.request.textBytes());
            this.reader = new BatchReader(scan.request, ranges, dictionaries, pool);
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(ranges));
            throw failure;
        }
    }

    @Override
    public void begin(Morsel next) {
        reader.clear();
        StreamFileScan.Part part = (StreamFileScan.Part) next;
        dictionaries.begin(part.dictionaries());
        double bytes = (double) part.layout().place().body() / part.layout().rows();
        reader.begin(part.number(), part.layout(), part.from(), part.to(), bytes);
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
        try (ranges;
                dictionaries) {
            reader.close();
        }
    }
}
