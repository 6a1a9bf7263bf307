package dev.peristyle.fuzz;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.csv.BadRows;
import dev.peristyle.csv.Csv;
import dev.peristyle.csv.CsvDetection;
import dev.peristyle.csv.CsvOptions;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.RecordFault;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.WindowMode;
import dev.peristyle.fuzz.CsvMachine.Wrong;
import dev.peristyle.fuzz.CsvRules.Bad;
import dev.peristyle.fuzz.CsvRules.LineEnd;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Reads one case after the other on random ways through the library and compares with {@link CsvMachine}. */
final class CsvFuzz {
    private static final int[] WINDOWS = {1, 2, 3, 5, 16, 64, 301, 4096, 1 << 20};
    private static final int[] CHUNKS = {1, 2, 7, 100, 16_384};
    private static final Schema REJECTS = Schema.builder()
            .add("file", DataType.STRING)
            .add("line", DataType.LONG)
            .add("byte_offset", DataType.LONG)
            .add("column", DataType.STRING)
            .add("kind", DataType.STRING)
            .add("message", DataType.STRING)
            .add("record", DataType.STRING)
            .build();

    /** What is tried. */
    enum Target {
        /** Bytes, read with default options. */
        ROWS,
        /** Bytes, read with any options. */
        OPTIONS,
        /** Bytes of which nothing is said. */
        DETECTION
    }

    /** How the bytes come. */
    private enum Carrier {
        FILE,
        MAPPED,
        STREAM,
        GZIP
    }

    private static final List<Carrier> CARRIERS = List.of(
            Carrier.FILE,
            Carrier.FILE,
            Carrier.FILE,
            Carrier.FILE,
            Carrier.FILE,
            Carrier.MAPPED,
            Carrier.STREAM,
            Carrier.GZIP);

    private record Way(Carrier carrier, int window, int chunk, int threads) {
        static Way of(Random random) {
            return new Way(
                    CARRIERS.get(random.nextInt(CARRIERS.size())),
                    WINDOWS[random.nextInt(WINDOWS.length)],
                    CHUNKS[random.nextInt(CHUNKS.length)],
                    random.nextInt(3) == 0 ? 3 : 1);
        }
    }

    private final Path file;
    private final Path rejects;

    CsvFuzz(Path directory) {
        this.file = directory.resolve("data.csv");
        this.rejects = directory.resolve("rejects.csv");
    }

    /** A random case, the same for the same generator. */
    static CsvCase random(Target target, Random random) {
        return switch (target) {
            case ROWS -> CsvCase.plain(random);
            case OPTIONS, DETECTION -> CsvCase.of(random);
        };
    }

