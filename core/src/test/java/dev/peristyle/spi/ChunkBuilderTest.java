package dev.peristyle.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkBuilderTest {

    private final MemoryPool pool = MemoryPool.builder("test")
            .fillWith((byte) 0x3C)
            .traceAllocations(true)
            .build();

    @AfterEach
    void everythingIsGivenBack() {
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 63, 64, 65, 1000})
    void showsTheRowsThatWereAddedOfEveryType(int count) {
        Schema schema = BoxedRows.everyType();
        try (ChunkBuilder builder = new ChunkBuilder(schema, 1000, pool, "test")) {
            for (double nulls : new double[] {0, 0.3, 1}) {
                List<Object[]> rows = BoxedRows.random(schema, count, nulls, Seeds.random(11));
                builder.clear();
                for (Object[] row : rows) {
                    for (int position = 0; position < row.length; position++) {
                        add(builder.column(position), row[position]);
                    }
                }
                Chunk chunk = builder.build(count);
                assertThat(chunk.schema()).isEqualTo(schema);
                List<Object[]> found = BoxedRows.of(chunk);
                assertThat(found.toArray(Object[][]::new)).isDeepEqualTo(rows.toArray(Object[][]::new));
            }
        }
    }

    private static void add(ColumnWriter writer, Object value) {
        if (value == null) {
            writer.addNull();
        } else if (writer instanceof BooleanWriter booleans) {
            booleans.add((Boolean) value);
        } else if (writer instanceof IntegerWriter integers) {
            if (value instanceof BigInteger large) {
                integers.add(large);
            } else {
                integers.add(((Number) value).longValue());
            }
        } else if (writer instanceof DoubleWriter doubles) {
            doubles.add(((Number) value).doubleValue());
        } else if (writer instanceof DecimalWriter decimals) {
            decimals.add((BigDecimal) value);
        } else if (writer instanceof BytesWriter bytes) {
            if (value instanceof String text) {
                bytes.add(text);
            } else {
                byte[] array = array(value);
                bytes.add(array, 0, array.length);
            }
        } else {
            add((TimeWriter) writer, value);
        }
    }

    private static byte[] array(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        List<?> list = (List<?>) value;
        byte[] bytes = new byte[list.size()];
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = (Byte) list.get(position);
        }
        return bytes;
    }

    private static void add(TimeWriter times, Object value) {
        if (value instanceof LocalDate date) {
            times.add(date);
        } else if (value instanceof LocalTime time) {
            times.add(time);
        } else if (value instanceof Instant instant) {
            times.add(instant);
        } else if (value instanceof LocalDateTime local) {
            times.add(local);
        } else {
            times.add((Duration) value);
        }
    }

    @Test
    void aColumnWithFewerRowsThanTheChunkIsAnErrorThatNamesIt() {
        try (ChunkBuilder builder = new ChunkBuilder(of(DataType.LONG), 200, pool, "test")) {
            for (int row = 0; row < 10; row++) {
                builder.integers("a").add(row);
            }
            assertThatThrownBy(() -> builder.build(200))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("column 'a' has 10 rows, but its chunk is to have 200");
            assertThatThrownBy(() -> builder.build(-5)).hasMessageContaining("cannot have -5");
            assertThatThrownBy(() -> builder.build(201)).hasMessageContaining("cannot have 201");
            assertThat(builder.build(10).rowCount()).isEqualTo(10);
        }
    }

    @Test
    void moreRowsThanFitAreAnErrorAndSoIsWhatComesAfterClose() {
        ChunkBuilder builder = new ChunkBuilder(of(DataType.STRING), 1, pool, "test");
        BytesWriter writer = builder.bytes("a");
        writer.add("x");
        assertThatThrownBy(() -> writer.add("y"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("column 'a' has 1 rows already");
        assertThatThrownBy(writer::addNull).isInstanceOf(IllegalStateException.class);
        builder.build(1);
        builder.close();
        assertThatThrownBy(() -> writer.add("y")).hasMessageContaining("closed");
        assertThatThrownBy(builder::clear).hasMessageContaining("closed");
        assertThatThrownBy(() -> builder.build(0)).hasMessageContaining("closed");
        assertThatThrownBy(() -> new ChunkBuilder(of(DataType.LONG), 0, pool, "test"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesThatATypeDoesNotHaveAreErrorsThatNameTheColumn() {
        assertUnfit(
                DataType.BYTE, builder -> builder.integers("a").add(128), "128 does not fit column 'a' of type byte");
        assertUnfit(DataType.UNSIGNED_SHORT, builder -> builder.integers("a").add(-1), "-1 does not fit");
        assertUnfit(DataType.INT, builder -> builder.integers("a").add(1L << 31), "2147483648 does not fit");
        BigInteger tooLarge = BigInteger.ONE.shiftLeft(64);
        assertUnfit(DataType.UNSIGNED_LONG, builder -> builder.integers("a").add(tooLarge), "does not fit");
        assertUnfit(DataType.LONG, builder -> builder.integers("a").add(tooLarge.shiftRight(1)), "does not fit");
        assertUnfit(
                DataType.decimal(4, 2),
                builder -> builder.decimals("a").add(new BigDecimal("123.45")),
                "123.45 does not fit column 'a' of type decimal(4,2)");
        assertUnfit(
                DataType.decimal(4, 2), builder -> builder.decimals("a").add(new BigDecimal("1.234")), "does not fit");
        assertUnfit(DataType.DATE, builder -> builder.times("a").addUnits(1L << 40), "does not fit");
        assertUnfit(DataType.DATE, builder -> builder.times("a").add(Instant.EPOCH), "does not fit");
        assertUnfit(DataType.TIMESTAMP, builder -> builder.times("a").add(LocalDateTime.MIN), "does not fit");
        assertUnfit(DataType.TIMESTAMP, builder -> builder.times("a").add(Instant.MAX), "does not fit");
        assertUnfit(DataType.TIMESTAMP, builder -> builder.times("a").add(Instant.ofEpochSecond(0, 1)), "does not fit");
        assertUnfit(
                new DataType.Time(Resolution.SECONDS),
                builder -> builder.times("a").addUnits(86_400),
                "does not fit");
        assertUnfit(new DataType.Binary(4), builder -> builder.bytes("a").add("four!"), "a value of 5 bytes");
        assertUnfit(DataType.STRING, builder -> builder.bytes("a").addMemory(0, -1), "a value of -1 bytes");
    }

    private void assertUnfit(DataType type, java.util.function.Consumer<ChunkBuilder> wrong, String message) {
        try (ChunkBuilder builder = new ChunkBuilder(of(type), 5, pool, "test")) {
            assertThatThrownBy(() -> wrong.accept(builder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(message);
            assertThat(builder.build(0).rowCount()).isZero();
        }
    }

    @Test
    void aWriterOfAnotherTypeIsAnErrorThatNamesTheColumn() {
        try (ChunkBuilder builder = new ChunkBuilder(of(DataType.LONG), 5, pool, "test")) {
            assertThatThrownBy(() -> builder.bytes("a"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("column 'a' is of type long, which a BytesWriter does not write");
            assertThatThrownBy(() -> builder.integers("b")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nothingIsAllocatedForTheSameTextsAgain() {
        try (ChunkBuilder builder = new ChunkBuilder(of(DataType.STRING), 1000, pool, "test")) {
            byte[] text = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
            long used = 0;
            for (int round = 0; round < 4; round++) {
                builder.clear();
                for (int row = 0; row < 1000; row++) {
                    builder.bytes("a").add(text, 0, row % 100);
                }
                assertThat(builder.build(1000).strings("a").byteLength(999)).isEqualTo(99);
                if (round == 2) {
                    used = pool.used();
                }
            }
            assertThat(pool.used()).isEqualTo(used);
        }
    }

    private static Schema of(DataType type) {
        return Schema.of(List.of(new Field("a", type)));
    }
}
