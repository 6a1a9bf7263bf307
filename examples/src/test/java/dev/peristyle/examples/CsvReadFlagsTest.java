package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands find dialects out, take them as flags, and name flags in their errors. */
class CsvReadFlagsTest {

    @TempDir
    private Path directory;

    private Path out() {
        return directory.resolve("out.csv");
    }

    private CommandRun convert(byte[] content, String... flags) throws IOException {
        Path in = Files.write(directory.resolve("in.csv"), content);
        List<String> arguments = new ArrayList<>(List.of("convert", in.toString(), out().toString()));
        arguments.addAll(List.of(flags));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private CommandRun convert(String content, String... flags) throws IOException {
        return convert(content.getBytes(StandardCharsets.UTF_8), flags);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id;day;x\\n1;2024-01-01;2.5\\n2;2024-01-02;3.5\\n",
                "id\\tday\\tx\\n1\\t2024-01-01\\t2.5\\n2\\t2024-01-02\\t3.5\\n",
                "sep=;\\nid;day;x\\n1;2024-01-01;2.5\\n2;2024-01-02;3.5\\n"
            })
    void theDialectIsFoundOutWhereNothingIsSaid(String content) throws IOException {
        for (String[] flags : new String[][] {{}, {"--on-error", "skip"}, {"--trim", "--null-token", "NA"}}) {
            String text = content.translateEscapes();
            CommandRun run = convert(text + rows(text), flags);
            assertThat(run.exitCode()).as(run.errors()).isZero();
            assertThat(out())
                    .hasContent("id,day,x\n1,2024-01-01,2.5\n2,2024-01-02,3.5\n" + "2,2024-01-02,3.5\n".repeat(20));
        }
        CommandRun inspected =
                CommandRun.of("inspect", directory.resolve("in.csv").toString());
        assertThat(inspected.exitCode()).as(inspected.errors()).isZero();
        assertThat(inspected.output()).contains("22 rows", "day     date");
    }

    /** Twenty rows more, like the last one. */
    private static String rows(String text) {
        return text.substring(text.length() - "2,2024-01-02,3.5\n".length()).repeat(20);
    }

    @Test
    void badRecordsOfADetectedDialectAreLeftOut() throws IOException {
        CommandRun run = convert("id;x\n" + "1;2.5\n".repeat(50) + "2\n3;3.5\n", "--on-error", "skip");
        assertThat(run.exitCode()).as(run.errors()).isEqualTo(3);
        assertThat(out()).hasContent("id,x\n" + "1,2.5\n".repeat(50) + "3,3.5\n");
    }

    @Test
    void everyOptionOfADialectIsAFlag() throws IOException {
        assertAs("x:y\n1:a\n", "--delimiter", ":");
        assertAs("x||y\n1||a\n", "--delimiter", "||");
        assertAs("x\ty\n1\ta\n", "--delimiter", "\\t");
        assertAs("x,y\n'1','a'\n", "--quote", "'");
        assertAs("x,y\n1,a\n", "--no-quote");
        assertAs("x,y\n1,\"\\a\"\n", "--escape", "\\");
        assertAs("#z\nx,y\n1,a\n#end\n", "--comment", "#");
        assertAs("x,y\r1,a\r", "--in-line-end", "cr");
        assertAs("x,y\r1,a\n", "--in-line-end", "any");
        assertAs("nothing\nx,y\n1,a\n", "--skip-lines", "1");
        assertAs("1,a\n", "--no-header", "--names", "x,y");
        assertAs(" x , y\n 1, a \n", "--trim");
        assertThat(convert("a,a\n1,NA\n", "--rename-columns", "--null-token", "NA", "--null-token", "-")
                        .exitCode())
                .isZero();
        assertThat(out()).hasContent("a,a_2\n1,\n");
        assertThat(convert("M\u00FCller,x\n1,2\n".getBytes(StandardCharsets.ISO_8859_1), "--charset", "ISO-8859-1")
                        .exitCode())
                .isZero();
        assertThat(out()).hasContent("M\u00FCller,x\n1,2\n");
        assertAs("x;y\n1,00;a\n".replace("1,00", "1"), "--delimiter", ";", "--decimal-separator", ",");
        assertThat(convert(
                                "x;d;t\n1.234,5;31.12.2024;1/2/24\n",
                                "--delimiter",
                                ";",
                                "--decimal-separator",
                                ",",
                                "--grouping-separator",
                                ".",
                                "--in-date-format",
                                "dd.MM.uuuu",
                                "--type",
                                "t=date",
                                "--in-format",
                                "t=d/M/yy")
                        .exitCode())
                .isZero();
        assertThat(out()).hasContent("x,d,t\n1234.5,2024-12-31,2024-02-01\n");
        assertThat(convert("x\n1.50\n", "--type", "x=decimal(9,2)").exitCode()).isZero();
        assertThat(out()).hasContent("x\n1.50\n");
        assertThat(convert("x\n1.50\n", "--infer-decimals", "--sample-rows", "5")
                        .exitCode())
                .isZero();
        assertThat(out()).hasContent("x\n1.50\n");
    }

