package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.BitCopyKernel;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import java.util.List;
import org.agrona.UnsafeApi;

/** The values of a dictionary, all of its batches one after the other, in memory. Read by any thread once it is made. */
final class DictionaryValues implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 8192;

    private final Layout layout;
    private final ColumnBuffer values;
    private final GrowingBuffer text;
    private long textBytes;
    private int rows;
    private int nulls;

    private DictionaryValues(ColumnPlan plan, MemoryPool pool) {
        this.layout = plan.type().layout();
        this.values = new ColumnBuffer(pool, FileColumn.owner(plan) + ", dictionary", plan.type());
        this.text = new GrowingBuffer(pool, FileColumn.owner(plan) + ", dictionary");
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
        long rows = 0;
        for (BatchLayout batch : batches) {
            rows += batch.rows();
        }
        InputFile file = ranges.file();
        if (rows > Integer.MAX_VALUE - 64) {
            throw BrokenFile.at(
                    file.path(),
                    0,
                    " has a dictionary of " + rows + " values, more than are read, for column '" + plan.name() + "'");
        }
        DictionaryValues dictionary = new DictionaryValues(plan, pool);
        try (FileColumn column = FileColumn.of(plan, ranges, pool, textBytes)) {
            dictionary.values.ensureCapacity((int) rows);
            for (BatchLayout batch : batches) {
                dictionary.add(column, batch, file);
            }
            dictionary.publish();
            return dictionary;
        } catch (RuntimeException | Error failure) {
            dictionary.close();
            throw failure;
        }
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
            for (int row = 0; row < rows; row++) {
                long at = values.valuesAddress() + 8L * row;
                UnsafeApi.putLong(at, text.address() + UnsafeApi.getLong(at));
            }
        }
        values.publish(rows, nulls);
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
