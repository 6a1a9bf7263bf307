package dev.peristyle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class PlatformTest {

    @Test
    void opensWhatAgronaNeedsAndCanBeCalledAgain() {
        Platform.open();
        Platform.open();
        long address = UnsafeApi.allocateMemory(Long.BYTES);
        UnsafeApi.putLong(address, 42);
        assertThat(UnsafeApi.getLong(address)).isEqualTo(42);
        UnsafeApi.freeMemory(address);
    }

    @Test
    void rejectsAPackageWithoutItsModule() {
        assertThatThrownBy(() -> Platform.open(Platform.class, List.of("sun.nio.ch"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sun.nio.ch");
    }
}
