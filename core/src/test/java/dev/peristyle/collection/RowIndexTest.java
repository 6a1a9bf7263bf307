package dev.peristyle.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a plain list of hashes: those of row i are at index i. Hashes that are alike share places, the last ones with the first of the table. */
class RowIndexTest {

    private final MemoryPool pool = MemoryPool.create("indexes", 1 << 20);

    @AfterEach
    void allIsGivenBack() {
        assertThat(pool.used()).isZero();
        pool.close();
    }

    @Test
    void findsRowsHoweverTheirHashesCollide() {
        Random random = Seeds.random(92);
        check(random, random::nextLong);
        check(random, () -> (long) random.nextInt(8) << 61 | random.nextInt(100));
        check(random, () -> -1L - ((long) random.nextInt(3) << 59));
        check(random, () -> (random.nextBoolean() ? -1L : 0) ^ random.nextInt(5));
        check(random, () -> 0);
    }

    private void check(Random random, LongSupplier hashes) {
        List<Long> rows = new ArrayList<>();
        try (RowIndex index = new RowIndex(pool, "test")) {
            for (int step = 0; step < 2000; step++) {
                boolean grows = step / 500 % 2 == 0;
                if (rows.isEmpty() || random.nextInt(4) < (grows ? 3 : 1)) {
                    long hash = hashes.getAsLong();
                    index.reserve();
                    index.add(hash, rows.size());
                    rows.add(hash);
                } else {
                    remove(index, rows, random.nextInt(rows.size()));
                }
                if (step % 20 == 0) {
                    for (int row = 0; row < rows.size(); row++) {
                        int wanted = row;
                        assertThat(index.find(rows.get(row), found -> found == wanted))
                                .isEqualTo(row);
                    }
                    assertThat(index.find(hashes.getAsLong(), row -> false)).isEqualTo(-1);
                }
            }
            index.clear();
            assertThat(index.find(hashes.getAsLong(), row -> true)).isEqualTo(-1);
        }
    }

    /** The last row gets the number of the one that goes. */
    private static void remove(RowIndex index, List<Long> rows, int row) {
        index.remove(rows.get(row), row);
        int last = rows.size() - 1;
        if (row < last) {
            index.renumber(rows.get(last), last, row);
            rows.set(row, rows.get(last));
        }
        rows.remove(last);
    }

    @Test
    void hasNoRoomForMoreThanTheLimitAndKeepsWhatThereIs() {
        try (MemoryPool small = pool.child("small", 2000);
                RowIndex index = new RowIndex(small, "test")) {
            int[] added = {0};
            assertThatThrownBy(() -> {
                        while (true) {
                            index.reserve();
                            index.add(added[0] * 0x9E3779B97F4A7C15L, added[0]);
                            added[0]++;
                        }
                    })
                    .isInstanceOf(MemoryLimitException.class);
            assertThat(added[0]).isGreaterThan(20);
            for (int row = 0; row < added[0]; row++) {
                int wanted = row;
                assertThat(index.find(row * 0x9E3779B97F4A7C15L, found -> found == wanted))
                        .isEqualTo(row);
            }
        }
    }
}
