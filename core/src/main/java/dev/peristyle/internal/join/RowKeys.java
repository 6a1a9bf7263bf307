package dev.peristyle.internal.join;

import dev.peristyle.internal.expression.kernel.Bytes;
import dev.peristyle.internal.loop.RowWords;
import dev.peristyle.internal.state.RowLayout;
import dev.peristyle.internal.state.kernel.RowAccess;
import dev.peristyle.schema.Layout;
import org.agrona.UnsafeApi;

/** The keys of rows that are held, compared with each other and with those of chunks. Immutable. */
final class RowKeys {

    private final RowLayout layout;
    private final int[] positions;
    private final KeyForm[] forms;
    /** Of keys that are words, else null. */
    private final RowWords[] words;

    private final int[] offsets;
    private final boolean nullsMatch;

    RowKeys(RowLayout layout, int[] positions, boolean nullsMatch) {
        this.layout = layout;
        this.positions = positions;
        this.nullsMatch = nullsMatch;
        this.forms = new KeyForm[positions.length];
        this.words = new RowWords[positions.length];
        this.offsets = new int[positions.length];
        for (int key = 0; key < positions.length; key++) {
            Layout values = layout.layout(positions[key]);
            forms[key] = KeyForm.of(values);
            words[key] = forms[key] == KeyForm.WORD ? RowWords.of(values) : null;
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
            if (!isNull && !equal(key, first, second)) {
                return false;
            }
        }
        return true;
    }

    private boolean equal(int key, long first, long second) {
        int offset = offsets[key];
        return switch (forms[key]) {
            case WORD -> words[key].word(first + offset) == words[key].word(second + offset);
            case WIDE ->
                UnsafeApi.getLong(first + offset) == UnsafeApi.getLong(second + offset)
                        && UnsafeApi.getLong(first + offset + 8) == UnsafeApi.getLong(second + offset + 8);
            case BYTES -> {
                int length = RowAccess.textLength(first, offset);
                yield length == RowAccess.textLength(second, offset)
                        && Bytes.equal(
                                RowAccess.textAddress(first, offset), RowAccess.textAddress(second, offset), length);
            }
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
            case WORD -> keys.word(key, row) == words[key].word(at);
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
        };
    }

    /**
     * Sets the byte of each row of a chunk that has other keys than the row beside it.
     *
     * @param rows address of the addresses of rows, 0 where a row of the chunk has none beside it
     */
    void differ(KeyColumns keys, int count, long rows, long differs) {
        for (int key = 0; key < forms.length; key++) {
            if (forms[key] == KeyForm.WORD) {
                words[key].differ(count, keys.words(key), rows, offsets[key], differs);
            } else {
                differ(keys, key, count, rows, differs);
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
