package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.columnfile.kernel.TextViewKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.SelectionKernel;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** Values by their positions in a dictionary: looked up there, texts as views of it. */
final class DictionaryFileColumn extends FileColumn {
    private final DictionaryLookup dictionaries;
    private final GrowingBuffer positions;
    private final GrowingBuffer present;

    DictionaryFileColumn(ColumnPlan plan, DictionaryLookup dictionaries, FileRanges ranges, MemoryPool pool) {
        super(plan, ranges, pool);
        this.dictionaries = dictionaries;
        this.positions = new GrowingBuffer(pool, owner(plan));
        this.present = new GrowingBuffer(pool, owner(plan));
    }

    @Override
    int decode(long selection, int count, long validity) {
        DictionaryValues dictionary = dictionaries.get(plan);
        long source = shown(selection, count, plan.width());
        long entries = positions.ensure(4L * count);
        int bad = TextViewKernel.positions(
                source,
                plan.width(),
                plan.indexType().signed(),
                selection,
                count,
                validity,
                dictionary.rows(),
                entries);
        if (bad != ALL_READ) {
            problem = "its position is not in the dictionary of " + dictionary.rows() + " values";
            return bad;
        }
        if (nulls == count) {
            UnsafeApi.setMemory(buffer.validityAddress(), (count + 63L) / 64 * Long.BYTES, (byte) 0);
            buffer.publish(count, count);
            return ALL_READ;
        }
        Column known = dictionary.column();
        Layout layout = plan.type().layout();
        if (layout == Layout.BIT) {
            SelectionKernel.gatherBits(known.valuesAddress(), entries, count, buffer.valuesAddress());
        } else {
            gather(layout.bytes(), known.valuesAddress(), entries, count, buffer.valuesAddress());
        }
        if (layout == Layout.VIEW) {
            gather(Integer.BYTES, ((ViewColumn) known).lengthsAddress(), entries, count, buffer.lengthsAddress());
        }
        buffer.publish(count, nulls(known, entries, count, validity));
        return ALL_READ;
    }

    /** Writes which entries have a position, and a value there; returns how many have none. */
    private int nulls(Column known, long entries, int count, long validity) {
        if (nulls == 0 && known.validityAddress() == 0) {
            return 0;
        }
        long values = 0;
        if (known.validityAddress() != 0) {
            values = present.ensure((count + 63L) / 64 * Long.BYTES);
            SelectionKernel.gatherBits(known.validityAddress(), entries, count, values);
        }
        int absent = 0;
        long target = buffer.validityAddress();
        for (int from = 0; from < count; from += Long.SIZE) {
            long word = -1L >>> Math.max(0, Long.SIZE - (count - from));
            word &= validity == 0 ? -1 : UnsafeApi.getLong(validity + (from >> 3));
            word &= values == 0 ? -1 : UnsafeApi.getLong(values + (from >> 3));
            UnsafeApi.putLong(target + (from >> 3), word);
            absent += Math.min(Long.SIZE, count - from) - Long.bitCount(word);
        }
        return absent;
    }

    @Override
    public void close() {
        super.close();
        positions.close();
        present.close();
    }
}
