package dev.peristyle.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The columns of a file of a {@link dev.peristyle.benchmarks.data.Shape}, and the totals over them. */
final class ShapeTotals {
    private final boolean[] number;
    private long sum;
    private long length;

    private ShapeTotals(boolean[] number) {
        this.number = number;
    }

    /** Starts at 0 with the columns of a file. */
    static ShapeTotals of(Path file) throws IOException {
        List<String> names = columns(file);
        boolean[] number = new boolean[names.size()];
        for (int column = 0; column < number.length; column++) {
            number[column] = isNumber(names.get(column));
        }
        return new ShapeTotals(number);
    }

    /** The names in a file's header. */
    static List<String> columns(Path file) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return List.of(in.readLine().replace("\"", "").split(","));
        }
    }

    /** Tells whether a column holds numbers; else it holds strings. */
    static boolean isNumber(String name) {
        return name.startsWith("i");
    }

    /** Adds one field of a column. */
    void add(int column, String field) {
        if (number[column]) {
            sum += Long.parseLong(field);
        } else {
            length += field.length();
        }
    }

    /** How many columns a row has. */
    int columnCount() {
        return number.length;
    }

    Answer answer() {
        return Answer.of(sum, length);
    }
}
