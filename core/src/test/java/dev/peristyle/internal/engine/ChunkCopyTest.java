package dev.peristyle.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChunkCopyTest {

    private static final int[] LENGTHS = {0, 1, 7, 8, 9, 63, 64, 65, 1000, 3};

    private final MemoryPool pool = MemoryPool.builder("test")
            .fillWith((byte) 0x99)
            .traceAllocations(true)
            .build();

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void rowsOfEveryTypeOutliveTheirChunk() {
        Schema schema = BoxedRows.everyType();
        try (ChunkCopy copy = new ChunkCopy(pool, schema)) {
            for (double nullShare : new double[] {0, 0.4, 1}) {
                for (int length : LENGTHS) {
                    List<Object[]> rows = BoxedRows.random(schema, length, nullShare, Seeds.random(length));
                    try (ChunkFixture fixture = new ChunkFixture(pool, schema)) {
                        copy.copy(fixture.chunk(rows));
                    }
                    List<Object[]> copied = BoxedRows.of(copy.chunk());
                    assertThat(copied).hasSize(length);
                    for (int row = 0; row < length; row++) {
                        if (!Arrays.deepEquals(copied.get(row), rows.get(row))) {
                            assertThat(copied.get(row))
                                    .as("row %s of %s", row, length)
                                    .isEqualTo(rows.get(row));
                        }
                    }
                }
            }
        }
    }

    @Test
    void whatRowsTakeIsCountedByTheWidthsOfTheirColumns() {
        Schema schema = Schema.builder()
                .add("byte", DataType.BYTE)
                .add("wide", DataType.decimal(38, 0))
                .build();
        try (ChunkCopy copy = new ChunkCopy(pool, schema);
                ChunkFixture fixture = new ChunkFixture(pool, schema)) {
            copy.copy(fixture.chunk(BoxedRows.random(schema, 100, 0, Seeds.random(1))));
            assertThat(copy.bytes()).isEqualTo(100 * 17);
        }
    }
}
