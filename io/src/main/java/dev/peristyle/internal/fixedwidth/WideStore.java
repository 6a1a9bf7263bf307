package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.Column;
import dev.peristyle.internal.fixedwidth.kernel.NullKernel;
import dev.peristyle.internal.fixedwidth.kernel.PackedDecimalKernel;
import dev.peristyle.internal.fixedwidth.kernel.RangeKernel;
import dev.peristyle.internal.fixedwidth.kernel.WideDigits;
import dev.peristyle.internal.fixedwidth.kernel.ZonedDecimalKernel;
import dev.peristyle.internal.fixedwidth.kernel.ZonedDigits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.internal.kernel.ByteOrderKernel;
import dev.peristyle.internal.kernel.SpreadKernel;
import org.agrona.UnsafeApi;

/** Decimals of more than 18 digits. Nothing stands for null. */
final class WideStore extends FieldStore {
    private static final int WIDTH = 16;

    private final Storage storage;
    private final ZonedDigits zoned;
    private final GrowingBuffer scratch;

    WideStore(Storage storage, GrowingBuffer scratch) {
        this.storage = storage;
        this.zoned = DigitsLoader.zonedOf(storage);
        this.scratch = scratch;
    }

    @Override
    int store(Column column, int from, int rows, long target, long stride) {
        long values = column.valuesAddress() + (long) WIDTH * from;
        int precision = storage.type().precision();
        long validity = validity(column, from);
        int missing = validity == 0 ? ALL : NullKernel.first(validity, rows);
        int good = missing == ALL ? rows : missing;
        int outside = RangeKernel.firstWideOutside(
                values, 0, good, PowersOfTen.lowOf(precision), PowersOfTen.highOf(precision));
        good = outside == ALL ? good : outside;
        put(values, good, target, stride);
        return good == rows ? ALL : good;
    }

    private void put(long values, int rows, long target, long stride) {
        int bytes = storage.bytes();
        if (zoned != null) {
            long digits = scratch.ensure(WideDigits.MAX);
            ZonedDecimalKernel.storeWide(zoned, values, rows, bytes, target, stride, digits);
        } else if (storage.form() == Form.PACKED) {
            long digits = scratch.ensure(WideDigits.MAX);
            PackedDecimalKernel.storeWide(values, rows, bytes, target, stride, digits);
        } else if (storage.bigEndian()) {
            long turned = scratch.ensure((long) WIDTH * rows);
            UnsafeApi.copyMemory(values, turned, (long) WIDTH * rows);
            ByteOrderKernel.reverse(WIDTH, turned, rows);
            SpreadKernel.spread(WIDTH, WIDTH, turned, rows, target, stride);
        } else {
            SpreadKernel.spread(WIDTH, WIDTH, values, rows, target, stride);
        }
    }
}
