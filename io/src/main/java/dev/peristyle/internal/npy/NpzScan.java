package dev.peristyle.internal.npy;

import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Statistics;
import java.util.LinkedHashSet;
import java.util.Set;

/** One reading of arrays: in parts that any thread takes if all that are needed are stored as they are, else by one thread, as deflated bytes are to be had in their order only. */
final class NpzScan implements Scan {
    /** Rows of a morsel. */
    private static final long MORSEL_ROWS = 1 << 17;

    final NpzArrays arrays;
    final FileRanges ranges;
    final ScanRequest request;
    final RunContext context;

    /** The numbers of the arrays that are needed. */
    final Set<Integer> needed = new LinkedHashSet<>();

    private final boolean isInParts;
    private long next;

    /**
     * Begins a reading.
     *
     * @param ranges the open file, closed with this
     */
    NpzScan(NpzArrays arrays, FileRanges ranges, ScanRequest request, RunContext context) {
        this.arrays = arrays;
        this.ranges = ranges;
        this.request = request;
        this.context = context;
        Set<String> names = new LinkedHashSet<>(request.columns());
        request.predicates().forEach(condition -> names.addAll(condition.columns()));
        names.forEach(name ->
                needed.add(arrays.columns().get(arrays.schema().indexOf(name)).array()));
        this.isInParts =
                needed.stream().allMatch(array -> arrays.arrays().get(array).isStored());
    }

    /** Rows {@code [from, to)}. */
    record Rows(long from, long to) implements Morsel {
        @Override
        public Statistics statistics() {
            return Statistics.unknown().withRowCount(to - from);
        }
    }

    @Override
    public Schema schema() {
        return arrays.schema().select(request.columns());
    }

    @Override
    public Rows nextMorsel() {
        if (next >= arrays.rows()) {
            return null;
        }
        long from = next;
        next = isInParts ? Math.min(arrays.rows(), from + MORSEL_ROWS) : arrays.rows();
        return new Rows(from, next);
    }

    @Override
    public int maxReaders() {
        return isInParts ? (int) Math.max(1, Math.min(Integer.MAX_VALUE, arrays.rows() / MORSEL_ROWS + 1)) : 1;
    }

    /** Bytes of a row in the arrays that are needed. */
    long bytesOfRow() {
        long bytes = 0;
        for (int array : needed) {
            bytes += arrays.arrays().get(array).header().format().recordLength();
        }
        return bytes;
    }

    @Override
    public long totalBytes() {
        return arrays.rows() * bytesOfRow();
    }

    @Override
    public MorselReader reader(MemoryPool pool) {
        return new NpzReader(this, pool);
    }

    @Override
    public void finish() {
        ranges.file().checkUnchanged();
    }

    @Override
    public void close() {
        ranges.close();
    }
}
