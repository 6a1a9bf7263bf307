package dev.peristyle.execution;

import dev.peristyle.column.ChunkFixture;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** A table of numbered rows: {@code number}, {@code share} from 0 to 1 and one of four texts as {@code status}. */
final class Numbers {

    private static final int BATCH = 10_000;

    private static final Schema SCHEMA = Schema.builder()
            .add("number", DataType.LONG)
            .add("share", DataType.DOUBLE)
            .add("status", DataType.STRING)
            .build();

    private Numbers() {}

    static Table table(int rows) {
        MemoryPool pool = MemoryPool.create("numbers", MemoryPool.UNLIMITED);
        try (ChunkFixture fixture = new ChunkFixture(pool, SCHEMA);
                TableBuilder builder = new TableBuilder(pool, "numbers", SCHEMA)) {
            for (int from = 0; from < rows; from += BATCH) {
                List<Object[]> batch = new ArrayList<>();
                for (int row = from; row < Math.min(rows, from + BATCH); row++) {
                    batch.add(new Object[] {(long) row, row % 10 / 10.0, "status " + row % 4});
                }
                builder.append(fixture.chunk(batch));
            }
            return builder.buildOwningPool();
        }
    }
}
