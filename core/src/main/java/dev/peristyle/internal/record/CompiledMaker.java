package dev.peristyle.internal.record;

import dev.peristyle.internal.loop.LoopTemplate;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Makes records of a class in code that is compiled for that class alone. See {@link LoopTemplate}. */
final class CompiledMaker implements RecordMaker {

    private static final MethodHandle CONSTANT = LoopTemplate.operation(MethodHandles.lookup(), MethodHandle.class);

    private final MethodHandle make;

    CompiledMaker(Object make) {
        this.make = (MethodHandle) make;
    }

    @Override
    public Object make(StoredRow row) throws Throwable {
        MethodHandle known = CONSTANT == null ? make : CONSTANT;
        return known.invokeExact(row);
    }
}
