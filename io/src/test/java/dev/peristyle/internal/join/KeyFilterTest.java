package dev.peristyle.internal.join;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.OperatorReport;
import dev.peristyle.execution.RunReport;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The keys of a right side whose rows are chosen leave out rows of the file that is scanned for the left. */
class KeyFilterTest {

    private static final int ROWS = 20_000;
    private static final int KEYS = 1000;
    private static final int CHOSEN = 50;

    private static final Schema RIGHT = Schema.builder()
            .add("r_k", DataType.LONG)
            .add("r_text", DataType.STRING)
            .build();

    @TempDir
    private static Path directory;

    private static Path file;
    private static List<Object[]> rights;
    private static List<Object[]> chosen;

    @BeforeAll
    static void write() throws IOException {
        Random random = Seeds.fresh();
        List<String> lines = new ArrayList<>(List.of("k,text,v"));
        for (int row = 0; row < ROWS; row++) {
            String key = random.nextInt(20) == 0 ? "" : "" + random.nextInt(KEYS);
            lines.add(key + "," + "t" + random.nextInt(3) + "," + row);
        }
        file = Files.write(directory.resolve("left.csv"), lines);
        rights = new ArrayList<>();
        for (int row = 0; row < 2 * KEYS; row++) {
            Object key = random.nextInt(20) == 0 ? null : (long) random.nextInt(KEYS);
            rights.add(new Object[] {key, "t" + random.nextInt(3)});
        }
        chosen = rights.stream()
                .filter(row -> row[0] == null || (long) row[0] < CHOSEN)
                .toList();
    }

    private static Pipeline joined(Pipeline right, JoinKind kind, JoinOn on, int threads, RunReport[] report) {
        return Csv.scan(file)
                .filter(col("v").ge(10))
                .rename("k", "key")
                .join(right, kind, on)
                .using(Execution.builder()
                        .threads(threads)
                        .report(done -> report[0] = done)
                        .build());
    }

    private static Pipeline listed(List<Object[]> rows) {
        return Pipeline.from(new ListedRows(RIGHT, rows, 50, 300));
    }

    private static long rowsOfFile(RunReport report) {
        return report.operators().stream()
                .filter(operator -> operator.text().contains("left.csv"))
                .mapToLong(OperatorReport::rowsOut)
                .sum();
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void theSameRowsComeOut(JoinKind kind) {
        List<JoinOn> terms = List.of(
                on(col("key"), col("r_k")),
                on(col("key"), col("r_k")).and(col("text"), col("r_text")),
                on(col("key"), col("r_k")).nullsMatch());
        RunReport[] report = new RunReport[1];
        for (JoinOn on : terms) {
            List<List<Object>> expected = NaiveJoin.rows(joined(listed(chosen), kind, on, 1, report));
            assertThat(rowsOfFile(report[0])).isEqualTo(ROWS - 10);
            for (int threads : new int[] {1, 2, 8}) {
                Pipeline right =
                        listed(rights).filter(col("r_k").isNull().or(col("r_k").lt(CHOSEN)));
                assertThat(NaiveJoin.rows(joined(right, kind, on, threads, report)))
                        .as("%s %s, %s threads", kind, on, threads)
                        .isEqualTo(expected);
                boolean leavesOut = kind == JoinKind.INNER || kind == JoinKind.SEMI || kind == JoinKind.RIGHT;
                if (leavesOut) {
                    // a twentieth of the keys, a twentieth of nulls, and what seems to match
                    assertThat(rowsOfFile(report[0])).isLessThan(ROWS / 6);
                } else {
                    assertThat(rowsOfFile(report[0])).isEqualTo(ROWS - 10);
                }
            }
        }
    }

    @Test
    void plansSayIt() {
        Pipeline right = listed(rights).filter(col("r_k").lt(CHOSEN));
        RunReport[] report = new RunReport[1];
        JoinOn on = on(col("key"), col("r_k"));
        String line = "the scan of the side that flows by leaves out rows without a match by [k]";
        assertThat(joined(right, JoinKind.SEMI, on, 1, report).explain()).contains(line);
        assertThat(joined(right, JoinKind.SEMI, on, 1, report).explainAnalyze()).contains(line);
        assertThat(joined(right, JoinKind.LEFT, on, 1, report).explain()).doesNotContain("leaves out");
        assertThat(joined(listed(rights), JoinKind.SEMI, on, 1, report).explain())
                .doesNotContain("leaves out");
        // rows that are left out must not make room for others within a limit
        assertThat(Csv.scan(file)
                        .limit(5)
                        .join(right, on(col("k"), col("r_k")).buildRight())
                        .explain())
                .doesNotContain("leaves out");
        assertThat(Csv.scan(file)
                        .join(right, JoinKind.FULL, on(col("k"), col("r_k")))
                        .join(
                                listed(rights).filter(col("r_k").lt(3)).rename("r_k", "s"),
                                JoinKind.SEMI,
                                on(col("k"), col("s")))
                        .explain())
                .doesNotContain("leaves out");
    }

    @Test
    void noKeysLeaveOutAllRows() {
        RunReport[] report = new RunReport[1];
        Pipeline none = listed(rights).filter(col("r_k").lt(-1));
        assertThat(NaiveJoin.rows(joined(none, JoinKind.INNER, on(col("key"), col("r_k")), 2, report)))
                .isEmpty();
        assertThat(rowsOfFile(report[0])).isZero();
    }
}
