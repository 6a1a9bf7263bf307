package dev.peristyle.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.execution.RunReport;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultCacheTest {

    /** A key of that number, of 1 to 200 bytes. */
    private static int key(ResultCache cache, int number) {
        int bytes = 1 + number * 7 % (number % 5 == 0 ? 200 : 20);
        long room = cache.keyRoom(bytes + 4);
        UnsafeApi.putInt(room, number);
        for (int at = 0; at < bytes; at++) {
            UnsafeApi.putByte(room + 4 + at, (byte) (number + at));
        }
        UnsafeApi.putLong(room + 4 + bytes, 0);
        return 4 + bytes;
    }

    /** The result of that number. */
    private static int resultBytes(int number) {
        return number * 3 % (number % 11 == 0 ? 400 : 30);
    }

    private static boolean ask(ResultCache cache, int number) {
        long found = cache.find(key(cache, number));
        int bytes = resultBytes(number);
        if (found != 0) {
            assertThat(cache.resultBytes(found)).isEqualTo(bytes);
            for (int at = 0; at < bytes; at++) {
                assertThat(UnsafeApi.getByte(found + at)).isEqualTo((byte) (31 * number + at));
            }
            return true;
        }
        long target = cache.put(bytes);
        for (int at = 0; target != 0 && at < bytes; at++) {
            UnsafeApi.putByte(target + at, (byte) (31 * number + at));
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(longs = {4096, 5000, 70_001, 300_000, 4 << 20})
    void givesForEachKeyItsOwnResult(long most) {
        Random random = Seeds.random(most);
        try (MemoryPool pool = MemoryPool.create("test", 64 << 20);
                ResultCache cache = new ResultCache(pool, most)) {
            int asked = 60_000;
            int found = 0;
            for (int each = 0; each < asked; each++) {
                int range = random.nextInt(3) == 0 ? 50_000 : 40;
                found += ask(cache, random.nextInt(range)) ? 1 : 0;
                assertThat(pool.used()).isLessThanOrEqualTo(most + 4096);
            }
            assertThat(cache.counts())
                    .containsEntry(RunReport.MEMOIZED_FOUND, (long) found)
                    .containsEntry(RunReport.MEMOIZED_COMPUTED, (long) asked - found);
            // those that are asked for again and again
            assertThat(found).isGreaterThan(asked / 3);
        }
    }

    @Test
    void keepsAllThatFits() {
        try (MemoryPool pool = MemoryPool.create("test", 64 << 20);
                ResultCache cache = new ResultCache(pool, 4 << 20)) {
            for (int round = 0; round < 3; round++) {
                for (int number = 0; number < 10_000; number++) {
                    assertThat(ask(cache, number)).isEqualTo(round > 0);
                }
            }
            assertThat(cache.counts()).containsEntry(RunReport.MEMOIZED_DROPPED, 0L);
        }
    }

    @Test
    void whatIsFoundStaysWhereOthersPassOnce() {
        try (MemoryPool pool = MemoryPool.create("test", 64 << 20);
                ResultCache cache = new ResultCache(pool, 64 << 10)) {
            int lost = 0;
            for (int number = 100; number < 50_000; number++) {
                ask(cache, number);
                lost += ask(cache, number % 20) ? 0 : 1;
            }
            assertThat(lost).isEqualTo(20);
        }
    }

    @Test
    void takesNothingThatOthersNeed() {
        try (MemoryPool pool = MemoryPool.create("test", 200 << 10);
                ResultCache cache = new ResultCache(pool, 16 << 20)) {
            for (int number = 0; number < 20_000; number++) {
                ask(cache, number);
            }
            assertThat(pool.used()).isLessThan(100 << 10);
            assertThat(ask(cache, 19_999)).isTrue();
        }
    }

    @Test
    void hasNoRoomForAKeyWhereMemoryIsTaken() {
        try (MemoryPool pool = MemoryPool.create("test", 1 << 20);
                ResultCache cache = new ResultCache(pool, 1 << 20)) {
            try (OffHeapBuffer taken = pool.allocate(pool.available() - 4096, "others")) {
                assertThat(taken.capacity()).isPositive();
                assertThat(cache.keyRoom(10_000)).isZero();
                assertThat(cache.keyRoom(2_000)).isZero();
            }
            assertThat(cache.keyRoom(10_000)).isNotZero();
        }
    }

    @Test
    void doesNotGrowForWhatIsNeverKept() {
        try (MemoryPool pool = MemoryPool.create("test", 64 << 20);
                ResultCache cache = new ResultCache(pool, 4 << 20)) {
            ask(cache, 1);
            long before = pool.used();
            assertThat(cache.find(key(cache, 2))).isZero();
            assertThat(cache.put(1 << 20)).isZero();
            assertThat(pool.used()).isEqualTo(before);
        }
    }

    @Test
    void allCachesOfARunTakeAQuarterOfItsLimit() {
        try (MemoryPool run = MemoryPool.create("run", 8 << 20);
                MemoryPool step = run.child("step", 8 << 20)) {
            List<ResultCache> caches = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                caches.add(new ResultCache(step, 1 << 30));
            }
            for (int number = 0; number < 40_000; number++) {
                for (ResultCache cache : caches) {
                    ask(cache, number);
                }
            }
            assertThat(run.used()).isBetween(1L << 20, 2L << 20);
            caches.forEach(ResultCache::close);
        }
    }
}
