package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.internal.fixedwidth.kernel.NullKernel;
import dev.peristyle.internal.fixedwidth.kernel.PackedDecimalKernel;
import dev.peristyle.internal.fixedwidth.kernel.RangeKernel;
import dev.peristyle.internal.fixedwidth.kernel.ZonedDecimalKernel;
import dev.peristyle.internal.fixedwidth.kernel.ZonedDigits;
import dev.peristyle.internal.ground.PowersOfTen;

/** Decimals whose digits are written one by one, packed or zoned. */
final class DigitsLoader extends FieldLoader {
    private final Storage storage;
    private final ZonedDigits zoned;

    DigitsLoader(Storage storage) {
        this.storage = storage;
        this.zoned = zonedOf(storage);
    }

    /** What the bytes of a zoned decimal mean, or null for a packed one. */
    static ZonedDigits zonedOf(Storage storage) {
        return storage.form() == Form.ZONED_EBCDIC
                ? ZonedDigits.EBCDIC
                : storage.form() == Form.ZONED_ASCII ? ZonedDigits.ASCII : null;
    }

    @Override
    int load(long source, long stride, long selection, int count, ColumnBuffer target) {
        long values = target.valuesAddress();
        int bad = digits(source, stride, selection, count, values);
        if (bad != ALL) {
            return bad;
        }
        int nulls = 0;
        if (storage.hasNull()) {
            int width = storage.type().layout().bytes();
            nulls = NullKernel.integers(width, values, count, storage.nullValue(), target.validityAddress());
        }
        // an even number of digits leaves half a byte, where a digit may be that the type does not have
        int precision = storage.type().precision();
        bad = storage.isWide()
                ? RangeKernel.firstWideOutside(
                        values, 0, count, PowersOfTen.lowOf(precision), PowersOfTen.highOf(precision))
                : RangeKernel.firstOutside(values, 0, count, storage.min(), storage.max());
        if (bad == ALL) {
            target.publish(count, nulls);
        }
        return bad;
    }

    private int digits(long source, long stride, long selection, int count, long values) {
        int bytes = storage.bytes();
        if (zoned != null) {
            return storage.isWide()
                    ? ZonedDecimalKernel.loadWide(zoned, source, stride, selection, count, bytes, values)
                    : ZonedDecimalKernel.load(zoned, source, stride, selection, count, bytes, values);
        }
        return storage.isWide()
                ? PackedDecimalKernel.loadWide(source, stride, selection, count, bytes, values)
                : PackedDecimalKernel.load(source, stride, selection, count, bytes, values);
    }
}
