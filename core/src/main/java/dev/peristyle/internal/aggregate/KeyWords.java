package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.KeyHashKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Field;
import java.util.List;

/**
 * Key columns in the form that equal keys share, NaN and zeros of both signs included, and the hashes of their rows. The same
 * for all who hash in this process, so that rows and groups can be put into the same parts. Not thread-safe.
 */
final class KeyWords implements AutoCloseable {

    /** Per column, the values of a column of up to 64 bits; else null. */
    private final ValueNormalizer[] normalizers;

    /** Per column, the values of a column of bytes; else null. */
    final ByteViews[] views;

    /** Per column, the addresses of words; 0 for bytes. */
    final long[] words;

    /** Per column, the validity bitmap; 0 when there are no nulls. */
    final long[] validities;

    private final GrowingBuffer hashes;

    KeyWords(MemoryPool pool, String owner, List<Field> keys) {
        int count = keys.size();
        normalizers = new ValueNormalizer[count];
        views = new ByteViews[count];
        words = new long[count];
        validities = new long[count];
        hashes = new GrowingBuffer(pool, owner);
        for (int key = 0; key < count; key++) {
            if (ByteViews.hold(keys.get(key).type())) {
                views[key] = new ByteViews(pool, owner);
            } else {
                normalizers[key] = new ValueNormalizer(pool, owner);
            }
        }
    }

    /** Shows columns until the next call; returns the address of a hash of eight bytes per row, good in its top bits. */
    long bind(int rows, Column[] columns) {
        long out = hashes.ensure(8L * rows);
        KeyHashKernel.start(rows, out);
        for (int key = 0; key < words.length; key++) {
            Column column = columns[key];
            validities[key] = column.validityAddress();
            if (views[key] == null) {
                words[key] = normalizers[key].ordered(column, rows);
                KeyHashKernel.mixWords(rows, words[key], validities[key], out);
            } else {
                views[key].bind(column, rows);
                KeyHashKernel.mixTexts(rows, views[key].addresses, views[key].lengths, validities[key], out);
            }
        }
        return out;
    }

    @Override
    public void close() {
        hashes.close();
        for (int key = 0; key < words.length; key++) {
            if (views[key] == null) {
                normalizers[key].close();
            } else {
                views[key].close();
            }
        }
    }
}
