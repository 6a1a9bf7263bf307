package dev.peristyle.internal.aggregate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.ground.Hash;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/** What tables rely on: one different byte is seen wherever it is, and nothing past the end is. */
class TextPrefixKernelTest {

    private static final int LONGEST = 70;

    private static void put(long address, byte[] bytes) {
        for (int position = 0; position < bytes.length; position++) {
            UnsafeApi.putByte(address + position, bytes[position]);
        }
    }

    @Test
    void tailsAreComparedToTheLastByteAndNoFurther() {
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer left = pool.allocate(LONGEST + 8, "left");
                OffHeapBuffer right = pool.allocate(LONGEST + 8, "right")) {
            for (int length = TextPrefixKernel.PREFIX + 1; length <= LONGEST; length++) {
                left.clear();
                right.clear();
                UnsafeApi.putByte(right.address() + length, (byte) 1);
                assertThat(TextPrefixKernel.sameTail(left.address(), right.address(), length))
                        .isTrue();
                for (int position = TextPrefixKernel.PREFIX; position < length; position++) {
                    UnsafeApi.putByte(right.address() + position, (byte) 1);
                    assertThat(TextPrefixKernel.sameTail(left.address(), right.address(), length))
                            .as("length %s, position %s", length, position)
                            .isFalse();
                    UnsafeApi.putByte(right.address() + position, (byte) 0);
                }
            }
        }
    }

    @Test
    void hashesOfLongTextsDependOnEveryByteAndNoneAfterThem() {
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer text = pool.allocate(LONGEST + 8, "text")) {
            for (int length = TextPrefixKernel.PREFIX + 1; length <= LONGEST; length++) {
                text.clear();
                long hash = Hash.ofLongText(1, text.address(), length);
                UnsafeApi.putByte(text.address() + length, (byte) 1);
                assertThat(Hash.ofLongText(1, text.address(), length)).isEqualTo(hash);
                for (int position = TextPrefixKernel.PREFIX; position < length; position++) {
                    UnsafeApi.putByte(text.address() + position, (byte) 1);
                    assertThat(Hash.ofLongText(1, text.address(), length))
                            .as("length %s, position %s", length, position)
                            .isNotEqualTo(hash);
                    UnsafeApi.putByte(text.address() + position, (byte) 0);
                }
            }
        }
    }

    @Test
    void masksKeepTheBytesOfTheText() {
        for (int length = 0; length <= TextPrefixKernel.PREFIX; length++) {
            for (int position = 0; position < TextPrefixKernel.PREFIX; position++) {
                long mask = position < 8 ? TextPrefixKernel.firstMask(length) : TextPrefixKernel.secondMask(length);
                assertThat(mask >>> (8 * (position & 7)) & 0xFF)
                        .as("length %s, position %s", length, position)
                        .isEqualTo(position < length ? 0xFF : 0);
            }
        }
    }

    @Test
    void orderIsThatOfUnsignedBytes() {
        Random random = Seeds.random(11);
        try (MemoryPool pool = MemoryPool.builder("test").build();
                OffHeapBuffer left = pool.allocate(LONGEST, "left");
                OffHeapBuffer right = pool.allocate(LONGEST, "right")) {
            for (int round = 0; round < 20_000; round++) {
                byte[] leftBytes = text(random);
                byte[] rightBytes = random.nextBoolean() ? text(random) : leftBytes.clone();
                if (rightBytes.length > 0 && random.nextBoolean()) {
                    rightBytes[random.nextInt(rightBytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                put(left.address(), leftBytes);
                put(right.address(), rightBytes);
                int order =
                        TextPrefixKernel.compare(left.address(), leftBytes.length, right.address(), rightBytes.length);
                assertThat(Integer.signum(order))
                        .as("round %s", round)
                        .isEqualTo(Integer.signum(Arrays.compareUnsigned(leftBytes, rightBytes)));
            }
        }
    }

    private static byte[] text(Random random) {
        return "αβγδεabcdefgh".repeat(4).substring(0, random.nextInt(40)).getBytes(StandardCharsets.UTF_8);
    }
}
