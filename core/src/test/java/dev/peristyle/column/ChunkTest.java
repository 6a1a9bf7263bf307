package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class ChunkTest {

    private static final Map<BiFunction<Chunk, String, Column>, Set<String>> ACCESSORS = Map.of(
            Chunk::booleans, Set.of("boolean"),
            Chunk::ints, Set.of("int"),
            Chunk::longs, Set.of("long"),
            Chunk::floats, Set.of("float"),
            Chunk::doubles, Set.of("double"),
            Chunk::decimals, Set.of("decimal"),
            Chunk::dates, Set.of("date"),
            Chunk::timestamps, Set.of("timestamp", "local"),
            Chunk::strings, Set.of("string"));

    @Test
    void givesEachColumnByItsTypeAndNoOther() {
        Schema schema = BoxedRows.everyType();
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                ChunkFixture fixture = new ChunkFixture(pool, schema)) {
            Chunk chunk = fixture.chunk(BoxedRows.random(schema, 5, 0, new Random(1)));
            assertThat(chunk.schema()).isEqualTo(schema);
            assertThat(chunk.rowCount()).isEqualTo(5);
            ACCESSORS.forEach((accessor, names) -> {
                for (String name : schema.names()) {
                    if (names.contains(name)) {
                        assertThat(accessor.apply(chunk, name))
                                .isSameAs(chunk.column(name))
                                .isSameAs(chunk.column(schema.indexOf(name)));
                    } else {
                        assertThatThrownBy(() -> accessor.apply(chunk, name))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContainingAll("'" + name + "'", "does not read it");
                    }
                }
            });
            assertThatThrownBy(() -> chunk.ints("innt")).hasMessageContaining("did you mean 'int'?");
            chunk.invalidate();
            assertThat(chunk.rowCount()).isZero();
            assertThatThrownBy(() -> chunk.ints("int").get(0)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesColumnsThatDoNotFitTheSchema() {
        Schema schema = Schema.builder().add("a", DataType.decimal(10, 2)).build();
        assertThatThrownBy(() -> new Chunk(schema, List.of())).hasMessageContaining("1 columns, but there are 0");
        assertThatThrownBy(() -> new Chunk(schema, List.of(ColumnBinder.create(DataType.decimal(10, 3)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("decimal(10,3)", "decimal(10,2)");
    }
}
