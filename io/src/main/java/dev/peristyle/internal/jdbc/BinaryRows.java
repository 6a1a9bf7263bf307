package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/** Rows as a statement takes them: the length of the row, then for each column whether it has a value, and the value as it lies in memory. */
final class BinaryRows extends RowForm {

    BinaryRows(Schema schema) {
        super(schema, 1);
        reserve(Integer.BYTES);
        for (int column = 0; column < columns; column++) {
            // texts have a length
            reserve(1 + Math.max(1, layouts[column] == Layout.VIEW ? Integer.BYTES : layouts[column].bytes()));
        }
    }

    @Override
    long formatRow(int row, long out) {
        long address = out + Integer.BYTES;
        for (int column = 0; column < columns; column++) {
            boolean isNull = isNull(column, row);
            UnsafeApi.putByte(address++, isNull ? 0 : (byte) 1);
            if (isNull) {
                continue;
            }
            int width = layouts[column].bytes();
            if (lengths[column] != 0) {
                int length = UnsafeApi.getInt(lengths[column] + 4L * row);
                UnsafeApi.putInt(address, length);
                UnsafeApi.copyMemory(UnsafeApi.getLong(values[column] + 8L * row), address + Integer.BYTES, length);
                address += Integer.BYTES + length;
            } else if (width == 0) {
                UnsafeApi.putByte(address++, Bits.isSet(values[column], row) ? (byte) 1 : 0);
            } else {
                UnsafeApi.copyMemory(values[column] + (long) width * row, address, width);
                address += width;
            }
        }
        UnsafeApi.putInt(out, (int) (address - out));
        return address;
    }
}
