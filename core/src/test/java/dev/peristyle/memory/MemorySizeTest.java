package dev.peristyle.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.array.LongArray;
import dev.peristyle.array.ShortArray;
import org.junit.jupiter.api.Test;

class MemorySizeTest {

    @Test
    void arraysTakeWhatThePoolGaveOut() {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED)) {
            for (long length : new long[] {0, 1, 7, 8, 9, 63, 64, 65, 1000, 1_000_000}) {
                try (LongArray array = LongArray.allocate(pool, length)) {
                    assertThat(array.memorySize().total()).isEqualTo(pool.used());
                    assertThat(array.memorySize().values()).isEqualTo(8 * length);
                    array.grow(length + 100);
                    assertThat(array.memorySize().total()).isEqualTo(pool.used());
                    LongArray view = array.slice(0, 10);
                    assertThatThrownBy(view::memorySize)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("to measure a view is not possible; do that to the array that it shows");
                }
                try (ShortArray array = ShortArray.allocate(pool, length)) {
                    assertThat(array.memorySize().total()).isEqualTo(pool.used());
                }
            }
        }
    }
}
