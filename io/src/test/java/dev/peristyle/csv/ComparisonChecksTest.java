package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.when;
import static dev.peristyle.csv.EdgeCases.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.MalformedDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The 60 checks of the comparison of CSV libraries for Java (github.com/osiegmar/JavaCsvComparison), by their names, with data of our own. A line end in a check that
 * may be any is tried as each of the three. The options of each group are those of the table in CSV.md.
 */
class ComparisonChecksTest {
    /** How a group is read. */
    private enum Group {
        PLAIN,
        PADDED,
        COMMENTS_SKIPPED,
        COMMENTS_READ,
        BLANK_LINES_SKIPPED
    }

    /** What is read, null being {@code ~}; or null if it is to be an error. */
    private record Check(String name, Group group, int columns, String input, List<String> rows) {
        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir
    private Path directory;

    private static Check check(String name, String input, String... rows) {
        int columns = rows.length == 0 ? 1 : rows[0].split("\\|", -1).length;
        return new Check(name, Group.PLAIN, columns, input, List.of(rows));
    }

    private static Check check(String name, Group group, String input, String... rows) {
        return new Check(name, group, group == Group.PADDED ? 2 : 1, input, List.of(rows));
    }

    private static Check refused(String name, int columns, String input) {
        return new Check(name, Group.PLAIN, columns, input, null);
    }

    /** A line end of any kind is {@code $}. */
    static List<Check> checks() {
        List<Check> all = new ArrayList<>(comments());
        all.addAll(List.of(
                refused("different-field-count-1", 1, "7$8,9"),
                refused("different-field-count-2", 2, "7,8$9"),
                check("empty-file", ""),
                check("escape-quotation-1", "\"\"\"7\"", "\"7"),
                check("escape-quotation-2", "\"7\"\"\"", "7\""),
                check("escape-quotation-3", "\"7\"\"8\"", "7\"8"),
                check("line-breaks-within-fields", "\"7$8\"", "7$8"),
                check("line-breaks-1", "7\r\n8", "7", "8"),
                check("line-breaks-2", "7\r\n", "7"),
                check("line-breaks-3", "\r\n7", "~", "7"),
                refused("open-quotation-1", 2, "7,\"8"),
                refused("open-quotation-2", 1, "\"7,8"),
                check("open-quotation-3", "7,8\"", "7|8\""),
                check("quotation-1", "\"7\"", "7"),
                check("quotation-2", "\" 7 \"", " 7 "),
                check("quotation-3", "\"7\",8", "7|8"),
                check("quotation-4", "7,\"8\"", "7|8"),
                check("single-line-1", "7", "7"),
                check("single-line-2", "7,8", "7|8"),
                check("single-line-3", ",7", "~|7"),
                check("skip-empty-lines-1", Group.BLANK_LINES_SKIPPED, "\r\n7\r\n8\r\n", "7", "8"),
                check("skip-empty-lines-2", Group.BLANK_LINES_SKIPPED, "\r\n7\r\n \r\n", "7", " "),
                check("skip-empty-lines-3", Group.BLANK_LINES_SKIPPED, "\r\n7\r\n\"\"\r\n", "7", ""),
                refused("spaces-around-quotes-1", 1, "\"7\" "),
                refused("spaces-around-quotes-2", 1, "\"7,8\" "),
                check("spaces-around-quotes-3", " \"7\"", " \"7\""),
                check("spaces-around-quotes-4", " \"7\" ", " \"7\" "),
                check("spaces-around-quotes-5", " \"7,8\" ", " \"7|8\" "),
                check("spaces-unquoted-1", " ", " "),
                check("spaces-unquoted-2", " , ", " | "),
                check("spaces-unquoted-3", ", ", "~| "),
                check("spaces-unquoted-4", " 7", " 7"),
                check("spaces-unquoted-5", " 7 , 8 ", " 7 | 8 "),
                check("trailing-field-separator-1", ",", "~|~"),
                check("trailing-field-separator-2", " ,", " |~"),
                check("trailing-field-separator-3", "7,", "7|~"),
                check("trailing-field-separator-4", "7,$8,9", "7|~", "8|9"),
                check("trailing-field-separator-5", " ,$7,8", " |~", "7|8"),
                check("trailing-field-separator-6", ",$7,8", "~|~", "7|8")));
        return all;
    }

