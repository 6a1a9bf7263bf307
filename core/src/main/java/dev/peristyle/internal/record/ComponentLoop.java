package dev.peristyle.internal.record;

import dev.peristyle.internal.loop.LoopTemplate;
import dev.peristyle.spi.ColumnWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Adds one component of each of many records to its column, in a loop that is compiled for that component alone. See {@link LoopTemplate}. */
final class ComponentLoop implements ColumnFill {

    private static final MethodHandle CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), MethodHandle.class);

    private final MethodHandle add;

    ComponentLoop(Object add) {
        this.add = (MethodHandle) add;
    }

    @Override
    public void fill(Object[] records, int from, int to, ColumnWriter writer) throws Throwable {
        for (int record = from; record < to; record++) {
            MethodHandle known = CONSTANT == null ? add : CONSTANT;
            known.invokeExact(writer, records[record]);
        }
    }
}
