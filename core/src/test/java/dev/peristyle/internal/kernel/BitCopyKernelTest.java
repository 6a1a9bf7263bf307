package dev.peristyle.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.util.BitSet;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class BitCopyKernelTest {

    private static final int BITS = 64 * 40;

    @Test
    void movesCountsAndSetsAnyRunAndNothingElse() {
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                OffHeapBuffer source = pool.allocate(BITS / 8, "source");
                OffHeapBuffer target = pool.allocate(BITS / 8, "target")) {
            for (int length : new int[] {0, 1, 7, 8, 9, 63, 64, 65, 127, 128, 129, 1000}) {
                for (int round = 0; round < 200; round++) {
                    int from = random.nextInt(BITS - length);
                    int to = round % 2 == 0 ? random.nextInt(BITS - length) : near(from, BITS - length, random);
                    BitSet sourceBits = fill(source, random);
                    BitSet expected = fill(target, random);
                    String description = "seed " + seed + ", length " + length + ", from " + from + ", to " + to;
                    int set = 0;
                    for (int bit = 0; bit < length; bit++) {
                        expected.set(to + bit, sourceBits.get(from + bit));
                        set += sourceBits.get(from + bit) ? 1 : 0;
                    }
                    assertThat(BitCopyKernel.copy(source.address(), from, target.address(), to, length))
                            .as(description)
                            .isEqualTo(set);
                    assertThat(read(target)).as(description).isEqualTo(expected);
                    assertThat(BitCopyKernel.count(source.address(), from, length))
                            .as(description)
                            .isEqualTo(set);
                    BitSet moved = (BitSet) sourceBits.clone();
                    for (int bit = 0; bit < length; bit++) {
                        moved.set(to + bit, sourceBits.get(from + bit));
                    }
                    BitCopyKernel.move(source.address(), from, to, length);
                    assertThat(read(source)).as(description).isEqualTo(moved);
                    expected.set(to, to + length);
                    BitCopyKernel.set(target.address(), to, length);
                    assertThat(read(target)).as(description).isEqualTo(expected);
                }
            }
        }
    }

    /** A place whose run is likely to overlap. */
    private static int near(int from, int bound, Random random) {
        return Math.max(0, Math.min(bound - 1, from + random.nextInt(161) - 80));
    }

    private static BitSet fill(OffHeapBuffer buffer, Random random) {
        for (int position = 0; position < BITS / 8; position += 8) {
            UnsafeApi.putLong(buffer.address() + position, random.nextLong());
        }
        return read(buffer);
    }

    private static BitSet read(OffHeapBuffer buffer) {
        long[] words = new long[BITS / 64];
        for (int word = 0; word < words.length; word++) {
            words[word] = UnsafeApi.getLong(buffer.address() + 8L * word);
        }
        return BitSet.valueOf(words);
    }
}
