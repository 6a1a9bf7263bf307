package dev.peristyle.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.spi.SystemMemory.Found;
import org.junit.jupiter.api.Test;

class DefaultMemoryLimitTest {

    private static final long MB = 1 << 20;

    @Test
    void isHalfOfWhatTheHeapLeaves() {
        DefaultMemoryLimit limit = DefaultMemoryLimit.of(new Found(1024 * MB, "the container"), 256 * MB);
        assertThat(limit.bytes()).isEqualTo(384 * MB);
        assertThat(limit.reason()).contains("268435456", "1073741824", "the container");
    }

    @Test
    void isNotTooLittleWhereTheHeapLeavesNothing() {
        DefaultMemoryLimit limit = DefaultMemoryLimit.of(new Found(256 * MB, "the container"), 512 * MB);
        assertThat(limit.bytes()).isEqualTo(64 * MB);
        assertThat(limit.reason()).contains("-Xmx");
    }

    @Test
    void isFixedWhereNothingIsKnown() {
        assertThat(DefaultMemoryLimit.of(null, 512 * MB).bytes()).isEqualTo(256 * MB);
    }
}
