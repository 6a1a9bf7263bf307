package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From text to records and arrays and back. */
class ConvertTest {

    private static final String LAYOUT = """
            {
              "byteOrder": "big",
              "recordLength": 48,
              "headerLength": 3,
              "fields": [
                {"name": "id", "type": "int32", "nullAs": -1},
                {"name": "name", "type": "ebcdic", "length": 12, "codePage": 1047, "emptyIsNull": true},
                {"name": "amount", "type": "float64", "byteOrder": "little", "nanIsNull": true},
                {"name": "day", "type": "date", "offset": 24},
                {"name": "at", "type": "timestamp", "unit": "us"},
                {"name": "sold", "type": "bool", "offset": 47}
              ]
            }
            """;

    private static final String ROWS = """
            id,name,amount,day,at,sold
            1,Straße,2.5,2026-01-31,2026-01-31T10:00:00Z,true
            ,,,1969-12-31,1970-01-01T00:00:00.25Z,false
            """;

    @TempDir
    private Path directory;

    /** So that what it has mapped is not taken for a leak; it is there at run time only. */
    @BeforeAll
    static void loadTheLibraryForZstd() throws ReflectiveOperationException {
        Class.forName("com.github.luben.zstd.util.Native").getMethod("load").invoke(null);
    }

    private CommandRun convert(String from, String to) {
        return CommandRun.of(
                "convert",
                directory.resolve(from).toString(),
                directory.resolve(to).toString(),
                "--layout",
                directory.resolve("layout.json").toString());
    }

