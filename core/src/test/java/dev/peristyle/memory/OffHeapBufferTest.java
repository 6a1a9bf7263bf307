package dev.peristyle.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.MemoryLimitException;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffHeapBufferTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 65, 1000, 1_000_000})
    void startsOnACacheLineAndMayBeOverrunByLessThanOne(long size) {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                OffHeapBuffer buffer = pool.allocate(size, "buffer")) {
            assertThat(buffer.capacity()).isEqualTo(size);
            assertThat(buffer.address() % OffHeapBuffer.ALIGNMENT).isZero();
            assertThat(pool.used()).isGreaterThanOrEqualTo(size + 63 + (buffer.address() & 63));
            UnsafeApi.setMemory(buffer.address(), size + 63, (byte) 1);
            buffer.clear();
            for (long position = Math.max(0, size - 8); position < size + 63; position++) {
                assertThat(UnsafeApi.getByte(buffer.address() + position)).isZero();
            }
        }
    }

    @Test
    void poolsForTestsHandOutDirtyMemory() {
        try (MemoryPool pool = MemoryPool.builder("test").fillWith((byte) 0xAB).build();
                MemoryPool child = pool.child("inherits");
                OffHeapBuffer buffer = child.allocate(100, "buffer")) {
            for (int position = 0; position < 100 + 63; position++) {
                assertThat(UnsafeApi.getByte(buffer.address() + position)).isEqualTo((byte) 0xAB);
            }
        }
    }

    @Test
    void showsItselfToCodeThatSpeaksAgrona() {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                OffHeapBuffer buffer = pool.allocate(100, "buffer")) {
            UnsafeBuffer view = buffer.view(10, 20);
            view.putLong(8, 42);
            assertThat(UnsafeApi.getLong(buffer.address() + 18)).isEqualTo(42);
            assertThat(view.capacity()).isEqualTo(20);
            assertThatThrownBy(() -> view.getLong(13)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> buffer.view(90, 11)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> buffer.view(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> buffer.view(Long.MAX_VALUE, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1000, 100_000, 80L << 20})
    void growsWithWhatIsInItAndTakesTheDifferenceOnly(long size) {
        try (MemoryPool pool = MemoryPool.create("test", 3 * size + 500);
                OffHeapBuffer buffer = pool.allocate(size, "buffer")) {
            UnsafeBuffer view = buffer.view(0, 100);
            for (long position = 0; position <= size - 8; position += 8) {
                UnsafeApi.putLong(buffer.address() + position, position);
            }
            buffer.grow(2 * size);
            assertThat(buffer.capacity()).isEqualTo(2 * size);
            assertThat(buffer.address() % OffHeapBuffer.ALIGNMENT).isZero();
            assertThat(view.capacity()).isZero();
            assertThat(pool.used()).isBetween(2 * size, 2 * size + 4 * OffHeapBuffer.ALIGNMENT);
            UnsafeApi.setMemory(buffer.address() + size, size + 63, (byte) 1);
            for (long position = 0; position <= size - 8; position += 8) {
                assertThat(UnsafeApi.getLong(buffer.address() + position) == position)
                        .isTrue();
            }
            long used = pool.used();
            assertThatThrownBy(() -> buffer.grow(4 * size)).isInstanceOf(MemoryLimitException.class);
            assertThatIllegalArgumentException().isThrownBy(() -> buffer.grow(size));
            assertThat(pool.used()).isEqualTo(used);
            assertThat(UnsafeApi.getLong(buffer.address() + 88)).isEqualTo(88);
        }
    }

    @Test
    void useAfterCloseIsAnError() {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED)) {
            OffHeapBuffer buffer = pool.allocate(100, "sortBy: keys");
            buffer.close();
            buffer.close();
            assertThat(pool.used()).isZero();
            assertThatThrownBy(buffer::address)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("sortBy: keys");
            assertThatThrownBy(buffer::clear).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> buffer.view(0, 1)).isInstanceOf(IllegalStateException.class);
        }
    }
}
