package dev.peristyle.internal.function;

import dev.peristyle.internal.expression.Bound.Apply;
import dev.peristyle.internal.expression.RowFailure;
import dev.peristyle.internal.expression.TextArena;
import dev.peristyle.internal.expression.Vector;
import dev.peristyle.internal.kernel.TextKernel;
import dev.peristyle.schema.Layout;
import java.nio.charset.StandardCharsets;
import org.agrona.UnsafeApi;

/** Where a {@link TextFunction} writes the result of a row. */
final class TextOutput {

    private final Apply apply;
    private final Vector result;
    private final TextArena arena;
    private int row;
    private long reserved;
    private boolean isNull;
    private boolean flag;

    TextOutput(Apply apply, Vector result, TextArena arena) {
        this.apply = apply;
        this.result = result;
        this.arena = arena;
    }

    void clear() {
        arena.clear();
    }

    void begin(int newRow) {
        row = newRow;
        isNull = false;
        flag = false;
    }

    boolean isNull() {
        return isNull;
    }

    boolean flag() {
        return flag;
    }

    /** A part of an operand, or other bytes that stay where they are until the next chunk. */
    void slice(long address, int length) {
        result.putText(row, address, length);
    }

    /** The address of room for a text of at most so many bytes. */
    long reserve(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw fail("a text of " + bytes + " bytes is too long; the most are " + Integer.MAX_VALUE);
        }
        reserved = arena.reserve(bytes);
        return reserved;
    }

    /** The first bytes of what was reserved. */
    void written(long length) {
        arena.commit(length);
        result.putText(row, reserved, (int) length);
    }

    /** Copies bytes of the heap. */
    void bytes(byte[] bytes, int length) {
        long target = reserve(length);
        for (int index = 0; index < length; index++) {
            UnsafeApi.putByte(target + index, bytes[index]);
        }
        written(length);
    }

    void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes(bytes, bytes.length);
    }

    /** Where the values of the column are. */
    long values() {
        return result.values();
    }

    void number(int value) {
        UnsafeApi.putInt(result.values() + ((long) row << 2), value);
    }

    void number(long value) {
        UnsafeApi.putLong(result.values() + ((long) row << 3), value);
    }

    void number(double value) {
        UnsafeApi.putDouble(result.values() + ((long) row << 3), value);
    }

    void flag(boolean value) {
        flag = value;
    }

    /** No value. */
    void none() {
        isNull = true;
    }

    /** How many bytes the result of the row has that was written. */
    int resultBytes() {
        Layout layout = result.layout();
        return layout == Layout.VIEW ? TextFunction.length(result, row) : layout == Layout.BIT ? 1 : layout.bytes();
    }

    /** Copies the result of the row that was written. */
    void copyResult(long target) {
        Layout layout = result.layout();
        if (layout == Layout.VIEW) {
            TextKernel.copy(TextFunction.address(result, row), target, TextFunction.length(result, row));
        } else if (layout == Layout.BIT) {
            UnsafeApi.putByte(target, (byte) (flag ? 1 : 0));
        } else if (layout.bytes() == 4) {
            UnsafeApi.putInt(target, UnsafeApi.getInt(result.values() + 4L * row));
        } else {
            UnsafeApi.putLong(target, UnsafeApi.getLong(result.values() + 8L * row));
        }
    }

    /** Gives a result as {@link #copyResult} has copied it. */
    void take(long copy, int bytes) {
        Layout layout = result.layout();
        if (layout == Layout.VIEW) {
            long target = reserve(bytes);
            TextKernel.copy(copy, target, bytes);
            written(bytes);
        } else if (layout == Layout.BIT) {
            flag(UnsafeApi.getByte(copy) != 0);
        } else if (layout.bytes() == 4) {
            number(UnsafeApi.getInt(copy));
        } else {
            number(UnsafeApi.getLong(copy));
        }
    }

    /** To be thrown: the row has no result. */
    RowFailure fail(String reason) {
        return new RowFailure(row, apply + ": " + reason);
    }
}
