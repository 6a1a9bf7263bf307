package dev.peristyle.array;

import dev.peristyle.internal.kernel.ByteOrderKernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** Many values into and out of arrays and buffers of Java. */
final class BulkCopy {

    private BulkCopy() {}

    static void get(PrimitiveArray<?> array, long index, ByteBuffer target) {
        int width = array.access().bytes();
        int count = values(target, width);
        Objects.checkFromIndexSize(index, count, array.length());
        try (Pass pass = Pass.reading(1, array)) {
            for (int done = 0; done < count; done += Pass.ROWS) {
                int rows = Math.min(Pass.ROWS, count - done);
                long values = array.read(index + done, rows, pass.slot(0));
                if (target.order().equals(ByteOrder.BIG_ENDIAN)) {
                    if (values != pass.slot(0)) {
                        UnsafeApi.copyMemory(values, pass.slot(0), (long) rows * width);
                        values = pass.slot(0);
                    }
                    ByteOrderKernel.reverse(width, values, rows);
                }
                new UnsafeBuffer(values, rows * width).getBytes(0, target, rows * width);
            }
        }
    }

    static void set(PrimitiveArray<?> array, long index, ByteBuffer source) {
        int width = array.access().bytes();
        int count = values(source, width);
        Objects.checkFromIndexSize(index, count, array.length());
        try (Pass pass = Pass.writing(1, array)) {
            UnsafeBuffer room = new UnsafeBuffer(pass.slot(0), Pass.ROWS * width);
            for (int done = 0; done < count; done += Pass.ROWS) {
                int rows = Math.min(Pass.ROWS, count - done);
                room.putBytes(0, source, rows * width);
                if (source.order().equals(ByteOrder.BIG_ENDIAN)) {
                    ByteOrderKernel.reverse(width, pass.slot(0), rows);
                }
                array.write(index + done, rows, pass.slot(0));
            }
        }
    }

    private static int values(ByteBuffer buffer, int width) {
        if (buffer.remaining() % width != 0) {
            throw new IllegalArgumentException(
                    "the buffer has " + buffer.remaining() + " bytes left, which are no whole values of " + width);
        }
        return buffer.remaining() / width;
    }

    /** Copies values into an array of Java of some length. */
    static void get(PrimitiveArray<?> array, long index, Object target, int targetLength, int from, int count) {
        Objects.checkFromIndexSize(from, count, targetLength);
        Objects.checkFromIndexSize(index, count, array.length());
        int width = array.access().bytes();
        long base = UnsafeApi.arrayBaseOffset(target.getClass()) + (long) from * width;
        int block = block(array, count);
        try (Pass pass = Pass.reading(1, array)) {
            for (int done = 0; done < count; done += block) {
                int rows = Math.min(block, count - done);
                long values = array.read(index + done, rows, pass.slot(0));
                UnsafeApi.copyMemory(null, values, target, base + (long) done * width, (long) rows * width);
            }
        }
    }

    /** Copies values from an array of Java of some length. */
    static void set(PrimitiveArray<?> array, long index, Object source, int sourceLength, int from, int count) {
        Objects.checkFromIndexSize(from, count, sourceLength);
        Objects.checkFromIndexSize(index, count, array.length());
        int width = array.access().bytes();
        long base = UnsafeApi.arrayBaseOffset(source.getClass()) + (long) from * width;
        int block = block(array, count);
        try (Pass pass = Pass.writing(1, array)) {
            for (int done = 0; done < count; done += block) {
                int rows = Math.min(block, count - done);
                long room = array.isTogether() ? array.read(index + done, rows, 0) : pass.slot(0);
                UnsafeApi.copyMemory(source, base + (long) done * width, null, room, (long) rows * width);
                array.write(index + done, rows, room);
            }
        }
    }

    /** What lies together is copied at once. */
    private static int block(PrimitiveArray<?> array, int count) {
        return array.isTogether() ? Math.max(1, count) : Pass.ROWS;
    }
}
