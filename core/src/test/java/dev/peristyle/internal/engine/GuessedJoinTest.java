package dev.peristyle.internal.engine;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.JoinKind;
import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins of inputs of which threads guess where parts begin: rows that do not exist must not count as matches. */
@Timeout(600)
class GuessedJoinTest {

    private static List<String> rows(JoinKind kind, int threads) {
        NumberedRows left = new NumberedRows(13, 20, 8);
        left.shifted = true;
        NumberedRows right = new NumberedRows(11, 40, 8);
        right.shifted = true;
        Execution execution = Execution.builder().threads(threads).build();
        // rows read from a wrong place have numbers that no row of the right place has
        Pipeline joined =
                Pipeline.from(left).using(execution).join(Pipeline.from(right), kind, on("id").suffix("_right"));
        List<String> rows = new ArrayList<>();
        joined.forEach(row -> {
            Object[] values = new Object[row.schema().size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = row.isNull(column) ? null : row.get(column);
            }
            rows.add(Arrays.toString(values));
        });
        assertThat(joined.groupBy("id")
                        .aggregate(dev.peristyle.Aggregates.count().as("n"))
                        .count())
                .isEqualTo(rows.size());
        assertThat(joined.filter(col("text").isNull()).count())
                .isEqualTo(rows.stream()
                        .filter(row -> row.split(", ", -1)[1].startsWith("null"))
                        .count());
        assertThat(left.openReaders).hasValue(0);
        assertThat(right.openReaders).hasValue(0);
        assertThat(left.openScans).hasValue(0);
        assertThat(right.openScans).hasValue(0);
        return rows;
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void threadsThatGuessGiveTheRowsOfOne(JoinKind kind) {
        List<String> alone = rows(kind, 1);
        assertThat(alone)
                .hasSize(
                        switch (kind) {
                            case INNER, LEFT, SEMI -> 260;
                            case RIGHT, FULL -> 440;
                            case ANTI -> 0;
                        });
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(rows(kind, threads)).isEqualTo(alone);
        }
    }
}
