package dev.peristyle.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class RowPartitionsTest {

    private static final Schema SCHEMA = Schema.builder()
            .add("number", DataType.LONG)
            .add("text", DataType.STRING)
            .build();
    private static final int BITS = 6;
    private static final int CHUNK = 500;

    private final MemorySpill spill = new MemorySpill();

    @Test
    void whatGoesToDiskIsNotMuchMoreThanItsRows() {
        long bytes = written(4 << 20, 0);
        long inMemory = 150 * CHUNK * (RowLayout.of(SCHEMA).rowBytes() + 16L);
        assertThat(bytes).isPositive();
        assertThat(written(4 << 20, 3 << 20))
                .as("with little left of what others share, in pages of few rows")
                .isLessThan(inMemory);
        assertThat(bytes).isLessThan(inMemory * 3 / 4);
    }

    /** Writes 75,000 rows of up to 56 bytes into parts; returns what of it went to disk. */
    private long written(long limit, long ofOthers) {
        Random random = Seeds.random(7);
        long before = spill.written();
        List<Object[]> all = new ArrayList<>();
        try (MemoryPool pool = MemoryPool.create("test", 64 << 20);
                MemoryPool parent = pool.child("operator", limit + 64);
                OffHeapBuffer taken = parent.allocate(ofOthers, "others");
                MemoryPool rows = parent.child("rows", limit);
                ChunkFixture fixture = new ChunkFixture(pool, SCHEMA);
                OffHeapBuffer hashes = pool.allocate(8L * CHUNK, "hashes");
                RowPartitions partitions =
                        new RowPartitions(rows, pool, "parts", RowLayout.of(SCHEMA), spill, Long.SIZE - BITS, BITS)) {
            for (int round = 0; round < 150; round++) {
                List<Object[]> some = new ArrayList<>();
                for (int row = 0; row < CHUNK; row++) {
                    some.add(new Object[] {random.nextLong(), "t".repeat(random.nextInt(33))});
                    UnsafeApi.putLong(hashes.address() + 8L * row, random.nextLong());
                }
                all.addAll(some);
                partitions.add(fixture.chunk(some), CHUNK, 0, hashes.address());
            }
            partitions.spill();
            Set<List<Object>> expected = all.stream().map(List::of).collect(Collectors.toSet());
            assertThat(read(partitions, pool).equals(expected)).isTrue();
            assertThat(taken.capacity()).isGreaterThanOrEqualTo(ofOthers);
        }
        return spill.written() - before;
    }

    private static Set<List<Object>> read(RowPartitions partitions, MemoryPool pool) {
        Set<List<Object>> rows = new HashSet<>();
        for (int part = 0; part < 1 << BITS; part++) {
            try (RowReader reader = partitions.rows(part).read(pool, false)) {
                for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
                    BoxedRows.of(chunk).forEach(row -> rows.add(List.of(row)));
                }
            }
        }
        return rows;
    }
}
