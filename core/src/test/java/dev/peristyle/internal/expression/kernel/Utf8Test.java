package dev.peristyle.internal.expression.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private final Random random = Seeds.random(5);

    @Test
    void countsTheCodePointsOfTextsOfEveryLengthAnywhereInAPage() {
        try (MemoryPool pool = MemoryPool.create("test", 1 << 20);
                OffHeapBuffer buffer = pool.allocate(3 * 4096, "text")) {
            long pageEnd = (buffer.address() + 2 * 4096) & -4096;
            for (int i = 0; i < 100_000; i++) {
                int length = i % 140;
                long text = pageEnd - random.nextInt(160);
                boolean ascii = random.nextBoolean();
                int expected = 0;
                for (int position = -8; position < length + 8; position++) {
                    byte value = (byte) (ascii ? random.nextInt(128) : random.nextInt());
                    UnsafeApi.putByte(text + position, value);
                    expected += position >= 0 && position < length && (value & 0xC0) != 0x80 ? 1 : 0;
                }
                assertThat(Utf8.codePoints(text, length)).isEqualTo(expected);
            }
        }
    }
}
