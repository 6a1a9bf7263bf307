package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What fills columns says what is wrong with its arguments before it touches memory. */
class BuilderArgumentsTest {

    private final MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aBufferRefusesImpossibleNumbersAndAddressesBeforeThereIsRoom() {
        try (ColumnBuffer buffer = new ColumnBuffer(pool, "scan", DataType.INT)) {
            assertThatThrownBy(buffer::valuesAddress).hasMessageContainingAll("scan", "ensureCapacity");
            assertThatThrownBy(buffer::setAllPresent).hasMessageContainingAll("scan", "ensureCapacity");
            assertThatThrownBy(() -> buffer.ensureCapacity(-1)).hasMessageContainingAll("scan", "-1 rows");
            buffer.ensureCapacity(5);
            assertThatThrownBy(buffer::lengthsAddress).hasMessageContaining("no such part");
            assertThatThrownBy(() -> buffer.publish(-1, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> buffer.publish(5, 99)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> buffer.publish(65, 0)).hasMessageContainingAll("65 rows", "scan");
        }
    }

    @Test
    void columnsOfDifferentTypesAreNotMixed() {
        Column longs = ColumnBinder.create(DataType.LONG);
        try (ColumnBuffer ints = new ColumnBuffer(pool, "scan", DataType.INT)) {
            assertThatThrownBy(() -> ColumnBinder.bindSame(longs, ints.column()))
                    .hasMessageContainingAll("long", "int");
            assertThatThrownBy(() -> Selection.gather(ints.column(), 0, 0, new ColumnBuffer(pool, "x", DataType.LONG)))
                    .hasMessageContainingAll("int", "long");
        }
        assertThatThrownBy(() -> ColumnBinder.bind(longs, 1, 0, 0, 0)).hasMessageContaining("needs values");
        assertThatThrownBy(() -> ColumnBinder.bind(longs, 1, 8, 0, 1)).hasMessageContaining("validity bitmap");
    }

    @Test
    void nullArgumentsAreNamed() {
        assertThatThrownBy(() -> new ColumnBuffer(null, "scan", DataType.INT)).hasMessageContaining("pool");
        assertThatThrownBy(() -> new ColumnBuffer(pool, null, DataType.INT)).hasMessageContaining("owner");
        assertThatThrownBy(() -> new Selection(pool, null)).hasMessageContaining("owner");
        assertThatThrownBy(() -> pool.allocate(8, null)).hasMessageContaining("owner");
        assertThatThrownBy(() -> pool.charge(8, null)).hasMessageContaining("owner");
    }
}