    private void assertAs(String content, String... flags) throws IOException {
        CommandRun run = convert(content, flags);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(out()).as(content).hasContent("x,y\n1,a\n");
    }

    @Test
    void contradictionsAreWrongUsageAndNameTheFlags() throws IOException {
        CommandRun both = convert("x\n1\n", "--quote", "'", "--no-quote");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.errors()).contains("--quote and --no-quote contradict each other");
        CommandRun names = convert("x\n1\n", "--names", "a");
        assertThat(names.exitCode()).isEqualTo(2);
        assertThat(names.errors()).contains("--names is for files without a header: add --no-header");
        CommandRun type = convert("x\n1\n", "--type", "x=number");
        assertThat(type.exitCode()).isEqualTo(2);
        assertThat(type.errors()).contains("'number' is no type; there are decimal(P,S), boolean, byte");
        CommandRun other =
                CommandRun.of("convert", directory.resolve("a.arrow").toString(), out().toString(), "--trim");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.errors()).contains("how CSV is read is set, but");
    }

    @Test
    void errorsAdviseFlagsThatWork() throws IOException {
        String rows = "x,y\n" + "1,a\n".repeat(10_000);
        CommandRun large = convert(rows + "9223372036854775808,b\n");
        assertThat(large.exitCode()).isEqualTo(1);
        assertThat(large.errors())
                .contains("scan with --type 'x=decimal(38,0)'")
                .doesNotContain("CsvOptions");
        assertThat(convert(rows + "9223372036854775808,b\n", "--type", "x=decimal(38,0)")
                        .exitCode())
                .isZero();
        CommandRun absent = convert(rows + "\\N,b\n");
        assertThat(absent.errors()).contains("--null-token '\\N'");
        assertThat(convert(rows + "\\N,b\n", "--null-token", "\\N").exitCode()).isZero();
        CommandRun bytes = convert("x,y\n1,\u00FC\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(bytes.errors()).contains("--charset ISO-8859-1", "--invalid-bytes replace");
        CommandRun few = convert("x,y\n1,2\n3\n");
        assertThat(few.errors()).contains("--on-error skip");
    }

    @Test
    void patternsMeanFilesAndTheirNamesAreAColumn() throws IOException {
        for (String name : new String[] {"p2.csv", "p1.csv", "q.csv"}) {
            Files.writeString(directory.resolve(name), "x\n" + name + "\n");
        }
        CommandRun run = CommandRun.of(
                "convert", directory + "/p*.csv", directory + "/q.csv", out().toString(), "--file-name-column", "file");
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(Files.readString(out()).replace(directory + "/", ""))
                .isEqualTo("x,file\np1.csv,p1.csv\np2.csv,p2.csv\nq.csv,q.csv\n");
        CommandRun none = CommandRun.of("convert", directory + "/z*.csv", out().toString());
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.errors()).contains("no file matches");
        CommandRun missing = CommandRun.of("convert", directory + "/z.csv", out().toString());
        assertThat(missing.errors()).contains("z.csv: there is no such file");
    }

    @Test
    void whatTheFileSaysIsNotTakenForAdvice() {
        assertThat(CsvFlagAdvice.of(
                        "f, line 1: wrong.\nrecord: noHeader(),1\nOr scan with CsvOptions.builder().noQuote()."))
                .isEqualTo("f, line 1: wrong.\nrecord: noHeader(),1\nOr scan with --no-quote.");
        assertThat(CsvFlagAdvice.of("the column 'noHeader()' is unknown: leave noHeader() out"))
                .isEqualTo("the column 'noHeader()' is unknown: leave --no-header out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "give CsvOptions.builder().noHeader().schema(...)|give --no-header --schema COLUMN=TYPE,...",
                "CsvOptions.builder().delimiter(';').skipLines(2).charset(Charset.forName(\"UTF-16LE\"))"
                        + "|--delimiter ';' --skip-lines 2 --charset UTF-16LE",
                "CsvOptions.builder().delimiter(',').decimalSeparator(',').groupingSeparator('.')."
                        + "|--delimiter , --decimal-separator , --grouping-separator ..",
                "it: ',' or ';'. Scan with CsvOptions.builder().delimiter(')')|it: ',' or ';'. Scan with --delimiter ')'",
                "CsvOptions.builder().delimiter('\\u0001').escape('\\\\')|--delimiter '\\u0001' --escape '\\'",
                "set dateFormat(\"dd.MM.uuuu (noQuote())\")|set --in-date-format 'dd.MM.uuuu (noQuote())'",
                "CsvOptions.builder().format(\"a\", \"HH:mm\"), or so|--in-format a=HH:mm, or so",
                "set its type(...), or leave the format out|set its --type COLUMN=TYPE, or leave the format out",
                "CsvOptions.builder().type(\"a b\", DataType.localTimestamp(Resolution.NANOS))"
                        + "|--type 'a b=local_timestamp(ns)'",
                "all the same: .type(\"x\", DataType.decimal(38, 2)).|all the same: --type 'x=decimal(38,2)'.",
                "nullTokens(\"\\\\N\", \"-\")|--null-token '\\N' --null-token -",
                "CsvOptions.builder().badRows(BadRows.fail().truncating()), which|--truncate, which",
                "CsvOptions.builder().badRows(other()).noQuote()|CsvOptions.builder().badRows(other()).noQuote()",
                "decimalSeparator and groupingSeparator must differ"
                        + "|--decimal-separator and --grouping-separator must differ",
                "sampleSize must be at least 1 row|--sample-rows must be at least 1 row",
                "a record (or a row) of a quote(s)|a record (or a row) of a quote(s)",
                "not sure enough; Csv.detect(file) says why.|not sure enough; the command detect says why."
            })
    void adviceIsTranslatedInOnePass(String java, String flags) {
        assertThat(CsvFlagAdvice.of(java)).isEqualTo(flags);
    }

    @Test
    void furtherOptionsAreFlags() throws IOException {
        assertAs("x,y\n1,a\n", "--schema", "x=decimal(9,0),y=string", "--windows", "map", "--chunk-rows", "1");
        assertAs("x,y\n1,a\n", "--window-size", "1k", "--max-record-size", "64", "--infer-narrow-integers");
        assertAs("x\u0001y\n1\u0001a\n", "--delimiter", "\\u0001");
        assertThat(convert("x,y\n-9,-9\n", "--column-null-token", "x=-9", "--column-null-token", "x=-8")
                        .exitCode())
                .isZero();
        assertThat(out()).hasContent("x,y\n,-9\n");
        assertThat(convert("x,y\n1\n1,2,3\n", "--pad", "--truncate").exitCode()).isZero();
        assertThat(out()).hasContent("x,y\n1,\n1,2\n");
        assertThat(convert("x,y\n1\n1,2\n", "--on-error", "skip", "--max-error-share", "0.1")
                        .exitCode())
                .isOne();
        assertThat(convert("x\n1\n", "--max-error-share", "0.1").errors())
                .contains("--max-error-share needs --on-error skip or reject");
        assertThat(convert("x\n1\n", "--on-error", "skip", "--max-error-share", "2")
                        .errors())
                .contains("--max-error-share must be from 0 to 1");
        assertThat(convert("x\n13:45\n", "--in-time-format", "H:mm", "--type", "x=time(s)")
                        .exitCode())
                .isZero();
        assertThat(out()).hasContent("x\n13:45:00\n");
        assertThat(convert("x\n1.2.2024 13:45\n", "--in-timestamp-format", "d.M.uuuu H:mm")
                        .exitCode())
                .isZero();
        assertThat(out()).hasContent("x\n2024-02-01T13:45:00\n");
        assertThat(convert("x,y\n1.25,1.25\n", "--column-decimal-places", "x=1").exitCode())
                .isZero();
        assertThat(out()).hasContent("x,y\n1.3,1.25\n");
        String file = directory.resolve("in.csv").toString();
        assertThat(CommandRun.of("convert", file, file, "--replace-input").exitCode())
                .isZero();
        assertThat(convert("x\n1\n", "--column-null-token", "x").errors()).contains("must be COLUMN=TEXT");
        assertThat(convert("x\n1\n", "--schema", "x").errors()).contains("columns must be NAME=TYPE");
    }

    @Test
    void formatsAndHeadersAreFlags() throws IOException {
        assertThat(convert(
                                "p;c;b;t\n12,5 %;(\u20ac 1.234,56);ja;2024-07-01T12:00:00\n0%;5 EUR;nein;2024-01-01T12:00:00\n",
                                "--delimiter",
                                ";",
                                "--decimal-separator",
                                ",",
                                "--grouping-separator",
                                ".",
                                "--percent-numbers",
                                "--accounting-negatives",
                                "--currency-sign",
                                "\u20ac",
                                "--currency-sign",
                                "EUR",
                                "--true-token",
                                "ja",
                                "--false-token",
                                "nein",
                                "--zone",
                                "Europe/Berlin")
                        .exitCode())
                .isZero();
        assertThat(out())
                .hasContent("p,c,b,t\n0.125,-1234.56,true,2024-07-01T10:00:00Z\n0.0,5.0,false,2024-01-01T11:00:00Z\n");
        assertThat(convert(
                                "Report\n2023,,n\na,b,\n1,2,3\n",
                                "--skip-rows",
                                "1",
                                "--header-rows",
                                "2",
                                "--header-separator",
                                " ")
                        .exitCode())
                .isZero();
        assertThat(out()).hasContent("2023 a,2023 b,n\n1,2,3\n");
        Path comments = directory.resolve("comments.txt");
        assertThat(convert("#one\nx\n1\n# two\n", "--comment", "#", "--comments", comments.toString())
                        .exitCode())
                .isZero();
        assertThat(out()).hasContent("x\n1\n");
        assertThat(comments).hasContent("one\n two\n");
        assertWrong("add --comment CHARACTER", "--comments", comments.toString());
        assertWrong("add --header-rows", "--header-separator", " ");
        assertWrong("--header-rows and --no-header contradict", "--header-rows", "2", "--no-header");
        assertWrong("--true-token", "--true-token", "a");
        assertWrong("so that --zone ZONE says nothing", "--zone", "Z", "--in-timestamp-format", "uuuu-MM-dd HH:mm xxx");
        assertWrong("--type", "--in-format", "x=uuuu");
    }

    private void assertWrong(String message, String... flags) throws IOException {
        CommandRun run = convert("x\n1\n", flags);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors().lines().findFirst().orElse("")).contains(message);
    }
}
