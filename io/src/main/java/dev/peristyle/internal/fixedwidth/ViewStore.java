package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.Column;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.fixedwidth.kernel.CodePageKernel;
import dev.peristyle.internal.fixedwidth.kernel.FixedTextKernel;
import dev.peristyle.internal.fixedwidth.kernel.Utf32Kernel;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.GrowingBuffer;
import org.agrona.UnsafeApi;

/** Text, filled up with padding, and bytes. */
final class ViewStore extends FieldStore {
    private final Storage storage;
    private final GrowingBuffer encoded;

    ViewStore(Storage storage, GrowingBuffer scratch) {
        this.storage = storage;
        this.encoded = scratch;
    }

    @Override
    int store(Column column, int from, int rows, long target, long stride) {
        long views = column.valuesAddress() + 8L * from;
        long lengths = ((ViewColumn) column).lengthsAddress() + 4L * from;
        long validity = validity(column, from);
        for (int row = 0; row < rows; row++) {
            boolean isNull = Bits.isNull(validity, row);
            int length = isNull ? 0 : UnsafeApi.getInt(lengths + 4L * row);
            // what is read as null is not to be written for a text, nor the other way round
            if (isNull ? !storage.hasNull() : length == 0 && storage.hasNull()) {
                return row;
            }
            if (!store(UnsafeApi.getLong(views + 8L * row), length, target + stride * row)) {
                return row;
            }
        }
        return ALL;
    }

    private boolean store(long text, int length, long target) {
        int bytes = storage.bytes();
        if (storage.form() == Form.UTF32) {
            return Utf32Kernel.store(text, length, bytes / 4, storage.bigEndian(), target);
        }
        if (storage.form() == Form.ASCII && !FixedTextKernel.isAscii(text, length)) {
            return false;
        }
        if (storage.form() != Form.CODE_PAGE) {
            return FixedTextKernel.store(text, length, bytes, storage.padding(), storage.paddedBefore(), target);
        }
        // of a character, at most two bytes become one
        if (length > 2L * bytes) {
            return false;
        }
        long converted = encoded.ensure(2L * bytes);
        int count = CodePageKernel.ofUtf8(storage.codePage().bytes(), text, length, converted);
        return count >= 0
                && FixedTextKernel.store(converted, count, bytes, storage.padding(), storage.paddedBefore(), target);
    }
}
