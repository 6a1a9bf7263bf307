package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ChunkTest {

    private static final Map<BiFunction<Chunk, String, Column>, Predicate<DataType>> ACCESSORS = Map.ofEntries(
            Map.entry(Chunk::booleans, DataType.BOOLEAN::equals),
            Map.entry(Chunk::ints, DataType.INT::equals),
            Map.entry(Chunk::longs, DataType.LONG::equals),
            Map.entry(
                    Chunk::integers,
                    type -> type instanceof DataType.Int && !type.equals(DataType.INT) && !type.equals(DataType.LONG)),
            Map.entry(Chunk::floats, type -> type.equals(DataType.FLOAT) || type.kind() == Kind.FLOAT16),
            Map.entry(Chunk::doubles, DataType.DOUBLE::equals),
            Map.entry(Chunk::decimals, type -> type.kind() == Kind.DECIMAL),
            Map.entry(Chunk::dates, DataType.DATE::equals),
            Map.entry(Chunk::times, type -> type.kind() == Kind.TIME),
            Map.entry(Chunk::timestamps, type -> type.kind() == Kind.TIMESTAMP),
            Map.entry(Chunk::durations, type -> type.kind() == Kind.DURATION),
            Map.entry(Chunk::strings, DataType.STRING::equals),
            Map.entry(Chunk::binaries, type -> type.kind() == Kind.BINARY));

    @Test
    void givesEachColumnByItsTypeAndNoOther() {
        Schema schema = BoxedRows.everyType();
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                ChunkFixture fixture = new ChunkFixture(pool, schema)) {
            Chunk chunk = fixture.chunk(BoxedRows.random(schema, 5, 0, Seeds.random(1)));
            assertThat(chunk.schema()).isEqualTo(schema);
            assertThat(chunk.rowCount()).isEqualTo(5);
            ACCESSORS.forEach((accessor, types) -> {
                for (String name : schema.names()) {
                    if (types.test(schema.field(schema.indexOf(name)).type())) {
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