    @Test
    void compressedTextIsRead() throws IOException {
        String rows = ROWS.replace("sold", "is_sold");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("in.csv.gz")))) {
            out.write(rows.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(convert("in.csv.gz", "out.csv").exitCode()).isZero();
        assertThat(directory.resolve("out.csv")).hasContent(rows);
        byte[] frame = HexFormat.of().parseHex("28b52ffd2008410000612c620a312c320a");
        Files.write(directory.resolve("in.csv.zst"), frame);
        assertThat(convert("in.csv.zst", "out.csv").exitCode()).isZero();
        assertThat(directory.resolve("out.csv")).hasContent("a,b\n1,2\n");
    }

    @ParameterizedTest
    @CsvSource({"out.csv.gz", "out.csv.zst"})
    void compressedTextIsWrittenAsItsNameSays(String name) throws IOException {
        Files.writeString(directory.resolve("in.csv"), ROWS);
        CommandRun run = convert("in.csv", name);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(Files.readAllBytes(directory.resolve(name))[0]).isIn((byte) 0x1F, (byte) 0x28);
        assertThat(convert(name, "back.csv").exitCode()).isZero();
        assertThat(directory.resolve("back.csv")).hasContent(ROWS);
    }

    @ParameterizedTest
    @CsvSource({"lz4", "zstd"})
    void columnFilesAreCompressedOnRequest(String compression) throws IOException {
        Files.writeString(directory.resolve("in.csv"), ROWS);
        String file = directory.resolve("out.arrow").toString();
        CommandRun run = convertWith(file, "--compression", compression);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        CommandRun shown = CommandRun.of("inspect", file);
        assertThat(shown.output()).contains("compressed with " + compression + ", 2 rows");
        assertThat(convert("out.arrow", "back.csv").exitCode()).isZero();
        assertThat(directory.resolve("back.csv")).hasContent(ROWS);
        assertThat(convertWith(file, "--dictionary=name", "--compression", compression)
                        .exitCode())
                .isZero();
        assertThat(convert("out.arrow", "back.csv").exitCode()).isZero();
        assertThat(directory.resolve("back.csv")).hasContent(ROWS);
        assertThat(convertWith("-", "--dictionary=name").errors()).contains("--dictionary is for files .arrow");
        assertThat(convertWith(file, "--choose-dictionaries").exitCode()).isZero();
        assertThat(convert("out.arrow", "back.csv").exitCode()).isZero();
        assertThat(directory.resolve("back.csv")).hasContent(ROWS);
        assertThat(convertWith("-", "--choose-dictionaries").errors())
                .contains("--choose-dictionaries is for files .arrow");
        assertThat(convertWith(file, "--compression", "gzip").errors()).contains("lz4 or zstd, not with gzip");
        assertThat(convertWith(file, "--compression", compression, "--bom").errors())
                .contains("how CSV is written is set");
        assertThat(convertWith(directory.resolve("out.csv").toString(), "--compression", "lz4")
                        .errors())
                .contains("gzip or zstd, not with lz4");
    }

    @Test
    void aDirectoryOfColumnFilesIsOneInput() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "id\n1\n2\n");
        Files.createDirectories(directory.resolve("all/k=a"));
        Files.createDirectories(directory.resolve("all/k=b"));
        for (String name : new String[] {"all/k=a/1.arrow", "all/k=b/2.arrow"}) {
            assertThat(convertWith(directory.resolve(name).toString()).exitCode())
                    .isZero();
        }
        CommandRun run = convert("all", "out.csv");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(directory.resolve("out.csv")).hasContent("id,k\n1,a\n2,a\n1,b\n2,b\n");
        assertThat(CommandRun.of("inspect", directory.resolve("all").toString()).output())
                .contains("4 rows");
    }

    @Test
    void streamsAreWrittenReadAndVerified() throws IOException {
        Files.writeString(directory.resolve("in.csv"), ROWS);
        String file = directory.resolve("out.arrows").toString();
        CommandRun run = convertWith(file, "--compression", "lz4");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        byte[] stream = Files.readAllBytes(directory.resolve("out.arrows"));
        assertThat(stream).startsWith(-1, -1, -1, -1).endsWith(-1, -1, -1, -1, 0, 0, 0, 0);
        assertThat(convert("out.arrows", "back.csv").exitCode()).isZero();
        assertThat(directory.resolve("back.csv")).hasContent(ROWS);
        assertThat(CommandRun.of("verify", file).output()).contains("rows up to the mark of the end");
        assertThat(CommandRun.of("inspect", file).output()).contains("rows");
        assertThat(CommandRun.of("head", file).exitCode()).isZero();
        Files.write(directory.resolve("out.arrows"), Arrays.copyOf(stream, stream.length - 8));
        CommandRun cut = CommandRun.of("verify", file);
        assertThat(cut.exitCode()).isOne();
        assertThat(cut.errors()).contains("without the mark of the end");
    }

    private CommandRun convertWith(String to, String... flags) {
        return CommandRun.of(
                Stream.concat(Stream.of("convert", directory.resolve("in.csv").toString(), to), Stream.of(flags))
                        .toArray(String[]::new));
    }

    @Test
    void textGoesToStandardOutputWithEachOption() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "a,day,x\n=1,2024-02-29,0.5\n,2024-03-01,\n");
        CommandRun run = convertWith("-");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).isEqualTo("a,day,x\n=1,2024-02-29,0.5\n,2024-03-01,\n");
        String[] flags = {
            "--out-delimiter=;",
            "--out-quote='",
            "--quoting=non_numeric",
            "--null-text=NULL",
            "--line-end=crlf",
            "--bom",
            "--formula-guard",
            "--date-format=dd.MM.uuuu",
            "--decimal-places=2"
        };
        CommandRun other = convertWith("-", flags);
        assertThat(other.output())
                .as(other.errors())
                .isEqualTo("\ufeff'a';'day';'x'\r\n'''=1';'29.02.2024';0.50\r\nNULL;'01.03.2024';NULL\r\n");
        assertThat(convertWith("-", "--no-out-header", "--format", "day=MM/uu").output())
                .isEqualTo("=1,02/24,0.5\n,03/24,\n");
        assertThat(convertWith("-", "--rows-per-file", "1").errors())
                .contains("standard output cannot be divided into files");
    }

    @Test
    void rowsAreAppendedOrDividedIntoADirectory() throws IOException {
        Files.writeString(directory.resolve("in.csv"), "k,v\na,1\nb,2\na,3\n");
        Path out = directory.resolve("out.csv");
        assertThat(convertWith(out.toString(), "--append").exitCode()).isZero();
        assertThat(convertWith(out.toString(), "--append", "--in-place").exitCode())
                .isZero();
        assertThat(out).hasContent("k,v\na,1\nb,2\na,3\na,1\nb,2\na,3\n");
        Path parts = directory.resolve("parts");
        CommandRun run = convertWith(parts.toString(), "--partition-by", "k", "--rows-per-file", "1");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(parts.resolve("k=a/part-0.csv")).hasContent("v\n1\n");
        assertThat(parts.resolve("k=a/part-1.csv")).hasContent("v\n3\n");
        assertThat(parts.resolve("k=b/part-0.csv")).hasContent("v\n2\n");
        CommandRun again = convertWith(parts.toString(), "--partition-by", "k");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.errors()).contains("the directory is not empty");
        Path few = directory.resolve("few");
        assertThat(convertWith(few.toString(), "--bytes-per-file", "12", "--compression", "gzip")
                        .exitCode())
                .isZero();
        assertThat(few.toFile().list()).containsExactlyInAnyOrder("part-0.csv.gz", "part-1.csv.gz");
        assertThat(convertWith(directory.resolve("x.arrow").toString(), "--bom").errors())
                .contains("how CSV is written is set, but")
                .contains("x.arrow is not CSV");
    }

    @Test
    void columnFilesAndBack() throws IOException {
        Files.writeString(directory.resolve("in.csv"), ROWS);
        Files.writeString(directory.resolve("layout.json"), LAYOUT);
        assertThat(convert("in.csv", "out.arrow").exitCode()).isZero();
        assertThat(convert("out.arrow", "out.csv").exitCode()).isZero();
        assertThat(directory.resolve("out.csv")).hasContent(ROWS);
        assertThat(convert("out.arrow", "out.bin").exitCode()).isZero();

        String file = directory.resolve("out.arrow").toString();
        CommandRun inspected = CommandRun.of("inspect", file);
        assertThat(inspected.exitCode()).as(inspected.errors()).isZero();
        assertThat(inspected.output()).contains("2 rows").contains("Straße");
        CommandRun verified = CommandRun.of("verify", file);
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.output()).startsWith(file).contains("bytes as they were written");
        byte[] bytes = Files.readAllBytes(Path.of(file));
        bytes[bytes.length / 2] ^= 1;
        Files.write(Path.of(file), bytes);
        CommandRun damaged = CommandRun.of("verify", file);
        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(damaged.errors()).startsWith("error: " + file).contains("damaged");
    }

    @Test
    void recordsAndBack() throws IOException {
        Files.writeString(directory.resolve("in.csv"), ROWS);
        Files.writeString(directory.resolve("layout.json"), LAYOUT);
        assertThat(convert("in.csv", "out.bin").exitCode()).isZero();
        assertThat(directory.resolve("out.bin")).hasSize(3 + 2 * 48);
        assertThat(convert("out.bin", "out.csv").exitCode()).isZero();
        assertThat(directory.resolve("out.csv")).hasContent(ROWS);
    }

    @Test
    void arraysAndBack() throws IOException {
        String rows = "id,name,amount\n1,Straße,2.5\n2,x,-1.0\n";
        Files.writeString(directory.resolve("in.csv"), rows);
        for (String array : new String[] {"out.npy", "out.npz"}) {
            assertThat(convert("in.csv", array).exitCode()).isZero();
            assertThat(convert(array, "out.csv").exitCode()).isZero();
            assertThat(directory.resolve("out.csv")).hasContent(rows);
        }
        String archive = directory.resolve("out.npz").toString();
        assertThat(CommandRun.of("verify", archive).output()).contains("bytes as they were written");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"fields\": [{\"name\": \"a\", \"type\": \"int3\"}]} | there is no type 'int3' of fields",
                "{\"fields\": [{\"name\": \"a\", \"type\": \"ascii\"}]} | a field needs 'length', a number",
                "{\"fields\": [{\"name\": \"a\", \"type\": \"int8\", \"scale\": 2}]} | a field of this type has no [scale]",
                "{\"fields\": [{\"name\": \"a\", \"type\": \"int8\"}], \"x\": 1} | a layout of this type has no [x]",
                "{\"fields\": [{\"name\": \"a\", \"type\": \"time\", \"unit\": \"h\"}]} | unit is s, ms, us or ns",
                "{\"fields\": 7} | a layout needs 'fields', a list in brackets",
                "{\"byteOrder\": \"middle\", \"fields\": []} | byteOrder is 'big' or 'little'",
                "{\"fields\": [ | Unexpected end-of-input",
                "{\"fields\": [], \"fields\": []} | fields",
                "{\"fields\": []} x | Unrecognized token 'x'",
                "[] | a layout is an object",
                "{\"fields\": []} | a layout needs a field"
            })
    void aLayoutThatIsNoneSaysWhy(String json, String message) throws IOException {
        Files.writeString(directory.resolve("layout.json"), json);
        Files.write(directory.resolve("in.bin"), new byte[4]);
        CommandRun run = convert("in.bin", "out.csv");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).contains("layout.json: ").contains(message);
    }

    @Test
    void filesOfNoKnownKindAreNamed() throws IOException {
        Files.write(directory.resolve("in.bin"), new byte[4]);
        CommandRun unknown = CommandRun.of("convert", "in.xyz", "out.csv");
        assertThat(unknown.errors())
                .contains("in.xyz is of no known kind: names end with .csv, .arrow, .arrows, .npy, .npz, .bin");
        CommandRun bare = CommandRun.of(
                "convert",
                directory.resolve("in.bin").toString(),
                directory.resolve("out.csv").toString());
        assertThat(bare.errors()).contains("is told by --layout LAYOUT.json");
    }

    @Test
    void badRecordsFailOrAreLeftOut() throws IOException {
        Path first = Files.writeString(directory.resolve("first.csv"), "id,day\n1,2024-01-01\n2\n");
        Path second = Files.writeString(directory.resolve("second.csv"), "id,day\n3,2024-01-02\n4,5,6\n");
        String in = first.toString();
        String more = second.toString();
        String out = directory.resolve("out.csv").toString();
        String rejects = directory.resolve("rejects.csv").toString();

        CommandRun failed = CommandRun.of("convert", in, more, out);
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.errors()).contains("first.csv, line 3");
        assertThat(Path.of(out)).doesNotExist();

        CommandRun skipped = CommandRun.of("convert", in, more, out, "--on-error", "skip");
        assertThat(skipped.exitCode()).as(skipped.errors()).isEqualTo(3);
        assertThat(skipped.errors())
                .contains("left out 2 of 4 records: {skipped: too few fields=1, skipped: too many fields=1}");
        assertThat(Path.of(out)).hasContent("id,day\n1,2024-01-01\n3,2024-01-02\n");

        CommandRun rejected =
                CommandRun.of("convert", in, more, out, "--on-error", "reject", "--rejects", rejects, "--threads", "2");
        assertThat(rejected.exitCode()).as(rejected.errors()).isEqualTo(3);
        assertThat(rejected.errors()).contains("see " + rejects);
        assertThat(Files.readAllLines(Path.of(rejects)))
                .hasSize(3)
                .element(2)
                .asString()
                .startsWith("\"" + more + "\",3,20,,too many fields,");

        CommandRun tooMany = CommandRun.of(
                "convert", in, more, out, "--on-error", "reject", "--rejects", rejects, "--max-errors", "1");
        assertThat(tooMany.exitCode()).isEqualTo(1);
        assertThat(tooMany.errors()).contains("2 records are bad, more than the 1");
        assertThat(CommandRun.of("convert", in, out, "--rejects", rejects).exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("convert", in, out, "--max-errors", "1").exitCode())
                .isEqualTo(2);
        Files.writeString(first, "id,day\n1,2024-01-01\n");
        assertThat(CommandRun.of("convert", in, out, "--on-error", "skip").exitCode())
                .isZero();
    }

    @Test
    void fixedWidthTextBecomesCsv() throws IOException {
        Path from = Files.writeString(
                directory.resolve("bank.txt"), "HEADER\n   7Smith   0012345\n   8M\u00fcller\nTRAILER\n");
        Path to = directory.resolve("bank.csv");
        CommandRun run = CommandRun.of(
                "convert",
                from.toString(),
                to.toString(),
                "--positions",
                "id:0-4,name:4-12,amount:12-19",
                "--implied-decimals",
                "amount=2",
                "--skip-lines",
                "1",
                "--footer-lines",
                "1",
                "--short-lines");
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(Files.readString(to)).isEqualTo("id,name,amount\n7,Smith,123.45\n8,M\u00fcller,\n");
        assertThat(CommandRun.of("convert", from.toString(), to.toString(), "--positions", "id:4")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void csvBecomesFixedWidthTextAndComesBack() throws IOException {
        String csv = "id,name,amount\n7,Smith,123.45\n-8,M\u00fcller,\n";
        Path from = Files.writeString(directory.resolve("bank.csv"), csv);
        Path lines = directory.resolve("bank.lines");
        String positions = "id:0-4,name:4-12,amount:12-19";
        CommandRun run = CommandRun.of(
                "convert",
                from.toString(),
                lines.toString(),
                "--type",
                "amount=decimal(18,2)",
                "--out-positions",
                positions,
                "--out-column-padding",
                "id=0",
                "--out-implied-decimals",
                "amount=2",
                "--out-header");
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(Files.readString(lines))
                .isEqualTo("id  name    amount \n0007Smith     12345\n-008M\u00fcller         \n");
        Path back = directory.resolve("back.csv");
        CommandRun again = CommandRun.of(
                "convert",
                lines.toString(),
                back.toString(),
                "--positions",
                positions,
                "--type",
                "id=long",
                "--implied-decimals",
                "amount=2",
                "--skip-lines",
                "1");
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(Files.readString(back)).isEqualTo(csv);
        CommandRun narrow = CommandRun.of(
                "convert", from.toString(), lines.toString(), "--out-positions", "id:0-4,name:4-9,amount:9-19");
        assertThat(narrow.exitCode()).isEqualTo(1);
        assertThat(narrow.errors()).contains("row 1 (the first is 0)", "column 'name': 'M\u00fcller' has 6 characters");
        CommandRun nowhere = CommandRun.of("convert", from.toString(), lines.toString(), "--out-header");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.errors()).contains("add --out-positions");
    }
}
