package dev.peristyle.internal.expression;

import dev.peristyle.schema.DataType;
import org.agrona.UnsafeApi;

/** Texts one after the other; null where one of them is null. */
final class ConcatStep extends Step {

    private final TextArena arena;

    ConcatStep(Vector[] parts, TextArena arena) {
        super(new Vector(DataType.STRING), parts);
        this.arena = arena;
    }

    @Override
    void run(int rows) {
        Vector result = result();
        result.begin(rows);
        result.nullsOf(input(0));
        for (int part = 1; part < inputCount(); part++) {
            result.nullsOf(result, input(part));
        }
        arena.clear();
        for (int row = 0; row < rows; row++) {
            if (!result.isPresent(row)) {
                result.putText(row, 0, 0);
                continue;
            }
            long sum = 0;
            for (int part = 0; part < inputCount(); part++) {
                sum += UnsafeApi.getInt(input(part).lengths() + 4L * row);
            }
            int length = Math.toIntExact(sum);
            long target = arena.reserve(length);
            long position = target;
            for (int part = 0; part < inputCount(); part++) {
                int bytes = UnsafeApi.getInt(input(part).lengths() + 4L * row);
                UnsafeApi.copyMemory(UnsafeApi.getLong(input(part).values() + 8L * row), position, bytes);
                position += bytes;
            }
            arena.commit(length);
            result.putText(row, target, length);
        }
    }
}
