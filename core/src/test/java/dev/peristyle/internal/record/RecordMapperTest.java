package dev.peristyle.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordMapperTest {

    private final MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);

    @AfterEach
    void close() {
        pool.close();
    }

    record Everything(
            boolean flag,
            int count,
            long total,
            float ratio,
            double price,
            BigDecimal amount,
            LocalDate day,
            Instant instant,
            LocalDateTime local,
            String text) {}

    @Test
    void readsEveryType() {
        Schema schema = Schema.builder()
                .add("flag", DataType.BOOLEAN)
                .add("count", DataType.INT)
                .add("total", DataType.LONG)
                .add("ratio", DataType.FLOAT)
                .add("price", DataType.DOUBLE)
                .add("amount", DataType.decimal(10, 2))
                .add("day", DataType.DATE)
                .add("instant", DataType.TIMESTAMP)
                .add("local", DataType.LOCAL_TIMESTAMP)
                .add("text", DataType.STRING)
                .build();
        Object[] row = {
            true,
            1,
            2L,
            3f,
            4.0,
            new BigDecimal("5.60"),
            LocalDate.of(2024, 2, 29),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            LocalDateTime.of(2024, 1, 2, 3, 4),
            "Zürich"
        };
        assertThat(read(schema, List.of(row, row), Everything.class))
                .hasSize(2)
                .allMatch(new Everything(
                        true,
                        1,
                        2L,
                        3f,
                        4.0,
                        new BigDecimal("5.60"),
                        LocalDate.of(2024, 2, 29),
                        Instant.parse("1969-12-31T23:59:59.999999Z"),
                        LocalDateTime.of(2024, 1, 2, 3, 4),
                        "Zürich")::equals);
    }

    record Wide(long count, double ratio, BigDecimal total, long whole, Double exact) {}

    @Test
    void widensWhereNothingIsLost() {
        Schema schema = Schema.builder()
                .add("count", DataType.INT)
                .add("ratio", DataType.FLOAT)
                .add("total", DataType.LONG)
                .add("whole", DataType.decimal(18, 0))
                .add("exact", DataType.INT)
                .build();
        Object[] row = {-7, 0.5f, Long.MIN_VALUE, new BigDecimal("123456789012345678"), 3};
        assertThat(read(schema, List.<Object[]>of(row), Wide.class))
                .containsExactly(new Wide(-7, 0.5, BigDecimal.valueOf(Long.MIN_VALUE), 123_456_789_012_345_678L, 3.0));
    }

    record Missing(
            Integer boxed,
            OptionalInt anInt,
            OptionalLong aLong,
            OptionalDouble aDouble,
            Optional<String> text,
            String plain,
            Optional<Boolean> flag) {}

    @Test
    void givesNullOrEmptyForMissingValues() {
        Schema schema = Schema.builder()
                .add("boxed", DataType.INT)
                .add("an_int", DataType.INT)
                .add("aLong", DataType.INT)
                .add("A_DOUBLE", DataType.FLOAT)
                .add("text", DataType.STRING)
                .add("plain", DataType.STRING)
                .add("flag", DataType.BOOLEAN)
                .build();
        List<Object[]> rows = List.of(
                new Object[] {1, 2, 3, 4f, "five", "six", false},
                new Object[] {null, null, null, null, null, null, null});
        assertThat(read(schema, rows, Missing.class))
                .containsExactly(
                        new Missing(
                                1,
                                OptionalInt.of(2),
                                OptionalLong.of(3),
                                OptionalDouble.of(4),
                                Optional.of("five"),
                                "six",
                                Optional.of(false)),
                        new Missing(
                                null,
                                OptionalInt.empty(),
                                OptionalLong.empty(),
                                OptionalDouble.empty(),
                                Optional.empty(),
                                null,
                                Optional.empty()));
    }

    record OfByte(byte value) {}

    record OfShort(short value) {}

    record OfInt(int value) {}

    record OfLong(long value) {}

    record OfBig(BigInteger value) {}

    record OfFloat(float value) {}

    record OfDouble(double value) {}

    record OfDecimal(BigDecimal value) {}

    record OfBoolean(boolean value) {}

    record OfDate(LocalDate value) {}

    record OfTime(LocalTime value) {}

    record OfDuration(Duration value) {}

    record OfInstant(Instant value) {}

    record OfLocal(LocalDateTime value) {}

    record OfText(String value) {}

    record OfBytes(byte[] value) {}

    record OfBoxedByte(Optional<Byte> value) {}

    record OfOptionalBytes(Optional<byte[]> value) {}

    private static final List<Class<? extends Record>> COMPONENTS = List.of(
            OfByte.class,
            OfShort.class,
            OfInt.class,
            OfLong.class,
            OfBig.class,
            OfFloat.class,
            OfDouble.class,
            OfDecimal.class,
            OfBoolean.class,
            OfDate.class,
            OfTime.class,
            OfDuration.class,
            OfInstant.class,
            OfLocal.class,
            OfText.class,
            OfBytes.class,
            OfBoxedByte.class,
            OfOptionalBytes.class);

    @ParameterizedTest
    @MethodSource("types")
    void readsEachTypeIntoWhatHoldsAllItsValuesAndRefusesTheRest(DataType type) throws Exception {
        Schema schema = Schema.builder().add("value", type).build();
        List<Object[]> rows = BoxedRows.random(schema, 200, 0, Seeds.random(5));
        int exact = 0;
        for (Class<? extends Record> component : COMPONENTS) {
            RecordMapper<?> mapper;
            try {
                mapper = RecordMapper.of(component, schema);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContainingAll("'value'", "of type " + type, "declare it as ");
                continue;
            }
            exact++;
            List<? extends Record> records = read(schema, rows, component);
            for (int row = 0; row < rows.size(); row++) {
                Record given = records.get(row);
                Object value = component.getRecordComponents()[0].getAccessor().invoke(given);
                Object plain = value instanceof Optional<?> optional ? optional.orElseThrow() : value;
                Object expected = rows.get(row)[0];
                if (expected instanceof Float narrow && plain instanceof Double) {
                    assertThat(plain).as("%s into %s", type, component).isEqualTo(narrow.doubleValue());
                } else if (plain instanceof Number && !plain.getClass().equals(expected.getClass())) {
                    assertThat(new BigDecimal(plain.toString()))
                            .as("%s into %s", type, component)
                            .isEqualByComparingTo(new BigDecimal(expected.toString()));
                } else {
                    assertThat(plain).as("%s into %s", type, component).isEqualTo(expected);
                }
            }
            assertThat(mapper).isNotNull();
        }
        assertThat(exact).as("components that hold a %s", type).isPositive();
    }

    static Stream<DataType> types() {
        return AllTypes.LIST.stream();
    }

    @Test
    void recommendsTheNaturalJavaType() {
        Map<DataType, String> natural = Map.of(
                DataType.BYTE,
                "byte,",
                DataType.UNSIGNED_BYTE,
                "int,",
                DataType.UNSIGNED_INT,
                "long,",
                DataType.UNSIGNED_LONG,
                "java.math.BigInteger,",
                DataType.decimal(38, 0),
                "java.math.BigDecimal,",
                DataType.time(Resolution.NANOS),
                "java.time.LocalTime,",
                DataType.duration(Resolution.SECONDS),
                "java.time.Duration,",
                DataType.localTimestamp(Resolution.SECONDS),
                "java.time.LocalDateTime,",
                DataType.timestamp(Resolution.NANOS),
                "java.time.Instant,",
                DataType.fixedBinary(4),
                "byte[],");
        natural.forEach((type, name) -> {
            Schema schema = Schema.builder().add("value", type).build();
            Class<? extends Record> other = type.equals(DataType.BYTE) ? OfText.class : OfByte.class;
            assertThatThrownBy(() -> RecordMapper.of(other, schema)).hasMessageContaining("declare it as " + name);
        });
    }

    record Order(int orderId, int quantity) {}

    @Test
    void matchesTheSameWordsInOtherSpellings() {
        for (String name : new String[] {"orderId", "order_id", "ORDER_ID", "Order_Id"}) {
            Schema schema = Schema.builder()
                    .add("quantity", DataType.INT)
                    .add(name, DataType.INT)
                    .build();
            assertThat(read(schema, List.<Object[]>of(new Object[] {1, 2}), Order.class))
                    .containsExactly(new Order(2, 1));
        }
    }

    @Test
    void prefersTheExactName() {
        Schema schema = Schema.builder()
                .add("order_id", DataType.INT)
                .add("orderId", DataType.INT)
                .add("quantity", DataType.INT)
                .build();
        assertThat(read(schema, List.<Object[]>of(new Object[] {1, 2, 3}), Order.class))
                .containsExactly(new Order(2, 3));
    }

    @Test
    void namesTheComponentWhenNoColumnOrSeveralMatch() {
        Schema none = Schema.builder()
                .add("order_id", DataType.INT)
                .add("quantty", DataType.INT)
                .build();
        assertThatThrownBy(() -> RecordMapper.of(Order.class, none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Order", "'quantity'", "did you mean 'quantty'");
        Schema several = Schema.builder()
                .add("order_id", DataType.INT)
                .add("ORDER_ID", DataType.INT)
                .add("quantity", DataType.INT)
                .build();
        assertThatThrownBy(() -> RecordMapper.of(Order.class, several))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'orderId'", "order_id, ORDER_ID");
    }

    @Test
    void refusesConversionsThatCanLose() {
        Schema schema = Schema.builder()
                .add("order_id", DataType.decimal(15, 2))
                .add("quantity", DataType.INT)
                .build();
        assertThatThrownBy(() -> RecordMapper.of(Order.class, schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "'orderId' is of type int", "'order_id' is of type decimal(15,2)", "java.math.BigDecimal");
        Schema longs = Schema.builder()
                .add("orderId", DataType.LONG)
                .add("quantity", DataType.INT)
                .build();
        assertThatThrownBy(() -> RecordMapper.of(Order.class, longs)).hasMessageContaining("declare it as long");
    }

    record Generic(Optional<? extends Number> any) {}

    @Test
    void refusesAnOptionalOfAnythingButAClass() {
        Schema schema = Schema.builder().add("any", DataType.INT).build();
        assertThatThrownBy(() -> RecordMapper.of(Generic.class, schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'any'", "Optional");
    }

    @Test
    void namesRowAndColumnWhenAPrimitiveGetsNoValue() {
        Schema schema = Schema.builder()
                .add("order_id", DataType.INT)
                .add("quantity", DataType.INT)
                .build();
        assertThatThrownBy(() -> read(schema, List.of(new Object[] {1, 2}, new Object[] {3, null}), Order.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("Order", "'quantity'", "row 1", "Optional");
    }

    record Strict(int number) {

        Strict {
            if (number < 0) {
                throw new IllegalArgumentException("negative: " + number);
            }
        }
    }

    @Test
    void letsTheConstructorRefuse() {
        Schema schema = Schema.builder().add("number", DataType.INT).build();
        assertThatThrownBy(() -> read(schema, List.<Object[]>of(new Object[] {-1}), Strict.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("negative: -1");
    }

    @Test
    void closesTheRowsAtTheEndOfTheStreamAndWhenTheStreamIsClosed() {
        Schema schema = Schema.builder().add("number", DataType.INT).build();
        try (Table table = table(schema, List.of(new Object[] {1}, new Object[] {2}))) {
            RecordMapper<Strict> mapper = RecordMapper.of(Strict.class, schema);
            RowCursor consumed = new RowCursor(table.chunks());
            assertThat(RecordStream.of(consumed, mapper)
                            .mapToInt(Strict::number)
                            .sum())
                    .isEqualTo(3);
            assertThatThrownBy(consumed::next).hasMessageContaining("closed");
            RowCursor abandoned = new RowCursor(table.chunks());
            try (Stream<Strict> rows = RecordStream.of(abandoned, mapper)) {
                assertThat(rows.findFirst()).contains(new Strict(1));
            }
            assertThatThrownBy(abandoned::next).hasMessageContaining("closed");
        }
    }

    private Table table(Schema schema, List<Object[]> rows) {
        try (ChunkFixture fixture = new ChunkFixture(pool, schema);
                TableBuilder builder = new TableBuilder(pool, "test", schema)) {
            builder.append(fixture.chunk(rows));
            return builder.build();
        }
    }

    private <R extends Record> List<R> read(Schema schema, List<Object[]> rows, Class<R> type) {
        try (Table table = table(schema, rows)) {
            return RecordStream.of(new RowCursor(table.chunks()), RecordMapper.of(type, schema))
                    .toList();
        }
    }
}
