package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Column;
import dev.peristyle.internal.aggregate.kernel.NormalizeKernel;
import dev.peristyle.internal.aggregate.kernel.WideKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;

/**
 * Brings a column to the form of its lane, so that one loop of each kind is enough for all layouts of a lane: the column's
 * own memory where it has that form already, else memory that the next call uses again.
 */
final class ValueNormalizer implements AutoCloseable {

    private static final Map<Layout, RowLoop> ORDERING = new ConcurrentHashMap<>();
    private static final Map<Layout, RowLoop> WIDENING = new ConcurrentHashMap<>();

    private final GrowingBuffer scratch;

    ValueNormalizer(MemoryPool pool, String owner) {
        this.scratch = new GrowingBuffer(pool, owner);
    }

    private static RowLoop ordering(Layout layout) {
        RowLoop known = ORDERING.get(layout);
        if (known == null) {
            known = Loops.ordering(layout);
            ORDERING.put(layout, known);
        }
        return known;
    }

    private static RowLoop widening(Layout layout) {
        RowLoop known = WIDENING.get(layout);
        if (known == null) {
            known = Loops.doubles(layout, DoubleUnaryOperator.identity(), Layout.FLOAT64);
            WIDENING.put(layout, known);
        }
        return known;
    }

    /** Values of up to 64 bits as longs in the same order, equal where values are. What is at nulls is undefined. */
    long ordered(Column column, int rows) {
        long values = column.valuesAddress();
        Layout layout = column.type().layout();
        if (layout == Layout.INT64) {
            return values;
        }
        long out = scratch.ensure(8L * rows);
        ordering(layout).run(values, 0, out, 0, rows);
        return out;
    }

    /** As {@link #ordered(Column, int)}, with {@code replacement} for nulls. */
    long ordered(Column column, int rows, long replacement) {
        return withoutNulls(column, rows, ordered(column, rows), replacement);
    }

    /** Floating-point numbers as doubles, with 0 for nulls. */
    long doubles(Column column, int rows) {
        long values = column.valuesAddress();
        Layout layout = column.type().layout();
        if (layout != Layout.FLOAT64) {
            long out = scratch.ensure(8L * rows);
            widening(layout).run(values, 0, out, 0, rows);
            values = out;
        }
        return withoutNulls(column, rows, values, 0);
    }

    /** Numbers of any type as doubles, each the nearest one or beside it. What is at nulls is undefined. */
    long numbers(Column column, int rows) {
        DataType type = column.type();
        if (type.layout() == Layout.FLOAT64) {
            return column.valuesAddress();
        }
        if (type.lane() == Lane.F64) {
            long out = scratch.ensure(8L * rows);
            widening(type.layout()).run(column.valuesAddress(), 0, out, 0, rows);
            return out;
        }
        double unit = Math.pow(10, type.scale());
        if (type.lane() == Lane.I128) {
            long values = wide(column, rows);
            long out = values == column.valuesAddress() ? scratch.ensure(8L * rows) : values;
            NormalizeKernel.wideToDoubles(rows, values, unit, out);
            return out;
        }
        long values = ordered(column, rows);
        long out = scratch.ensure(8L * rows);
        NormalizeKernel.toDoubles(rows, values, unit, out);
        return out;
    }

    /** Integers of the lane of 128 bits as 16 bytes each. What is at nulls is undefined. */
    long wide(Column column, int rows) {
        long values = column.valuesAddress();
        if (column.type().layout() == Layout.INT128) {
            return values;
        }
        long out = scratch.ensure(16L * rows);
        WideKernel.widenUnsigned(rows, values, out);
        return out;
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
