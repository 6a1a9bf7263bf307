package dev.peristyle;

import static dev.peristyle.Aggregates.mode;
import static dev.peristyle.Aggregates.quantileDiscrete;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.WindowFunctions.over;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The most frequent text and quantiles of texts over moving frames, whose results have to outlive the frame, against a loop. */
class ModeOfTextTest {

    record Row(long id, String text) {}

    private static final String[] STARTS = {"", "é", "\uFFFD", "𝄞", "one that is longer than a word "};

    private static final Comparator<String> BY_BYTES = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    @Test
    void followsMovingFrames() {
        Random random = Seeds.random(11);
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < 3_000; row++) {
            String text = STARTS[random.nextInt(STARTS.length)] + random.nextInt(6);
            rows.add(new Row(row, random.nextInt(5) == 0 ? null : text));
        }
        List<String> modes = new ArrayList<>();
        List<String> thirds = new ArrayList<>();
        Pipeline.from(rows, Row.class)
                .window(
                        Window.everything().orderBy(asc("id")).rows(-20, 3),
                        over(mode(col("text"))).as("mode"),
                        over(quantileDiscrete(col("text"), 0.3)).as("third"))
                .forEach(row -> {
                    modes.add((String) row.get("mode"));
                    thirds.add((String) row.get("third"));
                });
        for (int row = 0; row < rows.size(); row++) {
            List<String> frame = rows.subList(Math.max(0, row - 20), Math.min(rows.size(), row + 4)).stream()
                    .map(Row::text)
                    .filter(Objects::nonNull)
                    .sorted(BY_BYTES)
                    .toList();
            String most = frame.stream()
                    .max(Comparator.comparingInt((String text) ->
                                    (int) frame.stream().filter(text::equals).count())
                            .thenComparing(BY_BYTES.reversed()))
                    .orElseThrow();
            assertThat(modes.get(row)).as("row %s", row).isEqualTo(most);
            assertThat(thirds.get(row)).as("row %s", row).isEqualTo(frame.get((int)
                    Math.max(0, Math.ceil(frame.size() * 0.3) - 1)));
        }
    }

    @Test
    void followsFramesThatOnlyGrow() {
        Random random = Seeds.random(12);
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < 400; row++) {
            rows.add(new Row(row, STARTS[random.nextInt(STARTS.length)] + random.nextInt(40)));
        }
        List<String> medians = new ArrayList<>();
        Pipeline.from(rows, Row.class)
                .window(
                        Window.everything().orderBy(asc("id")),
                        over(quantileDiscrete(col("text"), 0.5)).as("median"))
                .forEach(row -> medians.add((String) row.get("median")));
        for (int row = 0; row < rows.size(); row++) {
            List<String> frame = rows.subList(0, row + 1).stream()
                    .map(Row::text)
                    .sorted(BY_BYTES)
                    .toList();
            assertThat(medians.get(row)).as("row %s", row).isEqualTo(frame.get((row + 2) / 2 - 1));
        }
    }
}
