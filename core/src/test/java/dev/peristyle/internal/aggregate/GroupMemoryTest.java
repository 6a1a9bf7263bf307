package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.spi.SpillFile;
import org.junit.jupiter.api.Test;

/** To look for a place to spill to takes longer than a short job: it is done when groups have much of their memory. */
class GroupMemoryTest {

    private static final long LIMIT = 64 << 20;

    private static final class Place implements SpillSpace {

        private final boolean available;
        private int looks;

        Place(boolean available) {
            this.available = available;
        }

        @Override
        public boolean isAvailable() {
            looks++;
            return available;
        }

        @Override
        public SpillFile create(String owner) {
            throw new AssertionError(owner);
        }
    }

    @Test
    void aPlaceIsLookedForOnlyWhenGroupsTakeMuch() {
        Place place = new Place(true);
        try (MemoryPool pool = MemoryPool.create("run", LIMIT);
                GroupMemory memory = new GroupMemory(pool, place, 2, () -> {})) {
            long share = LIMIT / 8 * 5;
            assertThat(memory.groups().limit()).isEqualTo(share);
            try (OffHeapBuffer few = memory.groups().allocate(share / 5, "few groups")) {
                assertThat(few.capacity()).isPositive();
                memory.look();
                assertThat(place.looks).isZero();
                try (OffHeapBuffer many = memory.groups().allocate(share / 5, "many groups")) {
                    assertThat(many.capacity()).isPositive();
                    memory.look();
                    memory.look();
                    assertThat(place.looks).isEqualTo(1);
                    assertThat(memory.groups().limit()).isEqualTo(share);
                }
            }
        }
    }

    @Test
    void withoutAPlaceGroupsGetAllMemory() {
        Place none = new Place(false);
        try (MemoryPool pool = MemoryPool.create("run", LIMIT);
                GroupMemory memory = new GroupMemory(pool, none, 1, () -> {});
                OffHeapBuffer half = memory.groups().allocate(LIMIT / 2, "many groups")) {
            assertThat(half.capacity()).isPositive();
            memory.look();
            try (OffHeapBuffer rest = memory.groups().allocate(LIMIT / 2 - 256, "more groups")) {
                assertThat(rest.capacity()).isPositive();
            }
        }
    }

    @Test
    void ofALittleMemoryAChunkMayTakeAllSoAPlaceIsLookedForAtOnce() {
        Place none = new Place(false);
        try (MemoryPool pool = MemoryPool.create("run", 1 << 20);
                GroupMemory memory = new GroupMemory(pool, none, 1, () -> {})) {
            assertThat(none.looks).isEqualTo(1);
            assertThat(memory.groups().limit()).isEqualTo(1 << 20);
        }
    }
}
