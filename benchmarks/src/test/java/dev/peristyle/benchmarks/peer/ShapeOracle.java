package dev.peristyle.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The answer to the shape job, a character at a time: slow and plain. */
final class ShapeOracle {
    private ShapeOracle() {}

    static Answer answer(Path file) throws IOException {
        String text = Files.readString(file);
        ShapeTotals totals = ShapeTotals.of(file);
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int column = 0;
        for (int index = text.indexOf('\n') + 1; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '"') {
                if (quoted && index + 1 < text.length() && text.charAt(index + 1) == '"') {
                    field.append('"');
                    index++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && (character == ',' || character == '\n')) {
                totals.add(column, field.toString());
                field.setLength(0);
                column = character == '\n' ? 0 : column + 1;
            } else {
                field.append(character);
            }
        }
        return totals.answer();
    }
}
