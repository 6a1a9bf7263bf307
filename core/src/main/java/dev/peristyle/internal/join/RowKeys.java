package dev.peristyle.internal.join;

import dev.peristyle.internal.expression.kernel.Bytes;
import dev.peristyle.internal.ground.DoubleOrder;
import dev.peristyle.internal.join.kernel.RowKeyKernel;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.kernel.RowAccess;
import org.agrona.UnsafeApi;

/** The keys of rows that are held, compared with each other and with those of chunks. Immutable. */
final class RowKeys {

    private final RowLayout layout;
    private final int[] positions;
    private final KeyForm[] forms;
    private final int[] offsets;
    private final boolean nullsMatch;

    RowKeys(RowLayout layout, int[] positions, boolean nullsMatch) {
        this.layout = layout;
        this.positions = positions;
        this.nullsMatch = nullsMatch;
        this.forms = new KeyForm[positions.length];
        this.offsets = new int[positions.length];
        for (int key = 0; key < positions.length; key++) {
            forms[key] = KeyForm.of(layout.layout(positions[key]));
            offsets[key] = layout.offset(positions[key]);
        }
    }

    /** Whether a row can match at all. */
    boolean isMatchable(long row) {
        if (!nullsMatch) {
            for (int position : positions) {
                if (layout.isNull(row, position)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether two rows have the same keys. */
    boolean equal(long first, long second) {
        for (int key = 0; key < forms.length; key++) {
            boolean isNull = nullsMatch && layout.isNull(first, positions[key]);
            if (nullsMatch && isNull != layout.isNull(second, positions[key])) {
                return false;
            }
            if (!isNull && !equal(forms[key], offsets[key], first, second)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(KeyForm form, int offset, long first, long second) {
        return switch (form) {
            case WIDE ->
                UnsafeApi.getLong(first + offset) == UnsafeApi.getLong(second + offset)
                        && UnsafeApi.getLong(first + offset + 8) == UnsafeApi.getLong(second + offset + 8);
            case BYTES -> {
                int length = RowAccess.textLength(first, offset);
                yield length == RowAccess.textLength(second, offset)
                        && Bytes.equal(
                                RowAccess.textAddress(first, offset), RowAccess.textAddress(second, offset), length);
            }
            default -> word(form, first + offset) == word(form, second + offset);
        };
    }

    /** Whether a row has the keys of a row of a chunk. */
    boolean equal(KeyColumns keys, int row, long held) {
        for (int key = 0; key < forms.length; key++) {
            boolean isNull = nullsMatch && keys.isNull(key, row);
            if (nullsMatch && isNull != layout.isNull(held, positions[key])) {
                return false;
            }
            if (!isNull && !equal(keys, key, row, held + offsets[key])) {
                return false;
            }
        }
        return true;
    }

    private boolean equal(KeyColumns keys, int key, int row, long at) {
        return switch (forms[key]) {
            case WIDE -> {
                long value = keys.wide(key, row);
                yield UnsafeApi.getLong(value) == UnsafeApi.getLong(at)
                        && UnsafeApi.getLong(value + 8) == UnsafeApi.getLong(at + 8);
            }
            case BYTES -> {
                long held = at - offsets[key];
                int length = RowAccess.textLength(held, offsets[key]);
                yield length == keys.length(key, row)
                        && Bytes.equal(RowAccess.textAddress(held, offsets[key]), keys.word(key, row), length);
            }
            default -> keys.word(key, row) == word(forms[key], at);
        };
    }

    private static long word(KeyForm form, long at) {
        return switch (form) {
            case BIT, WORD1 -> UnsafeApi.getByte(at);
            case WORD2 -> UnsafeApi.getShort(at);
            case WORD4 -> UnsafeApi.getInt(at);
            case WORD8 -> UnsafeApi.getLong(at);
            case FLOAT -> DoubleOrder.key(UnsafeApi.getInt(at));
            case DOUBLE -> DoubleOrder.key(UnsafeApi.getLong(at));
            case WIDE, BYTES -> throw new IllegalStateException("no word");
        };
    }

    /**
     * Sets the byte of each row of a chunk that has other keys than the row beside it.
     *
     * @param rows address of the addresses of rows, 0 where a row of the chunk has none beside it
     */
    void differ(KeyColumns keys, int count, long rows, long differs) {
        for (int key = 0; key < forms.length; key++) {
            long words = keys.words(key);
            int offset = offsets[key];
            switch (forms[key]) {
                case BIT, WORD1 -> RowKeyKernel.differ1(count, words, rows, offset, differs);
                case WORD2 -> RowKeyKernel.differ2(count, words, rows, offset, differs);
                case WORD4 -> RowKeyKernel.differ4(count, words, rows, offset, differs);
                case WORD8 -> RowKeyKernel.differ8(count, words, rows, offset, differs);
                case FLOAT -> RowKeyKernel.differFloat(count, words, rows, offset, differs);
                case DOUBLE -> RowKeyKernel.differDouble(count, words, rows, offset, differs);
                case WIDE, BYTES -> differ(keys, key, count, rows, differs);
            }
        }
    }

    private void differ(KeyColumns keys, int key, int count, long rows, long differs) {
        for (int row = 0; row < count; row++) {
            long held = UnsafeApi.getLong(rows + 8L * row);
            if (held != 0 && !equal(keys, key, row, held + offsets[key])) {
                UnsafeApi.putByte(differs + row, (byte) 1);
            }
        }
    }
}
