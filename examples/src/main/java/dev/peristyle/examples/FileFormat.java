package dev.peristyle.examples;

import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Expressions.col;

import dev.peristyle.Aggregate;
import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.columnfile.ColumnFile;
import dev.peristyle.columnfile.ColumnStream;
import dev.peristyle.columnfile.ColumnStreamOptions;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.npy.Npy;
import dev.peristyle.npy.Npz;
import dev.peristyle.record.BinaryRecords;
import dev.peristyle.record.RecordLayout;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.spi.Sink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of files that commands read and write, told by the ends of their names: one line for each. */
enum FileFormat {
    /** Text. */
    CSV(".csv", (file, layout) -> Csv.scan(file), (file, layout, rows) -> Csv.to(file)),
    /** The file format of Arrow, or a directory of such files. */
    ARROW(
            ".arrow",
            (file, layout) -> Files.isDirectory(file) ? ColumnFile.scanDirectory(file) : ColumnFile.scan(file),
            (file, layout, rows) -> ColumnFile.to(file)),
    /** The stream format of Arrow. */
    ARROWS(
            ".arrows",
            (file, layout) -> CsvArgument.isStandardInput(file) ? standardInput() : ColumnStream.scan(file),
            (file, layout, rows) -> ColumnStream.to(file)),
    /** An array of NumPy. */
    NPY(".npy", (file, layout) -> Npy.scan(file), (file, layout, rows) -> Npy.to(file, lengths(rows))),
    /** An archive of arrays of NumPy. */
    NPZ(".npz", (file, layout) -> Npz.scan(file), (file, layout, rows) -> Npz.to(file, lengths(rows))),
    /** Records of one width, which a layout describes. */
    BIN(
            ".bin",
            (file, layout) -> BinaryRecords.scan(file, layout(file, layout)),
            (file, layout, rows) -> BinaryRecords.to(file, layout(file, layout)));

    private final String end;

    @SuppressWarnings("ImmutableEnumChecker") // has no state
    private final Reading reading;

    @SuppressWarnings("ImmutableEnumChecker") // has no state
    private final Writing writing;

    FileFormat(String end, Reading reading, Writing writing) {
        this.end = end;
        this.reading = reading;
        this.writing = writing;
    }

    private interface Reading {
        Pipeline scan(Path file, Path layout) throws IOException;
    }

    private interface Writing {
        Sink to(Path file, Path layout, Pipeline rows) throws IOException;
    }

    /** All of it: two streams one after the other must not be taken for the first. */
    private static Pipeline standardInput() {
        return ColumnStream.scan(
                System.in, ColumnStreamOptions.builder().requireEndOfInput(true).build());
    }

    /** The kind of a file. */
    static FileFormat of(Path file) {
        return Stream.of(values())
                .filter(format -> format.isOf(file))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + " is of no known kind: names end with "
                        + Stream.of(values()).map(format -> format.end).collect(Collectors.joining(", "))));
    }

    /** The kind of a file to be read: text may be compressed, and standard input tells by how it begins. */
    static FileFormat ofInput(Path file) throws IOException {
        if (CsvArgument.isStandardInput(file)) {
            return isStreamOfArrow(System.in) ? ARROWS : CSV;
        }
        return isCsv(file) ? CSV : Files.isDirectory(file) ? ARROW : of(file);
    }

    /** Whether a stream begins as a message of Arrow does, and no text; where that cannot be looked at, it is text. */
    private static boolean isStreamOfArrow(InputStream in) throws IOException {
        if (!in.markSupported()) {
            return false;
        }
        in.mark(Integer.BYTES);
        byte[] start = in.readNBytes(Integer.BYTES);
        in.reset();
        return Arrays.equals(start, new byte[] {-1, -1, -1, -1});
    }

    /** Whether a name says that a file is text, compressed or not: {@code .csv}, {@code .csv.gz} or {@code .csv.zst}. */
    static boolean isCsv(Path file) {
        String name = file.toString();
        return Stream.of("", ".gz", ".zst").anyMatch(compressed -> name.endsWith(CSV.end + compressed));
    }

    /** Whether the name of a file says that it is of this kind. */
    boolean isOf(Path file) {
        return file.toString().endsWith(end);
    }

    /**
     * Describes the rows of a file.
     *
     * @param layout of its records, or null
     */
    Pipeline scan(Path file, Path layout) throws IOException {
        return reading.scan(file, layout);
    }

    /**
     * Names a file to write to.
     *
     * @param layout of its records, or null
     * @param rows what will be written; may be run before that, to know how long texts are
     */
    Sink to(Path file, Path layout, Pipeline rows) throws IOException {
        return writing.to(file, layout, rows);
    }

    /** Describes the rows of several files, one after the other. */
    Pipeline scan(List<Path> files, Path layout, CsvOptions options) throws IOException {
        if (this == CSV) {
            return CsvArgument.scan(files, options);
        }
        Pipeline first = scan(files.get(0), layout);
        Pipeline[] others = new Pipeline[files.size() - 1];
        for (int number = 0; number < others.length; number++) {
            others[number] = scan(files.get(number + 1), layout);
        }
        return others.length == 0 ? first : Pipeline.unionByName(first, others);
    }

    private static RecordLayout layout(Path file, Path layout) throws IOException {
        if (layout == null) {
            throw new IllegalArgumentException("what the records of " + file + " are is told by --layout LAYOUT.json");
        }
        return LayoutFile.read(layout);
    }

    /** The characters of the longest text of each column: an array has room for as many in each row. */
    private static Map<String, Integer> lengths(Pipeline rows) {
        List<String> names = rows.schema().fields().stream()
                .filter(field -> field.type().equals(DataType.STRING))
                .map(Field::name)
                .toList();
        Map<String, Integer> lengths = new HashMap<>();
        if (names.isEmpty()) {
            return lengths;
        }
        Aggregate[] longest =
                names.stream().map(name -> max(col(name).length()).as(name)).toArray(Aggregate[]::new);
        try (RowCursor row = rows.aggregate(longest).rows()) {
            row.next();
            for (String name : names) {
                lengths.put(name, row.isNull(name) ? 1 : Math.max(1, (int) row.getLong(name)));
            }
        }
        return lengths;
    }
}
