package dev.peristyle.internal.jdbc;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import org.agrona.UnsafeApi;

/** How rows lie in the buffer of an encoder, one after the other. Not thread-safe. */
abstract class RowForm {

    final int columns;
    final Layout[] layouts;
    final long[] values;
    final long[] lengths;
    private final long[] validity;
    private final long bytesPerByte;

    /** Without the bytes of texts. */
    private long fixedBytes;

    /** @param bytesPerByte how many bytes one of a text may become */
    RowForm(Schema schema, long bytesPerByte) {
        this.columns = schema.size();
        this.layouts = new Layout[columns];
        this.values = new long[columns];
        this.lengths = new long[columns];
        this.validity = new long[columns];
        this.bytesPerByte = bytesPerByte;
        for (int column = 0; column < columns; column++) {
            layouts[column] = schema.field(column).type().layout();
        }
    }

    final void reserve(long bytes) {
        fixedBytes += bytes;
    }

    /** Takes the rows of a chunk. */
    final void bind(Chunk chunk) {
        for (int column = 0; column < columns; column++) {
            Column source = chunk.column(column);
            values[column] = source.valuesAddress();
            validity[column] = source.validityAddress();
            lengths[column] = source instanceof ViewColumn views ? views.lengthsAddress() : 0;
        }
    }

    final boolean isNull(int column, int row) {
        long bits = validity[column];
        return bits != 0 && (UnsafeApi.getLong(bits + (row >>> 6 << 3)) >>> row & 1) == 0;
    }

    /** No more is written of the rows from one to before another. */
    final long maxBytes(int from, int end) {
        long text = 0;
        for (int column = 0; column < columns; column++) {
            for (int row = from; lengths[column] != 0 && row < end; row++) {
                text += isNull(column, row) ? 0 : UnsafeApi.getInt(lengths[column] + 4L * row);
            }
        }
        return (end - from) * fixedBytes + bytesPerByte * text;
    }

    /** The end of the rows that have room for certain. */
    final int fitting(int from, int end, long bytes) {
        long left = bytes;
        for (int row = from; row < end; row++) {
            left -= maxBytes(row, row + 1);
            if (left < 0) {
                return row;
            }
        }
        return end;
    }

    /** Writes the rows from one to before another and returns the address after them. */
    final long format(int from, int end, long out) {
        long address = out;
        for (int row = from; row < end; row++) {
            address = formatRow(row, address);
        }
        return address;
    }

    abstract long formatRow(int row, long out);
}
