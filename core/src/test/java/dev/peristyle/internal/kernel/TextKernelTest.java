package dev.peristyle.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextKernelTest {

    @Test
    void copiesEachLengthExactly() {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                OffHeapBuffer source = pool.allocate(400, "source");
                OffHeapBuffer target = pool.allocate(400, "target")) {
            for (int position = 0; position < 400; position++) {
                UnsafeApi.putByte(source.address() + position, (byte) (position * 7 + 1));
            }
            for (int length = 0; length <= 200; length++) {
                UnsafeApi.setMemory(target.address(), 400, (byte) 0x55);
                TextKernel.copy(source.address() + 3, target.address() + 64, length);
                for (int position = 0; position < 400; position++) {
                    boolean copied = position >= 64 && position < 64 + length;
                    int expected = copied ? (byte) ((position - 64 + 3) * 7 + 1) : 0x55;
                    assertThat((int) UnsafeApi.getByte(target.address() + position))
                            .as("byte %s of a copy of %s", position, length)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countsNoTextOfRowsWithoutAValue(boolean nulls) {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                OffHeapBuffer lengths = pool.allocate(4 * 100, "lengths");
                OffHeapBuffer validity = pool.allocate(16, "validity")) {
            long expected = 0;
            validity.clear();
            for (int row = 0; row < 100; row++) {
                boolean present = !nulls || row % 3 != 0;
                UnsafeApi.putInt(lengths.address() + 4L * row, present ? row : Integer.MAX_VALUE);
                if (present) {
                    long address = validity.address() + (row >> 3);
                    UnsafeApi.putByte(address, (byte) (UnsafeApi.getByte(address) | 1 << (row & 7)));
                    expected += row >= 5 && row < 95 ? row : 0;
                }
            }
            assertThat(TextKernel.totalLength(lengths.address(), nulls ? validity.address() : 0, 5, 90))
                    .isEqualTo(expected);
        }
    }

    @Test
    void addsUpPastTwoGigabytes() {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                OffHeapBuffer lengths = pool.allocate(8, "lengths")) {
            UnsafeApi.putInt(lengths.address(), Integer.MAX_VALUE);
            UnsafeApi.putInt(lengths.address() + 4, Integer.MAX_VALUE);
            assertThat(TextKernel.totalLength(lengths.address(), 0, 0, 2)).isEqualTo(2L * Integer.MAX_VALUE);
        }
    }
}
