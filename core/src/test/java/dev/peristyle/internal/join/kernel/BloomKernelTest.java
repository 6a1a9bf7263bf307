package dev.peristyle.internal.join.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BloomKernelTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 1000})
    void findsWhatWasAddedAndLittleElse(int count) {
        Random random = Seeds.fresh();
        int bits = 8;
        try (MemoryPool pool = MemoryPool.builder("test").limit(1 << 20).build();
                OffHeapBuffer words = pool.allocate(8L << bits, "words");
                OffHeapBuffer hashes = pool.allocate(8L * (count + 1), "hashes");
                OffHeapBuffer valid = pool.allocate(count / 8 + 16, "valid");
                OffHeapBuffer bitmap = pool.allocate(count / 8 + 16, "bitmap")) {
            words.clear();
            Set<Long> added = new HashSet<>();
            for (int number = 0; number < 1000; number++) {
                long hash = random.nextLong();
                added.add(hash);
                BloomKernel.add(hash, words.address(), 64 - bits);
            }
            Long[] known = added.toArray(Long[]::new);
            for (int row = 0; row < count; row++) {
                long hash = random.nextBoolean() ? known[random.nextInt(known.length)] : random.nextLong();
                UnsafeApi.putLong(hashes.address() + 8L * row, hash);
            }
            for (int at = 0; at < count / 8 + 16; at++) {
                UnsafeApi.putByte(valid.address() + at, (byte) random.nextInt());
                UnsafeApi.putByte(bitmap.address() + at, (byte) random.nextInt());
            }
            for (long presence : new long[] {0, valid.address()}) {
                int found = BloomKernel.test(
                        count, hashes.address(), presence, words.address(), 64 - bits, bitmap.address());
                int set = 0;
                int wrong = 0;
                for (int row = 0; row < count; row++) {
                    boolean isAdded = added.contains(UnsafeApi.getLong(hashes.address() + 8L * row));
                    boolean isFound = Bits.isSet(bitmap.address(), row);
                    if (Bits.isPresent(presence, row)) {
                        assertThat(isFound || !isAdded).isTrue();
                        wrong += isFound && !isAdded ? 1 : 0;
                    } else {
                        assertThat(isFound).isFalse();
                    }
                    set += isFound ? 1 : 0;
                }
                assertThat(found).isEqualTo(set);
                // one in a hundred are expected
                assertThat(wrong).isLessThanOrEqualTo(5 + count / 20);
            }
        }
    }
}
