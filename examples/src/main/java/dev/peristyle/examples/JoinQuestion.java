package dev.peristyle.examples;

import static dev.peristyle.JoinKind.INNER;
import static dev.peristyle.JoinKind.LEFT;
import static dev.peristyle.JoinOn.on;

import dev.peristyle.JoinKind;
import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.nio.file.Path;
import java.util.List;

/** The questions of db-benchmark on joins, in its order and with its names for what comes out. */
enum JoinQuestion {
    SMALL_ON_INTEGER("small", INNER, "id1"),
    MEDIUM_ON_INTEGER("medium", INNER, "id2"),
    MEDIUM_OUTER_ON_INTEGER("medium", LEFT, "id2"),
    MEDIUM_ON_TEXT("medium", INNER, "id5"),
    BIG_ON_INTEGER("big", INNER, "id3");

    private static final Schema X = Schema.builder()
            .add("id1", DataType.INT)
            .add("id2", DataType.INT)
            .add("id3", DataType.INT)
            .add("id4", DataType.STRING)
            .add("id5", DataType.STRING)
            .add("id6", DataType.STRING)
            .add("v1", DataType.DOUBLE)
            .build();

    private final String table;
    private final JoinKind kind;
    private final String key;

    JoinQuestion(String table, JoinKind kind, String key) {
        this.table = table;
        this.kind = kind;
        this.key = key;
    }

    /**
     * Returns a question by its place in the benchmark.
     *
     * @param number 1 to 5
     * @throws IllegalArgumentException if there is none
     */
    static JoinQuestion numbered(int number) {
        if (number < 1 || number > values().length) {
            throw new IllegalArgumentException("questions are numbered 1 to " + values().length + ", not " + number);
        }
        return values()[number - 1];
    }

    /** The files that it reads. */
    List<Path> files(Path directory) {
        return List.of(directory.resolve("x.csv"), directory.resolve(table + ".csv"));
    }

    /** Describes the answer: all columns of x, then those of the other table with its name before theirs. */
    Pipeline of(Path directory) {
        Pipeline other = scan(directory, table, rightSchema());
        for (String name : other.schema().names()) {
            if (X.contains(name) && !name.equals(key)) {
                other = other.rename(name, table + "_" + name);
            }
        }
        return scan(directory, "x", X).join(other, kind, on(key));
    }

    private Schema rightSchema() {
        List<String> keys = switch (table) {
            case "small" -> List.of("id1", "id4");
            case "medium" -> List.of("id1", "id2", "id4", "id5");
            default -> List.of("id1", "id2", "id3", "id4", "id5", "id6");
        };
        Schema.Builder columns = Schema.builder();
        keys.forEach(name -> columns.add(name, X.field(name).type()));
        return columns.add("v2", DataType.DOUBLE).build();
    }

    private static Pipeline scan(Path directory, String name, Schema schema) {
        return Csv.scan(
                directory.resolve(name + ".csv"),
                CsvOptions.builder().schema(schema).build());
    }
}
