package dev.peristyle;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.map;
import static dev.peristyle.Expressions.mapLong;
import static dev.peristyle.Expressions.memoized;
import static dev.peristyle.Expressions.row;
import static dev.peristyle.Expressions.when;
import static dev.peristyle.JoinOn.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.RowCursor;
import dev.peristyle.column.Table;
import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoizedTest {

    private static final int ROWS = 40_000;
    private static final int DISTINCT = 700;

    record Place(Long id, Integer number, Double share, String city, Boolean open) {}

    private static List<Place> places() {
        Random random = Seeds.random(9);
        List<Place> places = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            int of = random.nextInt(DISTINCT);
            places.add(new Place(
                    of % 9 == 0 ? null : (long) of,
                    of * 3,
                    of % 7 == 0 ? null : of % 5 == 0 ? -0.0 : of / 8.0,
                    of % 11 == 0 ? null : of % 3 == 0 ? "" : "Zürich ".repeat(of % 40) + of,
                    of % 2 == 0));
        }
        return places;
    }

    private static List<List<Object>> rows(Pipeline pipeline) {
        List<List<Object>> rows = new ArrayList<>();
        try (RowCursor row = pipeline.rows()) {
            while (row.next()) {
                List<Object> values = new ArrayList<>();
                for (int column = 0; column < row.schema().size(); column++) {
                    values.add(row.get(column));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static Pipeline selected(Pipeline pipeline, List<Expression> expressions) {
        return pipeline.select(
                expressions.get(0), expressions.subList(1, expressions.size()).toArray(Expression[]::new));
    }

    private static List<Expression> functions() {
        return List.of(
                map(col("share"), share -> 1 / share),
                map(col("share"), col("number"), (share, number) -> share * number),
                mapLong(col("id"), id -> id * id),
                col("city").text().mapToInt(text -> text.length()),
                col("city").text().mapToBoolean(text -> text.length() > 9),
                col("city").text().map((text, out) -> out.append(text).append('!')),
                row(col("city"), col("id"), col("open"), col("number"))
                        .map((row, out) -> out.append(row.getText(0))
                                .append(row.getLong(1))
                                .append(row.getBoolean(2))
                                .append(row.getInt(3))),
                row(col("city"), col("share")).mapToDouble(row -> row.getText(0).length() + row.getDouble(1)),
                row(col("open"), col("city")).mapToLong(row -> row.getText(1).length() + (row.getBoolean(0) ? 1 : 0)));
    }

    @ParameterizedTest
    @CsvSource({"1, 4096", "2, 4096", "1, 1000000", "2, 70000"})
    void givesWhatTheFunctionGives(int threads, long bytes) {
        List<Expression> plain = new ArrayList<>();
        List<Expression> kept = new ArrayList<>();
        for (Expression function : functions()) {
            plain.add(function.as("f" + plain.size()));
            kept.add(memoized(function, bytes).as("f" + kept.size()));
        }
        Execution execution = Execution.builder().threads(threads).build();
        // a table has morsels, so that there is something for two threads
        try (Table table = Pipeline.from(places(), Place.class).collect()) {
            Pipeline places = Pipeline.from(table).using(execution);
            assertThat(rows(selected(places, kept))).isEqualTo(rows(selected(places, plain)));
        }
    }

    @Test
    void callsTheFunctionOnceForTheSameValues() {
        AtomicInteger calls = new AtomicInteger();
        AtomicReference<RunReport> report = new AtomicReference<>();
        Pipeline places = Pipeline.from(places(), Place.class)
                .using(Execution.builder().report(report::set).build());
        Expression dear = memoized(
                row(col("number"), col("city")).mapToLong(row -> calls.incrementAndGet() + row.getInt(0)), 1 << 20);
        long rows = places.filter(col("city").isNotNull()).count();
        long distinct = places.filter(col("city").isNotNull())
                .select("number")
                .distinct()
                .count();

        rows(places.with("dear", dear));
        assertThat((long) calls.get()).isEqualTo(distinct);
        assertThat(report.get().counts())
                .containsEntry(RunReport.MEMOIZED_COMPUTED, distinct)
                .containsEntry(RunReport.MEMOIZED_FOUND, rows - distinct)
                .containsEntry(RunReport.MEMOIZED_DROPPED, 0L);
        assertThat(report.get().toString()).contains("memoized(map(number, city))", "memoized: hit rate 9");
        assertThat(places.with("dear", dear).explainAnalyze()).contains("memoized: hit rate 9");
    }

    @Test
    void countsWhereConditionsAreApplied() {
        AtomicReference<RunReport> report = new AtomicReference<>();
        Execution execution = Execution.builder().report(report::set).build();
        Expression condition = memoized(col("city").text().mapToBoolean(text -> text.length() > 9), 1 << 16);
        try (Table table = Pipeline.from(places(), Place.class).collect()) {
            long all = Pipeline.from(table).filter(col("city").isNotNull()).count();
            for (Pipeline places : List.of(
                    Pipeline.from(table),
                    Pipeline.from(places(), Place.class),
                    Pipeline.from(table).skip(0))) {
                places.filter(condition).using(execution).count();
                long asked = report.get().counts().get(RunReport.MEMOIZED_FOUND)
                        + report.get().counts().get(RunReport.MEMOIZED_COMPUTED);
                assertThat(asked).isEqualTo(all);
            }
        }
    }

    @Test
    void countsWhereConditionsOfJoinsAreApplied() {
        AtomicReference<RunReport> report = new AtomicReference<>();
        Execution execution = Execution.builder().threads(2).report(report::set).build();
        Expression condition =
                memoized(row(col("number"), col("other")).mapToBoolean(row -> row.getInt(0) % 2 == 0), 1 << 14);
        try (Table table =
                Pipeline.from(places(), Place.class).rowNumber("place").collect()) {
            Pipeline places = Pipeline.from(table).select("number", "place", "city");
            Pipeline others = Pipeline.from(table)
                    .select(col("place").as("other"), col("city").as("name"));
            places.join(others, on(col("place"), col("other")).where(condition))
                    .using(execution)
                    .count();
        }
        long asked = report.get().counts().get(RunReport.MEMOIZED_FOUND)
                + report.get().counts().get(RunReport.MEMOIZED_COMPUTED);
        assertThat(asked).isEqualTo(ROWS);
    }

    @Test
    void whatFailsIsNotKept() {
        AtomicInteger calls = new AtomicInteger();
        Pipeline places = Pipeline.from(places(), Place.class);
        Expression failing = memoized(
                mapLong(col("number"), number -> {
                    calls.incrementAndGet();
                    if (number == 300) {
                        throw new IllegalArgumentException("planted");
                    }
                    return number;
                }),
                1 << 16);
        assertThatThrownBy(() -> rows(places.with("bad", failing)))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("map(cast(number as long))")
                .hasMessageContaining("failed for 300")
                .hasMessageContaining("planted");
        // a branch that no such row takes
        long rows = rows(places.with(
                        "good", when(col("number").ne(300)).then(failing).otherwise(0)))
                .size();
        assertThat(rows).isEqualTo(ROWS);
    }

    @Test
    void anyMemoryIsEnough() {
        Expression dear = memoized(
                row(col("city"), col("number"))
                        .map((row, out) -> out.append(row.getText(0)).append(row.getInt(1))),
                64 << 20);
        Pipeline places = Pipeline.from(places(), Place.class).select(dear.as("dear"));
        assertThat(rows(places.using(Execution.builder().memoryLimit(4 << 20).build())))
                .isEqualTo(rows(places));
    }

    @Test
    void refusesWhatIsNoFunctionOfTheUser() {
        assertThatThrownBy(() -> memoized(col("a"), 1 << 20)).hasMessageContaining("map(");
        assertThatThrownBy(() -> memoized(col("a").plus(1), 1 << 20)).hasMessageContaining("functions of your own");
        assertThatThrownBy(() -> memoized(map(col("a"), a -> a), 100)).hasMessageContaining("4096");
        assertThatThrownBy(() ->
                        Pipeline.from(places(), Place.class).with("x", memoized(mapLong(col("city"), a -> a), 1 << 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs numbers");
    }
}
