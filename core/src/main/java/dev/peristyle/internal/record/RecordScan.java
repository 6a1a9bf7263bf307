package dev.peristyle.internal.record;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Takes records from an iterator, by one thread at a time, a few thousand for each morsel and when it is wanted. */
final class RecordScan implements Scan {

    private static final int MAX_ROWS = 4096;
    private static final int MIN_ROWS = 64;

    /** What a chunk of columns of eight bytes takes at most, unless there are very many. */
    private static final int CHUNK_BYTES = 1 << 20;

    private final RecordColumns columns;
    private final Schema wanted;
    private final List<ColumnFill> fills;
    private final Iterator<?> iterator;
    private final Runnable close;
    private final RunContext context;
    private final int rows;
    private long taken;
    private boolean ended;

    /**
     * One reading.
     *
     * @param fills what fills the wanted columns
     * @param close called at the end
     */
    RecordScan(
            RecordColumns columns,
            Schema wanted,
            List<ColumnFill> fills,
            Iterator<?> iterator,
            Runnable close,
            RunContext context) {
        this.columns = columns;
        this.wanted = wanted;
        this.fills = fills;
        this.iterator = iterator;
        this.close = close;
        this.context = context;
        this.rows = Math.max(MIN_ROWS, Math.min(MAX_ROWS, CHUNK_BYTES / (Long.BYTES * Math.max(1, wanted.size()))));
    }

    @Override
    public Schema schema() {
        return wanted;
    }

    @Override
    public Morsel nextMorsel() {
        if (ended) {
            return null;
        }
        Object[] records = new Object[rows];
        int count = 0;
        Throwable failure = null;
        try {
            while (count < rows && iterator.hasNext()) {
                records[count] = columns.check(iterator.next(), taken + count);
                count++;
            }
        } catch (Throwable thrown) {
            // comes after the records before it
            failure = thrown;
        }
        ended = count < rows;
        if (count == 0 && failure == null) {
            return null;
        }
        Object[] held = count < rows ? Arrays.copyOf(records, count) : records;
        RecordBatch batch = new RecordBatch(held, count, taken, failure);
        taken += count;
        return batch;
    }

    @Override
    public MorselReader reader(MemoryPool pool) {
        return new RecordReader(columns, wanted, fills, rows, context, pool);
    }

    @Override
    public void close() {
        if (iterator instanceof LentIterator<?> lent) {
            lent.giveBack();
        }
        close.run();
    }
}
