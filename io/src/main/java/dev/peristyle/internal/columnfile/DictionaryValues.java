package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.BitCopyKernel;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * The values of a dictionary, all of its batches one after the other, in memory. Between two calls of {@link #add} read by any thread.
 */
final class DictionaryValues implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 8192;
    private static final int MAX_ROWS = Integer.MAX_VALUE - 64;

    private final ColumnPlan plan;
    private final MemoryPool pool;
    private final Layout layout;
    private final GrowingBuffer text;
    private ColumnBuffer values;
    private long textBytes;
    private int rows;
    private int nulls;

    /** Where the text lay when views of the first rows were made of it, and how many that are. */
    private long shownText;

    private int shownRows;

    /**
     * A dictionary without values.
     *
     * @param plan of the values
     * @param pool where the memory of all of them comes from
     */
    DictionaryValues(ColumnPlan plan, MemoryPool pool) {
        this.plan = plan;
        this.pool = pool;
        this.layout = plan.type().layout();
        this.values = buffer();
        this.text = new GrowingBuffer(pool, owner());
    }

    private String owner() {
        return FileColumn.owner(plan) + ", dictionary";
    }

    private ColumnBuffer buffer() {
        return new ColumnBuffer(pool, owner(), plan.type());
    }

    /**
     * Reads a dictionary.
     *
     * @param plan of the values
     * @param batches of the dictionary, in the order of the file
     * @return the values, to be closed by the caller
     */
    static DictionaryValues read(
            ColumnPlan plan, List<BatchLayout> batches, FileRanges ranges, MemoryPool pool, int textBytes) {
        DictionaryValues dictionary = new DictionaryValues(plan, pool);
        try {
            dictionary.add(batches, ranges, textBytes);
            return dictionary;
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(dictionary));
            throw failure;
        }
    }

    /**
     * Adds the values of more batches. After an error there is no more to it than to close it.
     *
     * @param textBytes bytes of text that are read at once
     */
    void add(List<BatchLayout> batches, FileRanges ranges, int textBytes) {
        long more = 0;
        for (BatchLayout batch : batches) {
            more += Math.min(batch.rows(), MAX_ROWS + 1L);
        }
        InputFile file = ranges.file();
        if (rows + more > MAX_ROWS) {
            throw BrokenFile.at(
                    file.path(),
                    0,
                    " has a dictionary of more than " + MAX_ROWS + " values, more than are read, for column '"
                            + plan.name() + "'");
        }
        try (FileColumn column = FileColumn.of(plan, ranges, pool, textBytes)) {
            ensureKept((int) (rows + more));
            for (BatchLayout batch : batches) {
                add(column, batch, file);
            }
            publish();
        }
    }

    private void ensureKept(int wanted) {
        if (rows == 0 || wanted <= values.capacity()) {
            values.ensureCapacity(wanted);
            return;
        }
        ColumnBuffer old = values;
        ColumnBuffer larger = buffer();
        try {
            larger.ensureCapacity((int) Math.min(MAX_ROWS, Math.max(wanted, 2L * rows)));
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(larger));
            throw failure;
        }
        BitCopyKernel.copy(old.validityAddress(), 0, larger.validityAddress(), 0, rows);
        UnsafeApi.copyMemory(old.valuesAddress(), larger.valuesAddress(), layout.bytes(rows));
        if (layout == Layout.VIEW) {
            UnsafeApi.copyMemory(old.lengthsAddress(), larger.lengthsAddress(), 4L * rows);
        }
        values = larger;
        old.close();
    }

    private void add(FileColumn column, BatchLayout batch, InputFile file) {
        column.begin(batch, 0);
        for (long done = 0; done < batch.rows(); ) {
            column.at(done);
            int count = (int) Math.min(ROWS_AT_ONCE, batch.rows() - done);
            int failed;
            while ((failed = column.load(0, count)) >= 0) {
                if (failed == 0) {
                    throw column.failure(file.path());
                }
                count = failed;
            }
            add(column.column(), count);
            done += count;
        }
    }

    private void add(Column source, int count) {
        long validity = source.validityAddress();
        if (validity == 0) {
            BitCopyKernel.set(values.validityAddress(), rows, count);
        } else {
            nulls += count - (int) BitCopyKernel.copy(validity, 0, values.validityAddress(), rows, count);
        }
        if (layout == Layout.BIT) {
            BitCopyKernel.copy(source.valuesAddress(), 0, values.valuesAddress(), rows, count);
        } else if (layout == Layout.VIEW) {
            addTexts((ViewColumn) source, validity, count);
        } else {
            UnsafeApi.copyMemory(
                    source.valuesAddress(),
                    values.valuesAddress() + (long) layout.bytes() * rows,
                    (long) layout.bytes() * count);
        }
        rows += count;
    }

    private void addTexts(ViewColumn source, long validity, int count) {
        text.ensureKept(1 + textBytes + TextKernel.totalLength(source.lengthsAddress(), validity, 0, count));
        for (int row = 0; row < count; row++) {
            int length = Bits.isNull(validity, row) ? 0 : UnsafeApi.getInt(source.lengthsAddress() + 4L * row);
            TextKernel.copy(UnsafeApi.getLong(source.valuesAddress() + 8L * row), text.address() + textBytes, length);
            // where it is among the texts, until these do not move any more
            UnsafeApi.putLong(values.valuesAddress() + 8L * (rows + row), textBytes);
            UnsafeApi.putInt(values.lengthsAddress() + 4L * (rows + row), length);
            textBytes += length;
        }
    }

    private void publish() {
        if (layout == Layout.VIEW) {
            move(0, shownRows, text.address() - shownText);
            move(shownRows, rows, text.address());
            shownText = text.address();
            shownRows = rows;
        }
        values.publish(rows, nulls);
    }

    private void move(int from, int to, long distance) {
        for (int row = from; row < to && distance != 0; row++) {
            long at = values.valuesAddress() + 8L * row;
            UnsafeApi.putLong(at, distance + UnsafeApi.getLong(at));
        }
    }

    int rows() {
        return rows;
    }

    Column column() {
        return values.column();
    }

    @Override
    public void close() {
        values.close();
        text.close();
    }
}
