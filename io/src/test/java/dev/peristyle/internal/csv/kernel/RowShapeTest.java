package dev.peristyle.internal.csv.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowShapeTest {
    private final RowShapeState shape = new RowShapeState();

    @Test
    void findsTheFieldsOfARectangle() {
        assertThat(rows("a,bb\n,\nccc,d\n", 2, false)).containsExactly("a|bb", "|", "ccc|d");
        assertThat(shape.nextStart).isEqualTo(13);
    }

    @Test
    void movesTheLastEndBackOverTheCarriageReturnOnly() {
        assertThat(rows("a,b\r\nc,d\r\r\n,\r\n", 2, false)).containsExactly("a|b", "c|d\r", "|");
    }

    @Test
    void leavesBlankLinesOut() {
        assertThat(rows("\n\r\na,b\n\nc,d\r\n\r\n\n", 2, false)).containsExactly("a|b", "c|d");
        assertThat(shape.skippedLines).isEqualTo(5);
        assertThat(rows("\na\n\r\nb\n", 1, false)).containsExactly("a", "b");
        assertThat(rows("\na\n\r\nb\n", 1, true)).containsExactly("", "a", "", "b");
    }

    @Test
    void reportsTheFirstRowOfAnotherShape() {
        assertThat(rows("a,b\n\nc\nd,e\n", 2, false)).containsExactly("a|b");
        assertThat(shape.failedRow).isEqualTo(1);
        assertThat(shape.failedFields).isEqualTo(1);
        assertThat(shape.failedStart).isEqualTo(5);
    }

    @Test
    void isNotFooledByErrorsThatCancelEachOther() {
        assertThat(rows("a,b,c\r\nd,e,f\r\ng,h\r\ni,j,k,l\r\n", 3, false)).containsExactly("a|b|c", "d|e|f");
        assertThat(shape.failedRow).isEqualTo(2);
        assertThat(shape.failedFields).isEqualTo(2);
        assertThat(shape.failedStart).isEqualTo(14);
        // row 1 ends on a line feed after a hidden one; only the count of line ends gives it away
        assertThat(rows("a,b,c\na,b\nc\na,b,c,d,e,f\n", 3, false)).containsExactly("a|b|c");
        assertThat(shape.failedFields).isEqualTo(2);
    }

    @Test
    void agreesWithASplitOnRandomLines() {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = Seeds.random(seed);
            int columns = 1 + random.nextInt(4);
            boolean keep = random.nextBoolean();
            StringBuilder text = new StringBuilder();
            List<String> expected = new ArrayList<>();
            int failed = -1;
            int lines = random.nextInt(70);
            for (int line = 0; line < lines; line++) {
                int fields = random.nextInt(60) == 0 ? 1 + random.nextInt(5) : columns;
                String content = String.join(",", java.util.Collections.nCopies(fields, "v".repeat(random.nextInt(3))));
                content = random.nextInt(20) == 0 ? "" : content;
                text.append(content).append(random.nextInt(3) == 0 ? "\r\n" : "\n");
                if (content.isEmpty() && (columns > 1 || !keep)) {
                    continue;
                }
                int found = content.split(",", -1).length;
                if (failed < 0 && found != columns) {
                    failed = expected.size();
                }
                if (failed < 0) {
                    expected.add(content.replace(',', '|'));
                }
            }
            assertThat(rows(text.toString(), columns, keep)).as("seed %d", seed).isEqualTo(expected);
            assertThat(shape.failedRow).as("seed %d", seed).isEqualTo(failed);
        }
    }

    @Test
    void ignoresAnIncompleteRecordAndTakesItWhenCompleted() {
        assertThat(rows("a,b\nc", 2, false)).containsExactly("a|b");
        assertThat(shape.nextStart).isEqualTo(4);
        assertThat(rows("a,b\nc,d\r", 2, true, true)).containsExactly("a|b", "c|d");
    }

    @Test
    void writesNoStartsWhereTheIndexHasThem() {
        assertThat(rows("a,b\nc,d\ne,f\ng,h", 2, false, true)).containsExactly("a|b", "c|d", "e|f", "g|h");
        assertThat(shape.contiguous).isTrue();
        assertThat(rows("a,b\nc,d\ne,f\r\n", 2, false)).containsExactly("a|b", "c|d", "e|f");
        assertThat(shape.contiguous).as("no row starts after the last").isTrue();
        for (String irregular : List.of(
                "a,b\r\nc,d\ne,f\n",
                "a,b\nc,d\r\ne,f\n",
                "a,b\n\nc,d\ne,f\n",
                "a,b\nc,d\n\ne,f\n",
                "a,b\nc,d\ne,f\n\n")) {
            assertThat(rows(irregular, 2, false)).containsExactly("a|b", "c|d", "e|f");
            assertThat(shape.contiguous).as(irregular).isFalse();
        }
    }

    private List<String> rows(String text, int columns, boolean keepBlankLines) {
        return rows(text, columns, keepBlankLines, false);
    }

    private List<String> rows(String text, int columns, boolean keepBlankLines, boolean complete) {
        try (TestMemory memory = new TestMemory()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            long base = memory.input(bytes, ",\n", 0);
            StructureState state = new StructureState();
            state.start(memory.allocate(4L * (bytes.length + 65)), bytes.length + 65, 0, Integer.MAX_VALUE);
            StructureScanner.scan(new ScalarStructureKernel(), base, bytes.length, (byte) ',', '"', state);
            if (complete) {
                state.appendLineEnd();
            }
            long starts = memory.allocate(4L * state.lineEnds);
            RowShape.verify(base, state, columns, keepBlankLines, starts, shape);
            List<String> rows = new ArrayList<>();
            for (int row = 0; row < shape.rowCount; row++) {
                StringBuilder fields = new StringBuilder();
                for (int column = 0; column < columns; column++) {
                    int start = column > 0 || row > 0 && shape.contiguous
                            ? state.entry(row * columns + column - 1)
                            : row == 0 && shape.contiguous ? -1 : TestMemory.ints(starts, row + 1)[row];
                    int end = state.entry(row * columns + column);
                    fields.append(column > 0 ? "|" : "").append(TestMemory.string(base + start + 1, end - start - 1));
                }
                rows.add(fields.toString());
            }
            return rows;
        }
    }
}
