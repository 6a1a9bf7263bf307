package dev.peristyle.internal.ground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class HashTest {

    private static final int BITS = 12;

    // one multiplication passes for most factors and fails for one in a thousand
    private static final int FACTORS = 2000;

    @Test
    void similarNumbersFallOnDifferentEntriesWhateverTheFactors() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < FACTORS; round++) {
            long first = random.nextLong() | 1;
            long second = random.nextLong() | 1;
            for (long step : new long[] {1, 8, 1000, 1 << 20, 1L << 32, 3L << 32, 1L << 40, 1L << 52}) {
                assertThat(entries(number -> Hash.of(number * step, first, second)))
                        .as("step %d, factors %d and %d", step, first, second)
                        .isGreaterThan(1 << BITS - 1);
            }
        }
    }

    @Test
    void similarTextsFallOnDifferentEntriesWhateverTheFactors() {
        SplittableRandom random = new SplittableRandom(2);
        for (String form : new String[] {"%d", "%04d", "id%06d", "id%010d", "%016d", "station %d"}) {
            long[][] words = new long[1 << BITS][];
            for (int number = 0; number < words.length; number++) {
                byte[] text = Arrays.copyOf(form.formatted(number).getBytes(StandardCharsets.US_ASCII), 16);
                ByteBuffer bytes = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
                words[number] = new long[] {bytes.getLong(), bytes.getLong()};
            }
            for (int round = 0; round < FACTORS; round++) {
                long first = random.nextLong() | 1;
                long second = random.nextLong() | 1;
                long third = random.nextLong() | 1;
                assertThat(entries(number -> Hash.ofWords(words[number][0], words[number][1], first, second, third)))
                        .as("texts as %s, factors %d, %d and %d", form, first, second, third)
                        .isGreaterThan(1 << BITS - 1);
            }
        }
    }

    /** Whoever knows the method but not the factors gains nothing by it: what a table is asked for is what random keys ask. */
    @Test
    void aMillionKeysChosenToCollideForKnownFactorsDoNotForOthers() {
        int keys = 1_000_000;
        long first = 0x9E3779B97F4A7C15L;
        long last = 0xC2B2AE3D27D4EB4FL;
        // all of them begin with twenty zero bits, and so have one place in a table
        IntToLongFunction chosen = number -> keyOf(number, first, last);
        assertThat(Hash.of(chosen.applyAsLong(77), first, last)).isEqualTo(77);
        assertThat(Hash.ofWords(chosen.applyAsLong(77), 0, first, 3, last)).isEqualTo(77);
        assertThat(probes(keys, number -> Hash.of(chosen.applyAsLong(number), first, last)))
                .isGreaterThan(3L * keys);
        SplittableRandom random = new SplittableRandom(3);
        long[] others = random.longs(keys).toArray();
        for (int round = 0; round < 5; round++) {
            long one = random.nextLong() | 1;
            long two = random.nextLong() | 1;
            long three = random.nextLong() | 1;
            long usual = probes(keys, number -> Hash.of(others[number], one, two));
            assertThat(probes(keys, number -> Hash.of(chosen.applyAsLong(number), one, two)))
                    .as("numbers, factors %d and %d", one, two)
                    .isLessThan(usual * 6 / 5);
            assertThat(probes(keys, number -> Hash.ofWords(chosen.applyAsLong(number), 0, one, two, three)))
                    .as("texts, factors %d, %d and %d", one, two, three)
                    .isLessThan(usual * 6 / 5);
            // what would collide after one multiplication
            long inverse = inverse(first);
            assertThat(probes(keys, number -> Hash.of(number * inverse, one, two)))
                    .as("multiples of an inverse, factors %d and %d", one, two)
                    .isLessThan(usual * 6 / 5);
        }
    }

    /** The number whose hash by two factors is a given one. */
    private static long keyOf(long hash, long firstFactor, long secondFactor) {
        long product = hash * inverse(secondFactor);
        product ^= product >>> 29 ^ product >>> 58;
        long folded = product * inverse(firstFactor);
        return folded ^ folded >>> 32;
    }

    /** What gives 1 when it is multiplied by an odd number. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int step = 0; step < 5; step++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    /** How many entries are looked at until each key has one, in a table half full; three a key are enough to know. */
    private static long probes(int keys, IntToLongFunction hash) {
        int bits = 21;
        boolean[] taken = new boolean[1 << bits];
        long probes = 0;
        for (int number = 0; number < keys && probes <= 3L * keys; number++) {
            int entry = (int) (hash.applyAsLong(number) >>> 64 - bits);
            probes++;
            while (taken[entry] && probes <= 3L * keys) {
                entry = entry + 1 & taken.length - 1;
                probes++;
            }
            taken[entry] = true;
        }
        return probes;
    }

    private static int entries(IntToLongFunction hash) {
        boolean[] taken = new boolean[1 << BITS];
        int entries = 0;
        for (int number = 0; number < taken.length; number++) {
            int index = (int) (hash.applyAsLong(number) >>> 64 - BITS);
            entries += taken[index] ? 0 : 1;
            taken[index] = true;
        }
        return entries;
    }

    @Test
    void textsOfOneHashAreReadOnlyUpToTheirEnd() {
        try (MemoryPool pool = MemoryPool.create("test", Long.MAX_VALUE);
                OffHeapBuffer buffer = pool.allocate(128, "test")) {
            for (int length : new int[] {0, 1, 7, 8, 9, 16, 17, 63, 64, 65}) {
                byte[] text = "peristyle".repeat(8).substring(0, length).getBytes(StandardCharsets.US_ASCII);
                UnsafeApi.setMemory(buffer.address(), 128, (byte) 'x');
                for (int position = 0; position < length; position++) {
                    UnsafeApi.putByte(buffer.address() + position, text[position]);
                }
                long hash = Hash.ofText(buffer.address(), length);
                UnsafeApi.putByte(buffer.address() + length, (byte) 'y');
                assertThat(Hash.ofText(buffer.address(), length)).isEqualTo(hash);
                if (length > 0) {
                    UnsafeApi.putByte(buffer.address() + length - 1, (byte) '!');
                    assertThat(Hash.ofText(buffer.address(), length)).isNotEqualTo(hash);
                }
            }
        }
    }

    @Test
    void theEntryAfterTheLastIsTheFirst() {
        assertThat(Hash.next(1000, 16, 1000, 1032)).isEqualTo(1016);
        assertThat(Hash.next(1016, 16, 1000, 1032)).isEqualTo(1000);
    }
}
