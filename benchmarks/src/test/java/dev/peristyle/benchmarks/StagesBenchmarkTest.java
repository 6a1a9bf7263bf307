package dev.peristyle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.benchmarks.data.Datasets;
import dev.peristyle.benchmarks.peer.Answer;
import dev.peristyle.benchmarks.peer.Contender;
import dev.peristyle.benchmarks.peer.Contenders;
import dev.peristyle.benchmarks.peer.Job;
import dev.peristyle.benchmarks.peer.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every stage of a job counts or answers what a plain program over the lines does. */
class StagesBenchmarkTest {
    /** After these columns of lineitem a field may hold a comma. */
    private static final int QUANTITY = 4;

    private static final int DISCOUNT = 6;
    private static final int SHIP_DATE = 10;

    private static List<String[]> rows;
    private static long measurements;
    private static final Map<Job, Answer> ANSWERS = new EnumMap<>(Job.class);

    @BeforeAll
    static void readLines(@TempDir Path directory) throws Exception {
        try (Stream<String> lines = Files.lines(Datasets.lineitem(""));
                Stream<String> others = Files.lines(Datasets.measurements(""));
                Contender duckDb = Contenders.open("duckdb", 1)) {
            rows = lines.skip(1).map(line -> line.split(",")).toList();
            measurements = others.count();
            for (Job job : List.of(Job.COUNT, Job.ALL_COLUMNS, Job.QUERY_1, Job.QUERY_6, Job.ETL)) {
                ANSWERS.put(job, duckDb.run(job, Datasets.lineitem(""), directory.resolve("out.csv")));
            }
            ANSWERS.put(Job.MEASUREMENTS, duckDb.run(Job.MEASUREMENTS, Datasets.measurements(""), null));
        }
    }

    @ParameterizedTest
    @EnumSource
    void countsOrAnswersRight(Stage stage) throws Exception {
        StagesBenchmark.Staged state = new StagesBenchmark.Staged();
        state.stage = stage;
        state.open();
        Answer answer = new StagesBenchmark().stage(state, new JobState.Read());
        state.close();
        if (stage.name().endsWith("_ALL")) {
            assertThat(answer.matches(ANSWERS.get(stage.job())))
                    .as(answer.toString())
                    .isTrue();
        } else if (stage == Stage.QUERY1_SUMS) {
            // the answer of the whole job has the groups and the same sums as two of its columns
            List<List<String>> expected = new ArrayList<>();
            ANSWERS.get(Job.QUERY_1).rows().forEach(row -> expected.add(row.subList(2, 4)));
            List<List<String>> sums = new ArrayList<>();
            answer.rows().stream()
                    .sorted((left, right) ->
                            String.join("", left.subList(0, 2)).compareTo(String.join("", right.subList(0, 2))))
                    .forEach(row -> sums.add(row.subList(2, 4)));
            assertThat(new Answer(sums).matches(new Answer(expected))).isTrue();
        } else if (stage == Stage.QUERY1_GROUPS || stage == Stage.QUERY1_DOUBLES) {
            assertThat(sumOf(answer, 2)).isEqualTo(expectedRows(stage));
        } else if (stage == Stage.MEASUREMENTS_GROUPS) {
            assertThat(answer.rows())
                    .hasSameSizeAs(ANSWERS.get(Job.MEASUREMENTS).rows());
            assertThat(sumOf(answer, 1)).isEqualTo(measurements);
        } else {
            assertThat(answer.rows().get(0)).containsOnly(Long.toString(expectedRows(stage)));
        }
    }

    @Test
    void everyJobEndsWithTheWholeOfIt() {
        assertThat(Stream.of(Stage.values())
                        .filter(stage -> stage.name().endsWith("_ALL"))
                        .map(Stage::job))
                .containsExactlyInAnyOrderElementsOf(ANSWERS.keySet());
    }

    private static long sumOf(Answer answer, int column) {
        return answer.rows().stream()
                .mapToLong(row -> Long.parseLong(row.get(column)))
                .sum();
    }

    private static long expectedRows(Stage stage) throws Exception {
        return switch (stage) {
            case COUNT_READ -> Files.size(Datasets.lineitem(""));
            case MEASUREMENTS_READ -> Files.size(Datasets.measurements(""));
            case MEASUREMENTS_SCAN, MEASUREMENTS_COUNT, MEASUREMENTS_TEMPERATURE, MEASUREMENTS_STATION -> measurements;
            case QUERY1_FILTER, QUERY1_KEYS, QUERY1_GROUPS, QUERY1_DOUBLES ->
                count(row -> row[SHIP_DATE].compareTo("1998-09-02") <= 0);
            case QUERY6_DATE -> count(row -> row[SHIP_DATE].startsWith("1994"));
            case QUERY6_DISCOUNT -> count(StagesBenchmarkTest::discounted);
            case QUERY6_QUANTITY -> count(row -> discounted(row) && Double.parseDouble(row[QUANTITY]) < 24);
            case ETL_FILTER, ETL_PARSE, ETL_REVENUE ->
                count(row -> row[SHIP_DATE].compareTo("1995-01-01") >= 0 && Double.parseDouble(row[QUANTITY]) < 30);
            default -> rows.size();
        };
    }

    private static boolean discounted(String[] row) {
        double discount = Double.parseDouble(row[DISCOUNT]);
        return row[SHIP_DATE].startsWith("1994") && discount >= 0.05 && discount <= 0.07;
    }

    private static long count(Predicate<String[]> condition) {
        return rows.stream().filter(condition).count();
    }
}
