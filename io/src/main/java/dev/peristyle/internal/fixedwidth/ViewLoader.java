package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.fixedwidth.kernel.CodePageKernel;
import dev.peristyle.internal.fixedwidth.kernel.FixedTextKernel;
import dev.peristyle.internal.fixedwidth.kernel.NullKernel;
import dev.peristyle.internal.fixedwidth.kernel.Utf32Kernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.memory.MemoryPool;

/** Text and bytes: shown where they lie, unless they have to be made UTF-8 first. */
final class ViewLoader extends FieldLoader {
    private final Storage storage;
    private final GrowingBuffer arena;

    ViewLoader(Storage storage, MemoryPool pool) {
        this.storage = storage;
        this.arena = new GrowingBuffer(pool, "records: text");
    }

    @Override
    int load(long source, long stride, long selection, int count, ColumnBuffer target) {
        long views = target.valuesAddress();
        long lengths = target.lengthsAddress();
        int bytes = storage.bytes();
        int bad = ALL;
        if (storage.form() == Form.UTF32) {
            long text = arena.ensure((long) bytes * count);
            bad = Utf32Kernel.load(
                    source, stride, selection, count, bytes / 4, storage.bigEndian(), views, lengths, text);
        } else {
            FixedTextKernel.views(
                    source, stride, selection, count, bytes, storage.padding(), storage.paddedBefore(), views, lengths);
        }
        if (storage.form() == Form.ASCII) {
            bad = FixedTextKernel.firstNotAscii(views, lengths, count);
        } else if (storage.form() == Form.CODE_PAGE) {
            long text = arena.ensure(2L * bytes * count);
            CodePageKernel.toUtf8(storage.codePage().characters(), views, lengths, count, text);
        }
        if (bad == ALL) {
            target.publish(count, storage.hasNull() ? NullKernel.lengths(lengths, count, target.validityAddress()) : 0);
        }
        return bad;
    }

    @Override
    public void close() {
        arena.close();
    }
}
