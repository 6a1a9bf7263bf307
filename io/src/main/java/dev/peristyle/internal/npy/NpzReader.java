package dev.peristyle.internal.npy;

import dev.peristyle.column.Chunk;
import dev.peristyle.internal.fixedwidth.FieldColumn;
import dev.peristyle.internal.fixedwidth.RecordErrors;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.operator.FilterCascade;
import dev.peristyle.internal.operator.TrustedReader;
import dev.peristyle.internal.vector.WarmUp;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.spi.Morsel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads arrays chunk by chunk, each as the records of one width that it is: columns as the filters of the scan need them, for the rows that are left by
 * then, and what else is delivered for those that passed all. Rows that are only counted are not looked at. Not thread-safe.
 */
final class NpzReader implements TrustedReader {
    /** Input of a chunk: it and the columns made from it stay in the second-level cache. */
    private static final int CHUNK_BYTES = 256 << 10;

    /** What fewer rows than {@link #MIN_CHUNK_ROWS} take where rows are long. */
    private static final int MAX_CHUNK_BYTES = 1 << 20;

    private static final int MIN_CHUNK_ROWS = 512;
    private static final int MAX_CHUNK_ROWS = 8192;
    private static final int MAX_COUNTED_ROWS = 1 << 24;

    private final NpzScan scan;
    private final FileRanges ranges;
    private final Map<Integer, ArrayStretch> stretches = new LinkedHashMap<>();
    private final FilterCascade cascade;
    private final long bytesOfRow;
    private final int chunkRows;
    private long position;
    private long end;
    private long chunkStart;

    NpzReader(NpzScan scan, MemoryPool pool) {
        this.scan = scan;
        this.bytesOfRow = scan.bytesOfRow();
        this.chunkRows = chunkRows(Math.max(1, bytesOfRow));
        this.ranges = scan.ranges.share();
        try {
            for (int array : scan.needed) {
                NpzArrays.Member member = scan.arrays.arrays().get(array);
                stretches.put(array, ArrayStretch.of(member, ranges, pool));
            }
            this.cascade = new FilterCascade(
                    scan.arrays.schema(),
                    scan.request.predicates(),
                    scan.request.columns(),
                    (at, field) -> column(scan.arrays.columns().get(at), pool),
                    pool,
                    "npz: filtered rows");
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(this::closeStretches));
            throw failure;
        }
    }

    private static int chunkRows(long bytesOfRow) {
        long rows = Math.min(MAX_CHUNK_ROWS, CHUNK_BYTES / bytesOfRow);
        return (int) Math.max(1, Math.max(rows, Math.min(MIN_CHUNK_ROWS, MAX_CHUNK_BYTES / bytesOfRow)));
    }

    private FieldColumn column(NpzArrays.Place place, MemoryPool pool) {
        int length = scan.arrays.arrays().get(place.array()).header().format().recordLength();
        return new FieldColumn(place.field(), length, stretches.get(place.array()).block, pool);
    }

    @Override
    public void begin(Morsel morsel) {
        cascade.invalidate();
        NpzScan.Rows rows = (NpzScan.Rows) morsel;
        position = rows.from();
        chunkStart = position;
        end = rows.to();
    }

    @Override
    public boolean next() {
        if (chunkStart < position) {
            // for the chunk before, which the caller has made use of by now
            ranges.check();
        }
        if (position >= end) {
            cascade.invalidate();
            return false;
        }
        if (!cascade.readsColumns()) {
            int count = (int) Math.min(MAX_COUNTED_ROWS, end - position);
            cascade.apply(count);
            move(count);
            return true;
        }
        try {
            long began = System.nanoTime();
            read();
            WarmUp.read(System.nanoTime() - began);
            return true;
        } catch (InternalError fault) {
            throw ranges.lost(fault);
        }
    }

    private void read() {
        int count = (int) Math.min(WarmUp.rows(chunkRows), end - position);
        for (ArrayStretch stretch : stretches.values()) {
            stretch.show(position, count);
        }
        int failed;
        while ((failed = cascade.apply(count)) >= 0) {
            ranges.check();
            if (failed == 0) {
                chunkStart = position;
                throw cascade.hasConditionFailed() ? cascade.failureAt(place(position)) : malformed();
            }
            count = failed;
        }
        move(count);
    }

    private void move(int count) {
        chunkStart = position;
        position += count;
        scan.context.advance(bytesOfRow * count, count);
    }

    private RuntimeException malformed() {
        FieldColumn column = (FieldColumn) cascade.failed();
        int at = scan.arrays.schema().indexOf(column.field().name());
        ArrayStretch stretch = stretches.get(scan.arrays.columns().get(at).array());
        return RecordErrors.value(
                ranges.file().path(), position, stretch.offsetOf(position), column.field(), stretch.block.address());
    }

    private String place(long row) {
        return ranges.file().path() + ", row " + row + " (the first is 0)";
    }

    @Override
    public String place(int row) {
        return place(chunkStart + cascade.inputRow(row));
    }

    @Override
    public Chunk chunk() {
        return cascade.chunk();
    }

    @Override
    public Map<String, Long> counts() {
        return cascade.counts();
    }

    private void closeStretches() {
        List<AutoCloseable> open = new ArrayList<>();
        open.add(ranges);
        open.addAll(stretches.values());
        Closing.all(open);
    }

    @Override
    public void close() {
        end = position;
        Closing.all(List.<AutoCloseable>of(this::closeStretches, cascade));
    }
}
