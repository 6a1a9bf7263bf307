package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.internal.sort.BoundSortKey;
import dev.peristyle.internal.sort.Sorter;
import dev.peristyle.internal.state.SpillSpace;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of rows by keys of every type that DuckDB has too. */
class SortKeysDuckDbTest {

    @Test
    void everyTypeSortsAsInDuckDb() throws SQLException {
        for (DataType type : DuckDbRows.TYPES) {
            long seed = Seeds.draw();
            Random random = Seeds.random(seed);
            Schema schema = BoxedChunk.schema(type, DataType.LONG);
            List<List<Object>> rows = new ArrayList<>();
            for (int row = 0; row < 300; row++) {
                Object value = random.nextInt(8) == 0 ? null : RandomValues.key(type, random);
                rows.add(Arrays.asList(DuckDbRows.carried(value, type), (long) row));
            }
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
                DuckDbRows.load(connection, schema, rows);
                for (int variant = 0; variant < 4; variant++) {
                    BoundSortKey key = new BoundSortKey(0, (variant & 1) != 0, (variant & 2) != 0);
                    assertThat(sorted(schema, rows, key))
                            .as("seed %s, %s, %s", seed, type, key)
                            .isEqualTo(query(connection, key));
                }
            }
        }
    }

    private static List<Long> sorted(Schema schema, List<List<Object>> rows, BoundSortKey key) {
        List<Long> order = new ArrayList<>();
        try (MemoryPool pool = MemoryPool.builder("test").fillWith((byte) 0xA5).build();
                BoxedChunk boxed = new BoxedChunk(pool, schema, rows);
                Sorter sorter = new Sorter(pool, "sortBy", schema, List.of(key), Long.MAX_VALUE, SpillSpace.NONE)) {
            Column[] columns = boxed.columns(0, 2);
            ChunkWriter input = new ChunkWriter(schema, List.of(columns));
            input.publish(rows.size());
            sorter.append(input.chunk());
            sorter.finish();
            for (Chunk chunk = sorter.next(); chunk != null; chunk = sorter.next()) {
                BoxedChunk.rows(chunk).forEach(row -> order.add((Long) row.get(1)));
            }
        }
        return order;
    }

    private static List<Long> query(Connection connection, BoundSortKey key) throws SQLException {
        String sql = "select ord from t order by c0 " + (key.descending() ? "desc" : "asc")
                + (key.nullsFirst() ? " nulls first" : " nulls last") + ", ord";
        List<Long> order = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                order.add(answer.getLong(1));
            }
        }
        return order;
    }
}
