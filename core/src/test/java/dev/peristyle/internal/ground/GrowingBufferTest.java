package dev.peristyle.internal.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class GrowingBufferTest {

    @Test
    void whatIsKeptIsThereAfterGrowing() {
        try (MemoryPool pool = MemoryPool.create("test", Long.MAX_VALUE);
                GrowingBuffer buffer = new GrowingBuffer(pool, "test")) {
            buffer.ensureKept(8);
            UnsafeApi.putLong(buffer.address(), 42);
            for (long bytes = 8; bytes <= 1 << 20; bytes *= 2) {
                buffer.ensureKept(bytes);
                assertThat(buffer.capacity()).isGreaterThanOrEqualTo(bytes);
                assertThat(UnsafeApi.getLong(buffer.address())).isEqualTo(42);
            }
        }
    }

    @Test
    void whatIsDroppedIsFreedBeforeMoreIsTaken() {
        try (MemoryPool pool = MemoryPool.create("test", 100_000);
                GrowingBuffer buffer = new GrowingBuffer(pool, "test")) {
            buffer.ensureExactly(60_000);
            buffer.ensureExactly(90_000);
            assertThat(buffer.capacity()).isEqualTo(90_000);
            buffer.ensureExactly(10);
            assertThat(buffer.capacity()).isEqualTo(90_000);
        }
    }

    @Test
    void whatIsKeptIsStillThereWhenThereIsNoMemoryToGrow() {
        try (MemoryPool pool = MemoryPool.create("test", 10_000);
                GrowingBuffer buffer = new GrowingBuffer(pool, "test")) {
            buffer.ensureKept(6_000);
            UnsafeApi.putLong(buffer.address(), 42);
            assertThatThrownBy(() -> buffer.ensureKept(6_001)).isInstanceOf(MemoryLimitException.class);
            assertThat(UnsafeApi.getLong(buffer.address())).isEqualTo(42);
        }
    }

    @Test
    void manyMegabytesGrowWithoutASecondCopy() {
        try (MemoryPool pool = MemoryPool.create("test", 300L << 20);
                GrowingBuffer buffer = new GrowingBuffer(pool, "test")) {
            buffer.ensureKept(128L << 20);
            UnsafeApi.putLong(buffer.address() + (100L << 20), 42);
            assertThat(buffer.growth(200L << 20)).isLessThan(pool.available());
            buffer.ensureKept(200L << 20);
            assertThat(buffer.capacity()).isEqualTo(256L << 20);
            assertThat(UnsafeApi.getLong(buffer.address() + (100L << 20))).isEqualTo(42);
            assertThat(pool.peak()).isLessThan(257L << 20);
        }
    }

    @Test
    void closedIsEmptyAndCanBeUsedAgain() {
        try (MemoryPool pool = MemoryPool.create("test", Long.MAX_VALUE)) {
            GrowingBuffer buffer = new GrowingBuffer(pool, "test");
            assertThat(buffer.address()).isZero();
            buffer.ensure(100);
            buffer.close();
            buffer.close();
            assertThat(buffer.address()).isZero();
            assertThatIllegalStateException().isThrownBy(buffer::openAddress).withMessageContaining("test");
            assertThat(buffer.ensure(100)).isNotZero().isEqualTo(buffer.openAddress());
            buffer.close();
            assertThat(pool.used()).isZero();
        }
    }
}
