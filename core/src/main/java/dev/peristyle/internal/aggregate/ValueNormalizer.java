package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.NormalizeKernel;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType.Layout;

/**
 * Brings a column of fixed width to 64 bits a row: the column's own memory where it has that form already, else memory
 * that the next call uses again.
 */
final class ValueNormalizer implements AutoCloseable {

    private final OffHeapArray scratch;

    ValueNormalizer(MemoryPool pool, String owner) {
        this.scratch = new OffHeapArray(pool, owner);
    }

    /** Values as longs that are equal where keys are equal. What stands at nulls is undefined. */
    long keys(Column column, int rows) {
        long values = column.valuesAddress();
        Layout layout = column.type().layout();
        if (layout == Layout.INT64) {
            return values;
        }
        long out = scratch.ensure(8L * rows);
        switch (layout) {
            case FLOAT32 -> NormalizeKernel.floatKeys(rows, values, out);
            case FLOAT64 -> NormalizeKernel.doubleKeys(rows, values, out);
            default -> widen(layout, rows, values, out);
        }
        return out;
    }

    /** Values as longs that keep every bit. What stands at nulls is undefined. */
    long raw(Column column, int rows) {
        long values = column.valuesAddress();
        Layout layout = column.type().layout();
        if (layout.bytes() == Long.BYTES) {
            return values;
        }
        long out = scratch.ensure(8L * rows);
        widen(layout, rows, values, out);
        return out;
    }

    /** Values as longs in the same order, with {@code replacement} for nulls. */
    long ordered(Column column, int rows, long replacement) {
        long values = column.valuesAddress();
        Layout layout = column.type().layout();
        if (layout != Layout.INT64) {
            long out = scratch.ensure(8L * rows);
            switch (layout) {
                case FLOAT32 -> NormalizeKernel.orderedFloats(rows, values, out);
                case FLOAT64 -> NormalizeKernel.orderedDoubles(rows, values, out);
                default -> widen(layout, rows, values, out);
            }
            values = out;
        }
        return withoutNulls(column, rows, values, replacement);
    }

    /** Values as doubles, unscaled for decimals, with 0 for nulls. */
    long doubles(Column column, int rows) {
        long values = column.valuesAddress();
        Layout layout = column.type().layout();
        if (layout != Layout.FLOAT64) {
            long out = scratch.ensure(8L * rows);
            switch (layout) {
                case INT32 -> NormalizeKernel.intsToDoubles(rows, values, out);
                case INT64 -> NormalizeKernel.longsToDoubles(rows, values, out);
                case FLOAT32 -> NormalizeKernel.widenFloats(rows, values, out);
                default -> throw new IllegalStateException("no numbers: " + column.type());
            }
            values = out;
        }
        return withoutNulls(column, rows, values, 0);
    }

    private static void widen(Layout layout, int rows, long values, long out) {
        switch (layout) {
            case BIT -> NormalizeKernel.widenBits(rows, values, out);
            case INT32, FLOAT32 -> NormalizeKernel.widenInts(rows, values, out);
            default -> throw new IllegalStateException("no fixed width: " + layout);
        }
    }

    private long withoutNulls(Column column, int rows, long values, long replacement) {
        if (column.validityAddress() == 0) {
            return values;
        }
        long out = scratch.ensure(8L * rows);
        NormalizeKernel.replaceNulls(rows, values, column.validityAddress(), replacement, out);
        return out;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
