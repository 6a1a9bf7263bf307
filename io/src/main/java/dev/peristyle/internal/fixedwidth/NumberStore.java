package dev.peristyle.internal.fixedwidth;

import dev.peristyle.column.Column;
import dev.peristyle.internal.fixedwidth.kernel.NullKernel;
import dev.peristyle.internal.fixedwidth.kernel.PackedDecimalKernel;
import dev.peristyle.internal.fixedwidth.kernel.RangeKernel;
import dev.peristyle.internal.fixedwidth.kernel.WidthKernel;
import dev.peristyle.internal.fixedwidth.kernel.ZonedDecimalKernel;
import dev.peristyle.internal.fixedwidth.kernel.ZonedDigits;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.kernel.ByteOrderKernel;
import dev.peristyle.internal.kernel.SpreadKernel;
import dev.peristyle.schema.DataType;

/** Numbers and times: made eight bytes wide, checked, and then the bytes that the field has. */
final class NumberStore extends FieldStore {
    private final Storage storage;
    private final ZonedDigits zoned;
    private final int columnBytes;
    private final boolean signed;
    private final boolean toDouble;
    private final long min;
    private final long max;
    private final GrowingBuffer words;

    NumberStore(Storage storage, DataType type, GrowingBuffer scratch) {
        this.storage = storage;
        this.zoned = DigitsLoader.zonedOf(storage);
        this.columnBytes = type.layout().bytes();
        this.signed = !(type instanceof DataType.Int integer) || integer.signed();
        this.toDouble = !type.equals(storage.type()) && type.equals(DataType.FLOAT);
        // the same type needs no check of its width, which 64 bits without a sign would not pass
        boolean converts = !type.equals(storage.type()) || storage.form() == Form.SHORT_NUMBER;
        this.min = Math.max(storage.min(), converts ? least(storage) : Long.MIN_VALUE);
        this.max = Math.min(storage.max(), converts ? greatest(storage) : Long.MAX_VALUE);
        this.words = scratch;
    }

    private static long least(Storage storage) {
        if (storage.type() instanceof DataType.Int integer) {
            return integer.signed() ? Long.MIN_VALUE >> Long.SIZE - integer.bits() : 0;
        }
        return storage.form() == Form.SHORT_NUMBER ? Long.MIN_VALUE >> Long.SIZE - 8 * storage.bytes() : Long.MIN_VALUE;
    }

    private static long greatest(Storage storage) {
        if (storage.type() instanceof DataType.Int integer) {
            return -1L >>> Long.SIZE - (integer.signed() || integer.bits() == 64 ? integer.bits() - 1 : integer.bits());
        }
        return storage.form() == Form.SHORT_NUMBER ? ~least(storage) : Long.MAX_VALUE;
    }

    @Override
    int store(Column column, int from, int rows, long target, long stride) {
        long values = words.ensure(8L * rows);
        long source = column.valuesAddress() + (long) columnBytes * from;
        if (toDouble) {
            WidthKernel.toDoubles(source, rows, values);
        } else {
            WidthKernel.widen(columnBytes, signed, source, rows, values);
        }
        long validity = validity(column, from);
        int bad = firstBad(values, validity, rows);
        int good = bad == ALL ? rows : bad;
        if (validity != 0 && good > 0) {
            NullKernel.fill(values, validity, good, storage.nullValue());
        }
        put(values, good, target, stride);
        return bad;
    }

    /** What is no number of the type, stands for null, or is null where nothing stands for that. */
    private int firstBad(long values, long validity, int rows) {
        int bad = earlier(rows, outside(values, validity, rows));
        if (!storage.hasNull()) {
            bad = validity == 0 ? bad : earlier(bad, NullKernel.first(validity, bad));
        } else if (storage.isFloating()) {
            bad = earlier(bad, NullKernel.firstNotNumber(storage.bytes(), values, validity, bad));
        } else {
            bad = earlier(bad, NullKernel.firstValue(values, validity, bad, storage.nullValue()));
        }
        return bad == rows ? ALL : bad;
    }

    private int outside(long values, long validity, int rows) {
        if (storage.isFloating() || min == Long.MIN_VALUE && max == Long.MAX_VALUE) {
            return ALL;
        }
        return RangeKernel.firstOutside(values, validity, rows, min, max);
    }

    private static int earlier(int row, int found) {
        return found == ALL ? row : Math.min(row, found);
    }

    private void put(long values, int rows, long target, long stride) {
        int bytes = storage.bytes();
        if (zoned != null) {
            ZonedDecimalKernel.store(zoned, values, rows, bytes, target, stride);
        } else if (storage.form() == Form.PACKED) {
            PackedDecimalKernel.store(values, rows, bytes, target, stride);
        } else if (storage.bigEndian()) {
            // of eight bytes turned round, the last ones are those of a narrower value turned round
            ByteOrderKernel.reverse(8, values, rows);
            SpreadKernel.spread(8, bytes, values + 8 - bytes, rows, target, stride);
        } else {
            SpreadKernel.spread(8, bytes, values, rows, target, stride);
        }
    }
}
