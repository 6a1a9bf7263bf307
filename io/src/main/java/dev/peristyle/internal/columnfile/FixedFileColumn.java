package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.columnfile.kernel.ConversionKernel;
import dev.peristyle.internal.fixedwidth.kernel.RangeKernel;
import dev.peristyle.internal.fixedwidth.kernel.WidthKernel;
import dev.peristyle.internal.ground.GrowingBuffer;
import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import java.time.Instant;
import org.agrona.UnsafeApi;

/** Numbers and times. What a type does not have is found: nobody else looks for it, and texts have room for what the type has. */
final class FixedFileColumn extends FileColumn {
    private final int width;
    private final boolean isWide;
    private final long min;
    private final long max;
    private final GrowingBuffer gathered;

    FixedFileColumn(ColumnPlan plan, FileRanges ranges, MemoryPool pool) {
        super(plan, ranges, pool);
        this.width = plan.width();
        this.isWide = plan.type().layout() == Layout.INT128;
        this.max = max(plan);
        this.min = min(plan, max);
        this.gathered = new GrowingBuffer(pool, owner(plan));
    }

    private static long max(ColumnPlan plan) {
        DataType type = plan.type();
        return switch (type.family()) {
            case DECIMAL -> type.layout() == Layout.INT128 ? Long.MAX_VALUE : PowersOfTen.asLong(type.precision()) - 1;
            case TIME -> type.resolution().perDay() - 1;
            // what the classes of time cannot say is no time
            case TIMESTAMP -> type.resolution() == Resolution.SECONDS ? Instant.MAX.getEpochSecond() : Long.MAX_VALUE;
            case DATE -> plan.form() == ArrowForm.MILLIS_AS_DAYS ? Integer.MAX_VALUE : Long.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    private static long min(ColumnPlan plan, long max) {
        return switch (plan.type().family()) {
            case TIME -> 0;
            case TIMESTAMP -> max == Long.MAX_VALUE ? Long.MIN_VALUE : Instant.MIN.getEpochSecond();
            case DATE -> max == Long.MAX_VALUE ? Long.MIN_VALUE : Integer.MIN_VALUE;
            default -> max == Long.MAX_VALUE ? Long.MIN_VALUE : -max;
        };
    }

    @Override
    int decode(long selection, int count, long validity) {
        long source = shown(selection, count, width);
        if (selection != 0) {
            long target =
                    plan.form() == ArrowForm.SAME ? buffer.valuesAddress() : gathered.ensure((long) width * count);
            gather(width, source, selection, count, target);
            source = target;
        }
        long target = buffer.valuesAddress();
        long checked = target;
        switch (plan.form()) {
            case INT_AS_LONG -> WidthKernel.widen(width, true, source, count, target);
            case WIDE_AS_LONG -> ConversionKernel.fromWide(source, count, target);
            case MILLIS_AS_DAYS -> {
                checked = gathered.capacity() >= 8L * count ? gathered.address() : gathered.ensure(8L * count);
                ConversionKernel.millisToDays(source, count, checked);
            }
            default -> {
                if ((source & Math.min(width, Long.BYTES) - 1) != 0) {
                    UnsafeApi.copyMemory(source, target, (long) width * count);
                } else {
                    target = source;
                }
                checked = target;
            }
        }
        int bad = firstOutside(checked, validity, count);
        if (bad != ALL_READ) {
            problem = "its value is out of the range of " + plan.type();
            return bad;
        }
        if (plan.form() == ArrowForm.MILLIS_AS_DAYS) {
            WidthKernel.narrow(checked, count, target);
        }
        show(count, target, validity);
        return ALL_READ;
    }

    private int firstOutside(long address, long validity, int count) {
        if (isWide) {
            int precision = plan.type().precision();
            return RangeKernel.firstWideOutside(
                    address, validity, count, PowersOfTen.lowOf(precision), PowersOfTen.highOf(precision));
        }
        return min == Long.MIN_VALUE && max == Long.MAX_VALUE
                ? ALL_READ
                : RangeKernel.firstOutside(address, validity, count, min, max);
    }

    @Override
    public void close() {
        super.close();
        gathered.close();
    }
}
