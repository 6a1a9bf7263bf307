package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What those who fill columns through raw addresses can get wrong, and be told so. */
class RawAccessTest {

    private final MemoryPool pool =
            MemoryPool.builder("test").traceAllocations(true).build();

    @AfterEach
    void everythingIsGivenBack() {
        pool.close();
    }

    @Test
    void addressesBeforeThereIsRoomAreErrorsThatSaySo() {
        try (ColumnBuffer buffer = new ColumnBuffer(pool, "test", DataType.STRING)) {
            assertThatThrownBy(buffer::valuesAddress).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(buffer::lengthsAddress).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(buffer::validityAddress).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(buffer::setAllPresent).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void impossibleNumbersOfRowsAndNullsAreErrors() {
        try (ColumnBuffer buffer = new ColumnBuffer(pool, "test", DataType.LONG)) {
            assertThatThrownBy(() -> buffer.ensureCapacity(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("test cannot make room for -1 rows");
            buffer.ensureCapacity(5);
            assertThatThrownBy(() -> buffer.publish(-1, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("-1 rows do not fit");
            assertThatThrownBy(() -> buffer.publish(5, 99))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("99 nulls do not fit in 5 rows");
            assertThatThrownBy(() -> buffer.publish(5, -1)).isInstanceOf(IllegalArgumentException.class);
            buffer.publish(5, 0);
            assertThatThrownBy(() -> ColumnBinder.bind(buffer.column(), 5, 0, 0, 6))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ColumnBinder.bind(buffer.column(), -5, 0, 0, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aChunkOfMoreRowsThanItsColumnsShowIsAnErrorThatNamesTheColumn() {
        Schema schema = Schema.of(List.of(new Field("id", DataType.LONG)));
        try (ColumnBuffer buffer = new ColumnBuffer(pool, "test", DataType.LONG)) {
            buffer.ensureCapacity(10);
            buffer.publish(10, 0);
            ChunkWriter writer = ChunkWriter.over(schema, List.of(buffer));
            assertThatThrownBy(() -> writer.publish(200))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("column 'id' shows 10 rows, but its chunk is to have 200");
            assertThatThrownBy(() -> writer.publish(-5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a chunk cannot have -5 rows");
            writer.publish(10);
            assertThat(writer.chunk().rowCount()).isEqualTo(10);
        }
    }

    @Test
    void columnsOfOtherLayoutsCannotBeShownOrGathered() {
        try (ColumnBuffer ints = new ColumnBuffer(pool, "test", DataType.INT);
                ColumnBuffer longs = new ColumnBuffer(pool, "test", DataType.LONG)) {
            ints.ensureCapacity(10);
            ints.publish(10, 0);
            assertThatThrownBy(() -> ColumnBinder.bindSame(ColumnBinder.create(DataType.LONG), ints.column()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a column of type long cannot show one of type int");
            assertThatThrownBy(() -> Selection.gather(ints.column(), 0, 0, longs))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be gathered");
        }
    }

    @Test
    void anOwnerThatIsNullIsAnErrorAtOnce() {
        assertThatThrownBy(() -> pool.allocate(10, null)).hasMessage("owner");
        assertThat(pool.report()).isNotEmpty();
    }
}
