package dev.peristyle;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.RowOutput;
import dev.peristyle.column.RowView;
import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.NumberedRows;
import dev.peristyle.spi.RowsSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of a user over whole rows, with several threads and morsels of any size, against a loop. */
class UserRowsTest {

    private static final int ROWS = 9000;

    private static Pipeline rows(int threads) {
        return Pipeline.from(new RowsSource(
                        ROWS, new int[] {700, 0, 1, 5000, 33}, FilterSupport.NONE, false, Integer.MAX_VALUE))
                .using(Execution.builder().threads(threads).build());
    }

    private static Object name(long id) {
        return NumberedRows.row(id)[4];
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void keepsTheRowsOfACondition(int threads) {
        Pipeline kept = rows(threads)
                .filter(row -> row.getLong("id") % 7 == 3 && !row.isNull("name"))
                .select("id", "name");
        assertThat(RowValues.of(kept))
                .isEqualTo(LongStream.range(0, ROWS)
                        .filter(id -> id % 7 == 3 && name(id) != null)
                        .mapToObj(id -> Arrays.asList(id, name(id)))
                        .toList());
        assertThat(rows(threads).filter(row -> false).count()).isZero();
        assertThat(rows(threads).filter(row -> true).count()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void makesOneRowOfEach(int threads) {
        Schema schema = Schema.builder()
                .add("twice", DataType.LONG)
                .add("name", DataType.STRING)
                .add("never", DataType.DOUBLE)
                .build();
        Pipeline mapped = rows(threads).filter(col("id").ge(10)).mapRow(schema, (row, out) -> {
            out.setLong(0, 2 * row.getLong("id"));
            out.set("name", row.get("name"));
        });
        assertThat(RowValues.of(mapped))
                .isEqualTo(LongStream.range(10, ROWS)
                        .mapToObj(id -> Arrays.asList(2 * id, name(id), null))
                        .toList());
    }

    /** One row becomes more than a chunk holds, most become none. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void makesAnyNumberOfRowsOfEach(int threads) {
        Schema schema = Schema.builder()
                .add("id", DataType.LONG)
                .add("part", DataType.INT)
                .build();
        Pipeline spread = rows(threads).flatMap(schema, (row, out) -> {
            long id = row.getLong("id");
            for (int part = 0; part < parts(id); part++) {
                out.setLong(0, id);
                out.setLong(1, part);
                out.add();
            }
        });
        List<List<Object>> expected = new ArrayList<>();
        for (long id = 0; id < ROWS; id++) {
            for (int part = 0; part < parts(id); part++) {
                expected.add(List.of(id, part));
            }
        }
        assertThat(RowValues.of(spread)).isEqualTo(expected);
        assertThat(RowValues.of(spread.filter(col("part").eq(4096))))
                .isEqualTo(
                        expected.stream().filter(row -> row.get(1).equals(4096)).toList());
        assertThat(RowValues.of(spread.limit(5))).isEqualTo(expected.subList(0, 5));
    }

    private static int parts(long id) {
        return id == 800 ? 4096 : id == 801 ? 20_000 : (int) (id % 3);
    }

    @Test
    void takesValuesOfEveryType() {
        Schema schema = Schema.builder()
                .add("b", DataType.BOOLEAN)
                .add("f", DataType.FLOAT)
                .add("p", DataType.decimal(20, 2))
                .add("u", DataType.UNSIGNED_LONG)
                .add("d", DataType.DATE)
                .add("t", DataType.time(dev.peristyle.schema.Resolution.MICROS))
                .add("i", DataType.TIMESTAMP)
                .add("l", DataType.duration(dev.peristyle.schema.Resolution.SECONDS))
                .add("s", DataType.STRING)
                .add("y", DataType.BINARY)
                .build();
        Object[] values = {
            true,
            1.5f,
            new BigDecimal("3.25"),
            new java.math.BigInteger("18446744073709551615"),
            LocalDate.of(2024, 2, 29),
            LocalTime.of(1, 2, 3),
            Instant.ofEpochSecond(5),
            Duration.ofSeconds(7),
            "é𝄞",
            new byte[] {1, -1}
        };
        Pipeline mapped = rows(1).limit(1).mapRow(schema, (row, out) -> {
            for (int column = 0; column < values.length; column++) {
                out.set(column, values[column]);
            }
        });
        List<Object> row = RowValues.of(mapped).get(0);
        assertThat(row.subList(0, 9)).isEqualTo(Arrays.asList(values).subList(0, 9));
        assertThat((byte[]) row.get(9)).containsExactly(1, -1);
    }

    @Test
    void namesTheRowForWhichAFunctionFails() {
        Schema schema = Schema.builder().add("x", DataType.INT).build();
        assertThatThrownBy(() -> rows(2).filter(UserRowsTest::failing).count())
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("filter: the function failed for the row [id=5000, size=")
                .hasMessageContaining("name=")
                .hasRootCauseMessage("no more");
        assertThatThrownBy(() -> rows(2).mapRow(schema, (row, out) -> out.set(0, failing(row)))
                        .count())
                .hasMessageContaining("mapRow: the function failed for the row [id=0, ")
                .hasMessageContaining("column 'x' of type int does not take a boolean");
        mistake((row, out) -> out.setDouble(0, 1), "does not take a double");
        mistake((row, out) -> out.setLong(0, 1L << 40), "1099511627776");
        mistake((row, out) -> out.setLong(0, 1), "a row was set and not added");
        mistake(
                (row, out) -> {
                    out.setLong(0, 1);
                    out.setLong(0, 2);
                },
                "'x' of type int is set already");
    }

    private static boolean failing(RowView row) {
        if (row.getLong("id") == 5000) {
            throw new IllegalStateException("no more");
        }
        return true;
    }

    private static void mistake(java.util.function.BiConsumer<RowView, RowOutput> function, String message) {
        Schema schema = Schema.builder().add("x", DataType.INT).build();
        assertThatThrownBy(() -> rows(1).flatMap(schema, function).count()).hasMessageContaining(message);
    }
}
