package dev.peristyle.csv;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.luben.zstd.Zstd;
import dev.peristyle.Pipeline;
import dev.peristyle.column.Table;
import dev.peristyle.error.CancelledException;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.CancellationToken;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.Compression;
import dev.peristyle.file.Parts;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are divided into files as plain Java divides them, all of them appear at once, and failures leave nothing. */
class CsvPartsTest {
    @TempDir
    private Path directory;

    /** So that what it has mapped is not taken for a leak. */
    @BeforeAll
    static void loadTheLibrary() {
        Zstd.compress(new byte[1]);
    }

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private Pipeline rows(String text, int threads) throws IOException {
        Path file = Files.writeString(directory.resolve("in.csv"), text);
        return Csv.scan(
                        file,
                        CsvOptions.builder()
                                .windowSize(20_000)
                                .maximumRecordSize(1000)
                                .build())
                .using(Execution.builder().threads(threads).build());
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String sales(int rows, Random random) {
        StringBuilder text = new StringBuilder("id,country,month,text\n");
        String[] countries = {"DE", "FR", "", "a/b", "M\u00fcnchen"};
        for (int row = 0; row < rows; row++) {
            text.append(row)
                    .append(',')
                    .append(countries[random.nextInt(countries.length)])
                    .append(',')
                    .append(random.nextInt(30) < 28 ? 1 + random.nextInt(12) : "")
                    .append(",\"text, ")
                    .append(row % 7 == 0 ? "\"\"\n" : "")
                    .append(row)
                    .append("\"\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void partitionsHaveTheRowsThatPlainJavaPutsThereInTheirOrder(int threads) throws IOException {
        Pipeline rows = rows(sales(20_000, Seeds.random(7)), threads);
        Map<String, StringBuilder> expected = new HashMap<>();
        try (Table all = rows.collect()) {
            all.forEach(row -> {
                String country = row.isNull("country")
                        ? "__HIVE_DEFAULT_PARTITION__"
                        : row.getString("country").replace("/", "%2F");
                String month = row.isNull("month") ? "__HIVE_DEFAULT_PARTITION__" : "" + row.getLong("month");
                String text = row.getString("text").replace("\"", "\"\"");
                expected.computeIfAbsent(
                                "country=" + country + "/month=" + month + "/part-0.csv",
                                name -> new StringBuilder("id,text\n"))
                        .append(row.getLong("id"))
                        .append(",\"")
                        .append(text)
                        .append("\"\n");
            });
        }
        for (int open : new int[] {1, 7, 64}) {
            Path out = directory.resolve("out" + open);
            rows.write(
                    Csv.toDirectory(out, Parts.by("country", "month").maxOpenFiles(open), CsvWriteOptions.defaults()));
            Map<String, String> strings = new TreeMap<>();
            expected.forEach((name, text) -> strings.put(name, text.toString()));
            assertThat(files(out)).isEqualTo(strings);
        }
        assertThat(names()).containsExactly("in.csv", "out1", "out64", "out7");
    }

    @ParameterizedTest
    @EnumSource
    void theBytesDependOnNeitherThreadsNorChunks(Compression compression) throws IOException {
        String text = sales(20_000, Seeds.random(8));
        CsvWriteOptions options =
                CsvWriteOptions.builder().compression(compression).build();
        Parts parts = Parts.by("country", "month").maxRows(100).maxOpenFiles(5);
        rows(text, 1).write(Csv.toDirectory(directory.resolve("one"), parts, options));
        rows(text, 2).write(Csv.toDirectory(directory.resolve("two"), parts, options));
        Csv.scan(directory.resolve("in.csv"), CsvOptions.builder().chunkSize(17).build())
                .write(Csv.toDirectory(directory.resolve("small"), parts, options));
        Map<String, String> one = files(directory.resolve("one"));
        assertThat(one).hasSizeGreaterThan(200);
        assertThat(files(directory.resolve("two"))).isEqualTo(one);
        assertThat(files(directory.resolve("small"))).isEqualTo(one);
        String end = compression == Compression.NONE ? "" : compression == Compression.GZIP ? ".gz" : ".zst";
        List<Path> files = new ArrayList<>();
        for (String name : one.keySet()) {
            assertThat(name).endsWith(".csv" + end);
            files.add(directory.resolve("one").resolve(name));
        }
        assertThat(Csv.scan(files, CsvOptions.defaults()).count()).isEqualTo(20_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void filesHaveSoManyRows(int threads) throws IOException {
        String text = sales(2_500, Seeds.random(9));
        Pipeline rows = rows(text, threads);
        rows.write(Csv.toDirectory(directory.resolve("out"), Parts.rows(1000), CsvWriteOptions.defaults()));
        Path whole = directory.resolve("whole.csv");
        rows.write(Csv.to(whole, CsvWriteOptions.builder().noHeader().build()));
        assertThat(files(directory.resolve("out"))).hasSize(3);
        StringBuilder joined = new StringBuilder();
        for (int part = 0; part < 3; part++) {
            Path file = directory.resolve("out/part-" + part + ".csv");
            assertThat(Csv.scan(file).count()).isEqualTo(part < 2 ? 1000 : 500);
            joined.append(Files.readString(file).substring("id,country,month,text\n".length()));
        }
        assertThat(whole).content().isEqualTo(joined.toString());
    }

    @Test
    void filesHaveNoMoreBytesUnlessARowHas() throws IOException {
        Pipeline rows = rows("a\nxx\nxxx\n" + "y".repeat(30) + "\nz\nz\nz\nz\n", 1);
        rows.write(Csv.toDirectory(directory.resolve("out"), Parts.bytes(9), CsvWriteOptions.defaults()));
        assertThat(files(directory.resolve("out")))
                .isEqualTo(Map.of(
                        "part-0.csv", "a\nxx\nxxx\n",
                        "part-1.csv", "a\n" + "y".repeat(30) + "\n",
                        "part-2.csv", "a\nz\nz\nz\n",
                        "part-3.csv", "a\nz\n"));
    }

    @Test
    void namesOfDirectoriesTellAllValuesApart() throws IOException {
        List<String> values = List.of(
                "",
                "__HIVE_DEFAULT_PARTITION__",
                "a=b",
                "a/b",
                "..",
                "%41",
                "A",
                "\u0001",
                "x:y*?\"#'\\{[]^",
                "\u00fc \ud83d\ude00");
        String text = values.stream()
                .map(value -> "\"" + value.replace("\"", "\"\"") + "\",1\n")
                .collect(Collectors.joining("", "k=1,v\n", ",1\n"));
        rows(text, 1).write(Csv.toDirectory(directory.resolve("out"), Parts.by("k=1"), CsvWriteOptions.defaults()));
        assertThat(directory.resolve("out").toFile().list())
                .containsExactlyInAnyOrder(
                        "k%3D1=",
                        "k%3D1=%5F_HIVE_DEFAULT_PARTITION__",
                        "k%3D1=__HIVE_DEFAULT_PARTITION__",
                        "k%3D1=a%3Db",
                        "k%3D1=a%2Fb",
                        "k%3D1=..",
                        "k%3D1=%2541",
                        "k%3D1=A",
                        "k%3D1=%01",
                        "k%3D1=x%3Ay%2A%3F%22%23%27%5C%7B%5B%5D%5E",
                        "k%3D1=\u00fc \ud83d\ude00");
    }

    @Test
    void everyTypeIsAKeyWithItsUsualText() throws IOException {
        Random random = Seeds.random(10);
        try (MemoryPool pool = MemoryPool.create("test", 64 << 20)) {
            RandomTable tables = new RandomTable(random, pool);
            for (int round = 0; round < 40; round++) {
                Schema schema = tables.schema(2, false);
                if (schema.field(0).type() instanceof DataType.Utf8) {
                    continue;
                }
                try (Table table = tables.table(schema, 20);
                        Table texts = Pipeline.from(table)
                                .with("c0", col("c0").cast(DataType.STRING))
                                .collect()) {
                    Path out = directory.resolve("out" + round);
                    Pipeline.from(table).write(Csv.toDirectory(out, Parts.by("c0"), CsvWriteOptions.defaults()));
                    List<String> expected = new ArrayList<>();
                    texts.forEach(row -> expected.add("c0="
                            + (row.isNull("c0")
                                    ? "__HIVE_DEFAULT_PARTITION__"
                                    : row.getString("c0").replace(":", "%3A"))));
                    assertThat(out.toFile().list())
                            .containsExactlyInAnyOrderElementsOf(
                                    expected.stream().distinct().toList());
                }
            }
        }
    }

    @Test
    void noRowsAreOneFileOrNoDirectories() throws IOException {
        Pipeline none = rows("a,b\n1,2\n", 1).filter(col("a").lt(0));
        none.write(Csv.toDirectory(directory.resolve("rows"), Parts.rows(10), CsvWriteOptions.defaults()));
        assertThat(files(directory.resolve("rows"))).isEqualTo(Map.of("part-0.csv", "a,b\n"));
        none.write(Csv.toDirectory(directory.resolve("by"), Parts.by("a"), CsvWriteOptions.defaults()));
        assertThat(directory.resolve("by")).isEmptyDirectory();
    }

    @Test
    void optionsHoldForEachFile() throws IOException {
        Pipeline rows = rows("k,s\n1,<html>\n2,x\n1,y\n2,<html>\n", 1);
        CsvWriteOptions options = CsvWriteOptions.builder()
                .noHeader()
                .lineEnd("\r\n")
                .byteOrderMark()
                .build();
        rows.write(Csv.toDirectory(directory.resolve("out"), Parts.by("k"), options));
        String mark = "\u00ef\u00bb\u00bf";
        assertThat(files(directory.resolve("out")))
                .isEqualTo(Map.of(
                        "k=1/part-0.csv", mark + "\"<html>\"\r\ny\r\n", "k=2/part-0.csv", mark + "x\r\n<html>\r\n"));
    }

    @Test
    void aTargetThatIsNotFreeIsRefusedAndStaysAsItIs() throws IOException {
        Pipeline rows = rows("k,s\n1,a\n", 1);
        Path full = Files.createDirectory(directory.resolve("full"));
        Files.writeString(full.resolve("other"), "x");
        Path file = Files.writeString(directory.resolve("file"), "x");
        Parts parts = Parts.by("k");
        assertThatThrownBy(() -> rows.write(Csv.toDirectory(full, parts, CsvWriteOptions.defaults())))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(full + ": the directory is not empty");
        assertThatThrownBy(() -> rows.write(Csv.toDirectory(file, parts, CsvWriteOptions.defaults())))
                .hasMessageContaining(file + ": parts are written to a directory, but that is something else");
        assertThatThrownBy(() ->
                        rows.write(Csv.toDirectory(directory.resolve("no/out"), parts, CsvWriteOptions.defaults())))
                .hasMessageContaining("the directory around it does not exist");
        assertThat(files(full)).isEqualTo(Map.of("other", "x"));
        Path empty = Files.createDirectory(directory.resolve("empty"));
        rows.write(Csv.toDirectory(empty, parts, CsvWriteOptions.defaults()));
        assertThat(files(empty)).isEqualTo(Map.of("k=1/part-0.csv", "s\na\n"));
        assertThat(names()).containsExactly("empty", "file", "full", "in.csv");
    }

    @Test
    void whatIsPutThereMeanwhileIsNotReplaced() throws IOException {
        Path out = directory.resolve("out");
        Execution execution = Execution.builder()
                .progress(progress -> {
                    try {
                        Files.createDirectories(out.resolve("theirs"));
                    } catch (IOException failure) {
                        throw new IllegalStateException(failure);
                    }
                })
                .build();
        Pipeline rows = rows("k,s\n1,a\n", 1).using(execution);
        assertThatThrownBy(() -> rows.write(Csv.toDirectory(out, Parts.by("k"), CsvWriteOptions.defaults())))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("the directory is not empty");
        assertThat(names()).containsExactly("in.csv", "out");
        assertThat(out.resolve("theirs")).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatFailsOrIsCancelledLeavesNothing(Compression compression) throws IOException {
        CsvWriteOptions options =
                CsvWriteOptions.builder().compression(compression).build();
        Parts parts = Parts.by("country", "month").maxOpenFiles(3);
        String text = sales(20_000, Seeds.random(11));
        Pipeline failing = rows(text + "no,DE,1,x\n", 2);
        assertThatThrownBy(() -> failing.write(Csv.toDirectory(directory.resolve("out"), parts, options)))
                .isInstanceOf(MalformedDataException.class);
        assertThat(names()).containsExactly("in.csv");
        CancellationToken token = new CancellationToken();
        Pipeline cancelled = rows(text, 2)
                .using(Execution.builder()
                        .threads(2)
                        .cancellation(token)
                        .progress(progress -> token.cancel())
                        .build());
        assertThatThrownBy(() -> cancelled.write(Csv.toDirectory(directory.resolve("out"), parts, options)))
                .isInstanceOf(CancelledException.class);
        assertThat(names()).containsExactly("in.csv");
    }

    @Test
    void tooManyDirectoriesOrTooLongANameIsAnErrorThatSaysWhatToDo() throws IOException {
        Pipeline many = rows(sales(1000, Seeds.random(12)), 2);
        assertThatThrownBy(() -> many.write(Csv.toDirectory(
                        directory.resolve("out"), Parts.by("id").maxPartitions(999), CsvWriteOptions.defaults())))
                .isInstanceOf(ComputationException.class)
                .hasMessage("the values of [id] make more than 999 directories. Divide by columns with fewer values,"
                        + " or allow more: Parts.maxPartitions(...)");
        many.write(Csv.toDirectory(
                directory.resolve("out"), Parts.by("id").maxPartitions(1000), CsvWriteOptions.defaults()));
        assertThat(directory.resolve("out").toFile().list()).hasSize(1000);
        Pipeline wide = rows("k,v\n" + "/".repeat(100) + ",1\n", 1);
        assertThatThrownBy(() ->
                        wide.write(Csv.toDirectory(directory.resolve("x"), Parts.by("k"), CsvWriteOptions.defaults())))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("column 'k' has a value that makes a name of a directory of 302 bytes");
        assertThat(names()).containsExactly("in.csv", "out");
    }

    @Test
    void whatContradictsItselfIsRefused() throws IOException {
        Pipeline rows = rows("k,s\n1,a\n", 1);
        Path out = directory.resolve("out");
        assertThatThrownBy(() -> rows.write(Csv.toDirectory(out, Parts.by("kk"), CsvWriteOptions.defaults())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be divided by [kk]: their columns are [k, s]");
        assertThatThrownBy(() -> rows.write(Csv.toDirectory(out, Parts.by("k", "s"), CsvWriteOptions.defaults())))
                .hasMessageContaining("no column is left for the files");
        assertThatThrownBy(() -> Parts.by("k", "k")).hasMessageContaining("named twice: [k, k]");
        assertThatThrownBy(() -> Parts.rows(0)).hasMessage("maxRows must be at least 1, but is 0");
        assertThatThrownBy(() -> Parts.bytes(0)).hasMessage("maxBytes must be at least 1, but is 0");
        assertThatThrownBy(() -> Parts.by().maxOpenFiles(0)).hasMessage("maxOpenFiles must be at least 1, but is 0");
        assertThatThrownBy(() -> Csv.toDirectory(
                        out, Parts.rows(1), CsvWriteOptions.builder().append().build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("append() is for a file, not for a directory, which is new or empty. Leave it out");
        assertThat(names()).containsExactly("in.csv");
    }

    @Test
    void littleMemoryIsEnough() throws IOException {
        String text = sales(20_000, Seeds.random(13));
        Parts parts = Parts.by("country", "month");
        rows(text, 1).write(Csv.toDirectory(directory.resolve("much"), parts, CsvWriteOptions.defaults()));
        rows(text, 1)
                .using(Execution.builder().memoryLimit(700_000).build())
                .write(Csv.toDirectory(directory.resolve("little"), parts, CsvWriteOptions.defaults()));
        assertThat(files(directory.resolve("little"))).isEqualTo(files(directory.resolve("much")));
    }

    @Test
    void whatAKilledProcessHasLeftIsDeletedByTheNextRun() throws Exception {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path in = Files.writeString(directory.resolve("in.csv"), sales(20_000, Seeds.random(14)));
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WaitingParts.class.getName(),
                        in.toString(),
                        out.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Pipeline rows = Csv.scan(in);
        Parts parts = Parts.by("country");
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null && !line.equals("writing")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("writing");
            assertThat(names()).hasSize(3).doesNotContain("out");
            rows.write(Csv.toDirectory(directory.resolve("out2"), parts, CsvWriteOptions.defaults()));
            assertThat(names()).as("of a process that lives").hasSize(4);
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(out).doesNotExist();
        rows.write(Csv.toDirectory(out, parts, CsvWriteOptions.defaults()));
        assertThat(names()).containsExactly("in.csv", "out", "out2");
    }
}
