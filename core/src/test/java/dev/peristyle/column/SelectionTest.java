package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

    private final MemoryPool pool = MemoryPool.builder("test")
            .fillWith((byte) 0x66)
            .traceAllocations(true)
            .build();

    @AfterEach
    void close() {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 128, 1000})
    void selectsNarrowsAndGathers(int rowCount) {
        Schema schema = BoxedRows.everyType();
        for (double share : new double[] {0, 0.1, 0.5, 1}) {
            long seed = Seeds.draw();
            Random random = Seeds.random(seed);
            List<Object[]> rows = BoxedRows.random(schema, rowCount, 0.3, random);
            try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                    OffHeapBuffer bitmap = pool.allocate(rowCount / 8 + 8, "bitmap");
                    Selection selection = new Selection(pool, "test")) {
                Chunk chunk = fixture.chunk(rows);
                List<Object[]> expected = keep(rows, bitmap, share, random);
                assertThat(selection.fromBitmap(bitmap.address(), rowCount)).isEqualTo(expected.size());
                check("seed " + seed, chunk, selection, expected);
                expected = keep(expected, bitmap, 0.5, random);
                assertThat(selection.narrow(bitmap.address())).isEqualTo(expected.size());
                assertThat(selection.count()).isEqualTo(expected.size());
                check("narrowed, seed " + seed, chunk, selection, expected);
            }
        }
    }

    @Test
    void canBeUsedAgainAfterClose() {
        Selection selection = new Selection(pool, "test");
        try (OffHeapBuffer bitmap = pool.allocate(16, "bitmap")) {
            UnsafeApi.putLong(bitmap.address(), 0b101);
            assertThat(selection.fromBitmap(bitmap.address(), 64)).isEqualTo(2);
            selection.close();
            selection.close();
            assertThat(selection.count()).isZero();
            assertThatThrownBy(selection::address).isInstanceOf(IllegalStateException.class);
            assertThat(selection.fromBitmap(bitmap.address(), 64)).isEqualTo(2);
        }
        selection.close();
    }

    /** Sets a bit for each row that stays, zeros after the last, and returns those rows. */
    private static List<Object[]> keep(List<Object[]> rows, OffHeapBuffer bitmap, double share, Random random) {
        bitmap.clear();
        List<Object[]> kept = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            if (random.nextDouble() < share) {
                long address = bitmap.address() + (row >> 3);
                UnsafeApi.putByte(address, (byte) (UnsafeApi.getByte(address) | 1 << (row & 7)));
                kept.add(rows.get(row));
            }
        }
        return kept;
    }

    private void check(String description, Chunk chunk, Selection selection, List<Object[]> expected) {
        for (int column = 0; column < chunk.schema().size(); column++) {
            try (ColumnBuffer target =
                    new ColumnBuffer(pool, "test", chunk.column(column).type())) {
                Selection.gather(chunk.column(column), selection.address(), selection.count(), target);
                assertThat(target.column().rowCount()).isEqualTo(expected.size());
                for (int row = 0; row < expected.size(); row++) {
                    assertThat(BoxedRows.get(target.column(), row))
                            .as("%s, column %s, row %s", description, column, row)
                            .isEqualTo(expected.get(row)[column]);
                }
            }
        }
    }
}
