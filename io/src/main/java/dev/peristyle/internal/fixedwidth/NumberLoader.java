package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.ColumnBinder;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.fixedwidth.kernel.NullKernel;
import dev.peristyle.internal.fixedwidth.kernel.RangeKernel;
import dev.peristyle.internal.fixedwidth.kernel.WidthKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.internal.kernel.ByteOrderKernel;
import dev.peristyle.internal.kernel.StrideKernel;
import dev.peristyle.memory.MemoryPool;

/**
 * Integers, floating-point numbers, binary decimals and times: taken together, then, where that is needed, turned round, made wider
 * and checked, each in a pass of its own over what is in the cache.
 *
 * <p>Where nothing lies between two values and nothing has to be done to them, the column shows them where they are.
 */
final class NumberLoader extends FieldLoader {
    private final Storage storage;
    private final int bytes;
    private final int width;
    private final boolean plain;
    private final GrowingBuffer days;

    NumberLoader(Storage storage, MemoryPool pool) {
        this.storage = storage;
        this.bytes = storage.bytes();
        this.width = storage.type().layout().bytes();
        this.plain =
                storage.form() == Form.NUMBER && !(storage.hasOrder() && storage.bigEndian()) && !storage.hasNull();
        this.days = new GrowingBuffer(pool, "records: days");
    }

    @Override
    int load(long source, long stride, long selection, int count, ColumnBuffer target) {
        if (plain && stride == bytes && selection == 0) {
            ColumnBinder.bind(target.column(), count, source, 0, 0);
            return check(source, 0, count);
        }
        boolean narrows = storage.form() == Form.LONG_DAYS;
        long values = narrows ? days.ensure(8L * count) : target.valuesAddress();
        StrideKernel.gather(bytes, source, stride, selection, count, values);
        if (storage.bigEndian()) {
            ByteOrderKernel.reverse(bytes, values, count);
        }
        if (storage.form() == Form.SHORT_NUMBER) {
            WidthKernel.widen(bytes, true, values, count, values);
        }
        int nulls = nulls(values, count, target);
        int bad = check(values, nulls == 0 ? 0 : target.validityAddress(), count);
        if (bad == ALL) {
            if (narrows) {
                WidthKernel.narrow(values, count, target.valuesAddress());
            }
            target.publish(count, nulls);
        }
        return bad;
    }

    private int nulls(long values, int count, ColumnBuffer target) {
        if (!storage.hasNull()) {
            return 0;
        }
        return storage.isFloating()
                ? NullKernel.numbers(width, values, count, target.validityAddress())
                : NullKernel.integers(
                        storage.form() == Form.LONG_DAYS ? bytes : width,
                        values,
                        count,
                        storage.nullValue(),
                        target.validityAddress());
    }

    private int check(long values, long validity, int count) {
        if (storage.isWide()) {
            int precision = storage.type().precision();
            return RangeKernel.firstWideOutside(
                    values, validity, count, PowersOfTen.lowOf(precision), PowersOfTen.highOf(precision));
        }
        if (storage.min() == Long.MIN_VALUE && storage.max() == Long.MAX_VALUE) {
            return ALL;
        }
        return RangeKernel.firstOutside(values, validity, count, storage.min(), storage.max());
    }

    @Override
    public void close() {
        days.close();
    }
}
