package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.aggregate.kernel.CountKernel;
import dev.peristyle.internal.aggregate.kernel.LongProbe;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** Numbers values of up to 64 bits. NaN equals itself, -0.0 equals 0.0 and comes out as 0.0. */
final class FixedDictionary implements Dictionary {

    private final ValueNormalizer normalizer;
    private final LongTable table;
    private int nullCode = NO_CODE;

    FixedDictionary(MemoryPool pool, String owner) {
        this.normalizer = new ValueNormalizer(pool, owner);
        this.table = new LongTable(pool, owner);
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public int nullCode() {
        return nullCode;
    }

    @Override
    public void encode(int rows, Column column, long codes) {
        encode(0, rows, normalizer.ordered(column, rows), column.validityAddress(), codes);
    }

    private void encode(int from, int rows, long keys, long validity, long codes) {
        int row = from;
        while (true) {
            row = LongProbe.probe(row, rows, keys, validity, nullCode, table.tableAddress(), table.shift(), codes);
            if (row == rows) {
                return;
            }
            boolean isNull = Bits.isNull(validity, row);
            UnsafeApi.putInt(codes + 4L * row, isNull ? addNull() : table.add(UnsafeApi.getLong(keys + 8L * row)));
            row++;
        }
    }

    @Override
    public void find(int rows, Column column, int known, long codes) {
        long keys = normalizer.ordered(column, rows);
        long validity = column.validityAddress();
        int row = 0;
        while (true) {
            row = LongProbe.probe(row, rows, keys, validity, nullCode, table.tableAddress(), table.shift(), codes);
            if (row == rows) {
                break;
            }
            UnsafeApi.putInt(codes + 4L * row, NO_CODE);
            row++;
        }
        CountKernel.forget(rows, codes, known);
    }

    @Override
    public long growth(int rows, Column column) {
        return table.growth(rows);
    }

    private int addNull() {
        nullCode = table.append(0);
        return nullCode;
    }

    @Override
    public void encodeAll(Dictionary other, long codes) {
        FixedDictionary that = (FixedDictionary) other;
        int size = that.size();
        int nullRow = that.nullCode;
        long keys = that.table.keysAddress();
        if (nullRow == NO_CODE) {
            encode(0, size, keys, 0, codes);
            return;
        }
        encode(0, nullRow, keys, 0, codes);
        UnsafeApi.putInt(codes + 4L * nullRow, nullCode == NO_CODE ? addNull() : nullCode);
        encode(nullRow + 1, size, keys, 0, codes);
    }

    @Override
    public int decode(int count, long codes, ColumnBuffer out) {
        Layout layout = out.column().type().layout();
        long keys = table.keysAddress();
        long values = out.valuesAddress();
        out.setAllPresent();
        int nulls = 0;
        for (int row = 0; row < count; row++) {
            int code = UnsafeApi.getInt(codes + 4L * row);
            WordCells.storeOrdered(layout, values, row, UnsafeApi.getLong(keys + 8L * code));
            if (code == nullCode) {
                WordCells.setBit(out.validityAddress(), row, false);
                nulls++;
            }
        }
        return nulls;
    }

    @Override
    public void close() {
        normalizer.close();
        table.close();
    }
}
