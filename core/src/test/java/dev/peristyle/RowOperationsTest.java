package dev.peristyle;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.row;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.NumberedRows;
import dev.peristyle.spi.RowsSource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of a user of several values of any types, with several threads and morsels of any size, against a loop. */
class RowOperationsTest {

    private static final int ROWS = 9000;

    private static Pipeline rows(int threads) {
        return Pipeline.from(new RowsSource(
                        ROWS, new int[] {700, 0, 1, 5000, 33}, FilterSupport.NONE, false, Integer.MAX_VALUE))
                .using(Execution.builder().threads(threads).build());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void computesEachRowThatHasAllValues(int threads) {
        Expression four = row(col("name"), col("size"), col("price"), col("day"))
                .mapToDouble(row -> row.getText(0).length() * row.getDouble("size")
                        + row.getDecimal(2).doubleValue()
                        + row.getEpochDay(3));
        Pipeline computed = rows(threads)
                .select(
                        four.as("d"),
                        row(col("name"), col("id"))
                                .mapToLong(row -> row.getText("name").charAt(0) * row.getLong("id"))
                                .as("l"),
                        row(col("id"), col("id"), "x")
                                .mapToInt(row -> (int) (row.getLong(0) + row.getLong(1))
                                        + row.getText(2).length())
                                .as("i"),
                        row(col("day"), col("id").plus(1))
                                .mapToBoolean(row -> row.getDate(0).getDayOfMonth() < row.getLong("id + 1") % 40)
                                .as("b"),
                        row(col("price"), col("name"))
                                .map((row, out) ->
                                        out.append(row.get(0)).append('é').append(row.getText(1)))
                                .as("t"),
                        row(col("id"), lit(null)).mapToInt(row -> 1).as("n"));
        List<List<Object>> expected = new ArrayList<>();
        for (long id = 0; id < ROWS; id++) {
            Object[] values = NumberedRows.row(id);
            Double size = (Double) values[1];
            BigDecimal price = (BigDecimal) values[2];
            LocalDate day = (LocalDate) values[3];
            String name = (String) values[4];
            boolean full = size != null && price != null && day != null && name != null;
            expected.add(Arrays.asList(
                    full ? name.length() * size + price.doubleValue() + day.toEpochDay() : null,
                    name == null ? null : name.charAt(0) * id,
                    (int) (2 * id + 1),
                    day == null ? null : day.getDayOfMonth() < (id + 1) % 40,
                    price == null || name == null ? null : price + "é" + name,
                    null));
        }
        assertThat(RowValues.of(computed)).isEqualTo(expected);
    }

    @Test
    void readsColumnsThatAreCalledOtherwiseWhereTheyComeFrom() {
        Pipeline renamed = rows(2).with(col("id").times(2).as("twice"))
                .filter(row(col("twice"), col("name"))
                        .mapToBoolean(row -> row.getLong("twice") % 7 == 1 && !row.isNull("name")));
        assertThat(RowValues.of(renamed.select("id")).size()).isEqualTo((int) java.util.stream.LongStream.range(0, ROWS)
                .filter(id -> 2 * id % 7 == 1 && NumberedRows.row(id)[4] != null)
                .count());
    }

    @Test
    void isCalledWhereAChoiceReaches() {
        Expression quotient = row(col("id"), lit(100L)).mapToLong(row -> row.getLong(1) / row.getLong(0));
        assertThat(RowValues.of(rows(1).limit(3)
                        .select(when(col("id").gt(0))
                                .then(quotient)
                                .otherwise(-1L)
                                .as("q"))))
                .containsExactly(List.of(-1L), List.of(100L), List.of(50L));
    }

    @Test
    void namesTheRowForWhichItFails() {
        assertThatThrownBy(() -> RowValues.of(rows(2).with(row(col("name"), col("id"))
                        .mapToLong(row -> 1 / (row.getLong(1) - 5001))
                        .as("x"))))
                .isExactlyInstanceOf(ComputationException.class)
                .hasMessageContaining(
                        "map(name, id): the function failed for the row [name=name 1, id=5001]: java.lang.ArithmeticException: / by zero")
                .hasRootCauseInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> RowValues.of(rows(1).with(
                                row(col("name")).mapToInt(row -> row.getInt(0)).as("x"))))
                .hasMessageContaining("column 'name' is of type string, which does not convert to int");
        assertThatThrownBy(() -> row(col("name"), (Object) null)).hasMessageContaining("lit(null)");
        assertThat(row(col("name"), col("id")).mapToInt(row -> 1)).hasToString("map(name, id)");
    }
}