    /**
     * Reads a case.
     *
     * @param random of the ways on which it is read
     * @throws AssertionError if there is a difference
     */
    void check(Target target, CsvCase given, Random random) {
        try {
            if (target == Target.DETECTION) {
                detect(given, random);
            } else {
                Way way = Way.of(random);
                read(given, way, random.nextInt(3) == 0);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Pipeline open(CsvCase given, Way way) throws IOException {
        byte[] bytes = given.input().getBytes(StandardCharsets.ISO_8859_1);
        CsvOptions options = given.rules()
                .options(
                        way.window,
                        way.chunk,
                        rejects,
                        way.carrier == Carrier.MAPPED ? WindowMode.MAP : WindowMode.READ);
        if (way.carrier == Carrier.STREAM) {
            return Csv.scan(new ByteArrayInputStream(bytes), options);
        }
        if (way.carrier == Carrier.GZIP) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(bytes);
            }
            bytes = packed.toByteArray();
        }
        Files.write(file, bytes);
        return Csv.scan(file, options);
    }

    private void read(CsvCase given, Way way, boolean narrow) throws IOException {
        CsvMachine machine = new CsvMachine(given.input(), given.rules());
        List<List<String>> rows = new ArrayList<>();
        RunReport[] report = new RunReport[1];
        MalformedDataException thrown = null;
        boolean described = false;
        Execution execution = Execution.builder()
                .threads(way.threads)
                .memoryLimit(Execution.megabytes(64))
                .report(told -> report[0] = told)
                .build();
        try {
            Pipeline pipeline = open(given, way).using(execution);
            described = true;
            collect(pipeline, given.rules(), rows);
        } catch (MalformedDataException wrong) {
            thrown = wrong;
        }
        if (thrown != null && thrown.getMessage().contains("lines before the first record are longer than")) {
            expect(given.rules().maximumRecordSize() < given.input().length(), way, "is not so long", thrown);
            return;
        }
        if (machine.refused != null) {
            expect(thrown != null, way, "is refused: " + machine.refused, rows);
            return;
        }
        if (machine.error != null) {
            expect(thrown != null, way, "fails: " + machine.error, rows);
            boolean first = machine.rows.stream().flatMap(List::stream).allMatch(Objects::isNull);
            if (!first || described) {
                expect(rows.equals(machine.rows), way, "rows before the error: " + machine.rows, rows);
                expect(thrown.line() == machine.error.line(), way, "line of " + machine.error, thrown);
                expect(machine.isTold(thrown.getMessage()), way, "fails: " + machine.error, thrown);
            }
            return;
        }
        expect(thrown == null, way, "is read: " + machine.rows, thrown);
        expect(rows.equals(machine.rows), way, "rows: " + machine.rows, rows);
        if (given.rules().bad() != Bad.FAIL) {
            List<Wrong> found = rejects();
            List<Wrong> wanted = machine.rejects.stream()
                    .map(wrong -> new Wrong(
                            wrong.line(), wrong.offset(), wrong.fault(), wrong.column(), Bytes.text(wrong.text())))
                    .toList();
            expect(found.equals(wanted), way, "rejects: " + wanted, found);
            expect(BadRows.leftOut(report[0]) == wanted.size(), way, wanted.size() + " left out", report[0].counts());
        }
        if (narrow) {
            narrow(given, way, machine, execution);
        }
        if (given.rules().comment() >= 0 && machine.rejects.isEmpty() && way.carrier != Carrier.STREAM) {
            comments(given, way, machine);
        }
    }

    private void comments(CsvCase given, Way way, CsvMachine machine) throws IOException {
        List<String> found = new ArrayList<>();
        CsvOptions options = given.rules().options(way.window, way.chunk, rejects, WindowMode.READ);
        long count = Csv.comments(file, options, comment -> found.add(comment.line() + ": " + comment.text()));
        expect(found.equals(machine.comments), way, "comments " + machine.comments, found);
        expect(count == found.size(), way, found.size() + " comments", count);
    }

    /** Fewer columns, and none: the same rows. */
    private void narrow(CsvCase given, Way way, CsvMachine machine, Execution execution) throws IOException {
        long count = open(given, way).using(execution).count();
        expect(count == machine.rows.size(), way, "count " + machine.rows.size(), count);
        int last = given.rules().columns() - 1;
        List<String> column = new ArrayList<>();
        try (RowCursor row =
                open(given, way).select("c" + last).using(execution).rows()) {
            while (row.next()) {
                column.add(row.isNull(0) ? null : String.valueOf(row.get(0)));
            }
        }
        List<String> wanted = machine.rows.stream().map(row -> row.get(last)).toList();
        expect(column.equals(wanted), way, "last column " + wanted, column);
    }

    private static void collect(Pipeline pipeline, CsvRules rules, List<List<String>> rows) {
        try (RowCursor row = pipeline.rows()) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 0; column < row.schema().size(); column++) {
                    values.add(
                            row.isNull(column)
                                    ? null
                                    : column == 0 && rules.numbers()
                                            ? String.valueOf(row.getLong(column))
                                            : row.getString(column));
                }
                rows.add(values);
            }
        }
    }

    private List<Wrong> rejects() {
        List<Wrong> found = new ArrayList<>();
        CsvOptions options =
                CsvOptions.builder().schema(REJECTS).maximumRecordSize(1 << 22).build();
        try (RowCursor row = Csv.scan(rejects, options).rows()) {
            while (row.next()) {
                RecordFault fault = null;
                for (RecordFault each : RecordFault.values()) {
                    fault = each.toString().equals(row.getString("kind")) ? each : fault;
                }
                found.add(new Wrong(
                        row.getLong("line"),
                        row.getLong("byte_offset"),
                        fault,
                        row.isNull("column") ? "" : row.getString("column"),
                        row.isNull("record") ? "" : row.getString("record")));
            }
        }
        return found;
    }

    /** What is detected is the same twice, and read with it the file has the rows that the machine reads with it. */
    private void detect(CsvCase given, Random random) throws IOException {
        Files.write(file, given.input().getBytes(StandardCharsets.ISO_8859_1));
        unasked();
        CsvDetection detection;
        try {
            detection = Csv.detect(file);
        } catch (MalformedDataException otherKind) {
            return;
        }
        Way way = Way.of(random);
        String twice = Csv.detect(file).toString();
        expect(detection.toString().equals(twice), way, detection.toString(), twice);
        if (!detection.charset().equals(StandardCharsets.UTF_8) || detection.hasHeader()) {
            return;
        }
        int columns = Math.max(1, detection.schema().size());
        Optional<String> lineEnd = detection.lineEnd();
        LineEnd ends = LineEnd.LINE_FEED_OR_BOTH;
        for (LineEnd each : LineEnd.values()) {
            ends = lineEnd.isPresent() && lineEnd.get().equals(each.text()) ? each : ends;
        }
        CsvRules rules = new CsvRules(
                Bytes.of(String.valueOf(detection.delimiter())),
                detection.quote().map(quote -> (int) quote).orElse(-1),
                detection.escape().map(escape -> (int) escape).orElse(-1),
                -1,
                lineEnd.isPresent() ? ends : LineEnd.ANY,
                false,
                detection.skipLines(),
                false,
                columns,
                false,
                List.of(),
                1 << 20,
                InvalidBytes.ERROR,
                Bad.REJECT);
        read(new CsvCase(given.input(), rules), way, true);
    }

    /** Without options there is an error that says what is wrong, or rows, of which there are as many as are counted. */
    private void unasked() {
        try {
            Pipeline pipeline = Csv.scan(file);
            List<List<Object>> rows = new ArrayList<>();
            pipeline.forEach(row -> {
                List<Object> values = new ArrayList<>();
                for (int column = 0; column < row.schema().size(); column++) {
                    values.add(row.isNull(column) ? null : row.get(column));
                }
                rows.add(values);
            });
            long count = pipeline.count();
            expect(count == rows.size(), null, rows.size() + " rows", count);
        } catch (MalformedDataException wrong) {
            expect(!wrong.getMessage().isEmpty(), null, "a message", wrong);
        }
    }

    private static void expect(boolean right, Way way, String wanted, Object found) {
        if (!right) {
            String text = found instanceof Throwable thrown ? thrown.toString() : String.valueOf(found);
            throw new AssertionError(way + "\nexpected " + wanted + "\nfound    " + text);
        }
    }

    /** The shortest input that still fails. */
    CsvCase shortest(Target target, CsvCase failing, long seed) {
        CsvCase best = failing;
        for (int size = failing.input().length() / 2; size > 0; size = Math.min(size - 1, size * 2 / 3)) {
            for (int from = 0; from + size <= best.input().length(); from++) {
                String input = best.input().substring(0, from) + best.input().substring(from + size);
                CsvCase shorter = new CsvCase(input, failing.rules());
                if (fails(target, shorter, seed)) {
                    best = shorter;
                    from--;
                }
            }
        }
        return best;
    }

    private boolean fails(Target target, CsvCase tried, long seed) {
        try {
            check(target, tried, Seeds.fixed(seed));
            return false;
        } catch (RuntimeException | AssertionError difference) {
            return true;
        }
    }
}