    private static List<Check> comments() {
        return List.of(
                check("comments-none-1", Group.PADDED, "7$#8,9$10", "7|~", "#8|9", "10|~"),
                check("comments-none-2", "#7$#8$9", "#7", "#8", "9"),
                check("comments-none-3", "#7$ #8$9", "#7", " #8", "9"),
                check("comments-none-4", "#", "#"),
                check("comments-none-5", "#7$#", "#7", "#"),
                check("comments-none-6", "#$#7", "#", "#7"),
                check("comments-none-7", "#$#$#", "#", "#", "#"),
                check("comments-read-1", Group.COMMENTS_READ, "7$#8,9$10", "7", "8,9", "10"),
                check("comments-read-2", Group.COMMENTS_READ, "#7$#8$9", "7", "8", "9"),
                check("comments-read-3", Group.COMMENTS_READ, "#7$ #8$9", "7", " #8", "9"),
                check("comments-read-4", Group.COMMENTS_READ, "#", ""),
                check("comments-read-5", Group.COMMENTS_READ, "#7$#", "7", ""),
                check("comments-read-6", Group.COMMENTS_READ, "#$#7", "", "7"),
                check("comments-read-7", Group.COMMENTS_READ, "#$#$#", "", "", ""),
                check("comments-skip-1", Group.COMMENTS_SKIPPED, "7$#8,9$10", "7", "10"),
                check("comments-skip-2", Group.COMMENTS_SKIPPED, "#7$#8$9", "9"),
                check("comments-skip-3", Group.COMMENTS_SKIPPED, "#7$ #8$9", " #8", "9"),
                check("comments-skip-4", Group.COMMENTS_SKIPPED, "#"),
                check("comments-skip-5", Group.COMMENTS_SKIPPED, "#7$#"),
                check("comments-skip-6", Group.COMMENTS_SKIPPED, "#$#7"),
                check("comments-skip-7", Group.COMMENTS_SKIPPED, "#$#$#"));
    }

    @Test
    void thereAreSixty() {
        assertThat(checks()).hasSize(60).extracting(Check::name).doesNotHaveDuplicates();
    }

    /** Comments are handed over too, in the order of the file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"7$#8,9$10 | 8,9", "#7$#8$9 | 7;8", "#7$ #8$9 | 7", "#7$#8 | 7;8", "'\"#7$#8\"$#9' | 9", "7$8 |"})
    void commentsAreHandedOver(String input, String comments) {
        EdgeCases edge = new EdgeCases(directory);
        for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
            Path file = edge.file(input.replace("$", lineEnd));
            List<String> found = new ArrayList<>();
            CsvOptions options = CsvOptions.builder().comment('#').anyLineEnd().build();
            long count = Csv.comments(file, options, comment -> found.add(comment.text()));
            assertThat(String.join(";", found)).isEqualTo(comments == null ? "" : comments);
            assertThat(count).isEqualTo(found.size());
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void passes(Check check) {
        EdgeCases edge = new EdgeCases(directory);
        for (String lineEnd : new String[] {"\n", "\r\n", "\r"}) {
            Path file = edge.file(check.input.replace("$", lineEnd));
            if (check.rows == null) {
                assertThatThrownBy(() -> EdgeCases.rows(read(check, file))).isInstanceOf(MalformedDataException.class);
            } else {
                assertThat(EdgeCases.rows(read(check, file)))
                        .containsExactlyElementsOf(check.rows.stream()
                                .map(row -> row.replace("$", lineEnd))
                                .toList());
            }
        }
    }

    private static Pipeline read(Check check, Path file) {
        CsvOptions.Builder options = texts(check.columns).anyLineEnd();
        return switch (check.group) {
            case PLAIN -> Csv.scan(file, options.build());
            case PADDED ->
                Csv.scan(file, options.badRows(BadRows.fail().padding()).build());
            case COMMENTS_SKIPPED -> Csv.scan(file, options.comment('#').build());
            case BLANK_LINES_SKIPPED -> Csv.scan(file, options.build()).filter(col("a").isNotNull());
            case COMMENTS_READ ->
                // whole lines, as no text has this delimiter
                Csv.scan(file, options.delimiter('\u0001').noQuote().build())
                        .with(
                                "a",
                                when(col("a").startsWith("#"))
                                        .then(col("a").substring(2, Integer.MAX_VALUE))
                                        .otherwise(col("a")));
        };
    }
}
