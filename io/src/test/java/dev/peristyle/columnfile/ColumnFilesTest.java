package dev.peristyle.columnfile;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Aggregate;
import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.execution.Execution;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.columnfile.ColumnFilesSource;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.NumberedRows;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several column files as one, in directories that say columns. */
class ColumnFilesTest {
    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("name", DataType.STRING)
            .build();

    private final Random random = Seeds.fresh();
    private final List<Object[]> all = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    /** Writes a file of random rows, which are expected with what the directories say. */
    private Path add(String folder, int rows, Object... keys) throws IOException {
        Path file = directory.resolve(folder).resolve("part-0.arrow");
        Files.createDirectories(file.getParent());
        List<Object[]> data = BoxedRows.random(SCHEMA, rows, 0.2, random);
        ColumnFileWriteOptions options = ColumnFileWriteOptions.builder()
                .compression(random.nextBoolean() ? BatchCompression.LZ4 : BatchCompression.NONE)
                .build();
        ColumnFiles.write(ColumnFile.to(file, options), SCHEMA, data, 4 << 20, 100, random);
        for (Object[] row : data) {
            Object[] whole = Arrays.copyOf(row, row.length + keys.length);
            System.arraycopy(keys, 0, whole, row.length, keys.length);
            all.add(whole);
        }
        return file;
    }

    private void addCountries() throws IOException {
        add("country=CH/month=1", 300, "CH", 1L);
        add("country=CH/month=12", 3000, "CH", 12L);
        add("country=DE/month=2", 0, "DE", 2L);
        add("country=DE/month=3", 700, "DE", 3L);
        add("country=__HIVE_DEFAULT_PARTITION__/month=3", 100, null, 3L);
        add("country=a%2Fb%C3%A9/month=__HIVE_DEFAULT_PARTITION__", 40, "a/bé", null);
    }

    private static List<Object[]> rows(Pipeline pipeline, int threads) {
        Execution execution = Execution.builder().threads(threads).build();
        try (Table table = pipeline.using(execution).collect()) {
            return BoxedRows.of(table);
        }
    }

    private List<Object[]> expected(Predicate<Object[]> condition) {
        return all.stream().filter(condition).toList();
    }

    @Test
    void directoriesAreColumns() throws IOException {
        addCountries();
        Files.createDirectories(directory.resolve("_temporary/country=XX/month=1"));
        Files.writeString(directory.resolve("_temporary/country=XX/month=1/part-0.arrow"), "no data");
        Files.writeString(directory.resolve("country=CH/_SUCCESS"), "");
        Files.writeString(directory.resolve("country=CH/.part.arrow"), "no data");
        for (int threads : new int[] {1, 3}) {
            Pipeline files = ColumnFile.scanDirectory(directory);
            assertThat(files.schema())
                    .isEqualTo(Schema.builder()
                            .add("id", DataType.LONG)
                            .add("name", DataType.STRING)
                            .add("country", DataType.STRING)
                            .add("month", DataType.LONG)
                            .build());
            ColumnFiles.assertSame(rows(files, threads), all);
            ColumnFiles.assertSame(
                    rows(files.select("month", "id"), threads),
                    all.stream().map(row -> new Object[] {row[3], row[0]}).toList());
            ColumnFiles.assertSame(
                    rows(files.filter(col("month").gt(2).and(col("id").gt(0))), threads),
                    expected(row -> row[3] != null && (Long) row[3] > 2 && row[0] != null && (Long) row[0] > 0));
            ColumnFiles.assertSame(
                    rows(files.filter(col("country").isNull()), threads), expected(row -> row[2] == null));
            ColumnFiles.assertSame(
                    rows(
                            files.filter(col("country")
                                    .eq(col("name"))
                                    .or(col("month").eq(1))),
                            threads),
                    expected(row -> row[3] != null && (Long) row[3] == 1 || row[2] != null && row[2].equals(row[1])));
            assertThat(files.count()).isEqualTo(all.size());
            assertThat(files.filter(col("month").eq(12)).count()).isEqualTo(3000);
            List<Object[]> groups = rows(files.groupBy("month").aggregate(count().as("n")), threads);
            assertThat(groups).hasSize(4);
            assertThat(rows(files.aggregate(sum(col("month")).as("s")), threads)
                            .get(0)[0]
                            .toString())
                    .isEqualTo(String.valueOf(300 + 12 * 3000 + 3 * 800));
        }
    }

    /** A file that is not needed may be anything. */
    @Test
    void filesThatNoFilterLetsThroughAreNotOpened() throws IOException {
        addCountries();
        Path bad = directory.resolve("country=DE/month=4/part-0.arrow");
        Files.createDirectories(bad.getParent());
        Files.writeString(bad, "no column file");
        Pipeline files = ColumnFile.scanDirectory(directory);
        Pipeline some = files.filter(col("month").ne(4));
        ColumnFiles.assertSame(rows(some, 2), expected(row -> row[3] != null));
        assertThat(some.explain()).contains("directories: 2 of 7 files skipped");
        assertThat(files.filter(col("country").eq("CH")).explain()).contains("directories: 5 of 7 files skipped");
        assertThat(files.filter(col("country").eq("none")).count()).isZero();
        assertThatThrownBy(() -> rows(files, 1))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(bad.toString());
    }

    @Test
    void joinsKnowHowManyRowsThereAre() throws IOException {
        addCountries();
        Path few = add("few", 300, "XX", 1L);
        all.clear();
        Pipeline left = ColumnFile.scan(few).rename("name", "left name");
        Pipeline right = ColumnFile.scan(directory + "/country=*/*/*.arrow").select("id");
        String plan = left.join(right, JoinKind.SEMI, JoinOn.on("id")).explain();
        assertThat(plan).contains("holds the left, which is less: the left has 300 rows, the right 4,140 rows");
        // a damaged file is an error of the run, not of the plan
        Path damaged = directory.resolve("country=CH/month=12/part-0.arrow");
        Files.write(damaged, Arrays.copyOf(Files.readAllBytes(damaged), 1000));
        Pipeline joined = left.join(
                ColumnFile.scan(directory + "/country=*/*/*.arrow").select("id"), JoinKind.SEMI, JoinOn.on("id"));
        assertThat(joined.explain()).contains("the right an unknown number of rows");
        assertThatThrownBy(joined::count).isInstanceOf(MalformedDataException.class);
    }

    /** All types, in files with rows and without, some of which have only nulls. */
    @Test
    void countsAndExtremesOfAllFilesAreAnsweredWithoutReading() throws IOException {
        int answered = 0;
        for (Field field : BoxedRows.everyType().fields()) {
            Schema schema = Schema.builder().add("v", field.type()).build();
            Path data = Files.createDirectories(
                    directory.resolve("type-" + answered + field.name().hashCode() + "/k=1"));
            for (int file = 0; file < 4; file++) {
                double nulls = random.nextInt(4) == 0 ? 1 : 0.2;
                List<Object[]> rows = BoxedRows.random(schema, file == 2 ? 0 : 1 + random.nextInt(60), nulls, random);
                ColumnFiles.write(data.resolve(file + ".arrow"), schema, rows, 1 << 20, 20, random);
            }
            Pipeline all = ColumnFile.scanDirectory(data.getParent());
            Aggregate[] known = {
                min(col("v")).as("min"),
                max(col("v")).as("max"),
                count(col("v")).as("n")
            };
            Pipeline answer = all.aggregate(known);
            try (Table table = all.collect();
                    Table expected = Pipeline.from(table).aggregate(known).collect();
                    Table actual = answer.collect()) {
                ColumnFiles.assertSame(BoxedRows.of(actual), BoxedRows.of(expected));
            }
            answered += answer.explain().contains("without reading it") ? 1 : 0;
            assertThat(all.aggregate(count(col("v")).as("n")).explain()).contains("without reading it");
            assertThat(all.aggregate(max(col("k")).as("k")).explain()).doesNotContain("without reading it");
        }
        assertThat(answered).isGreaterThan(12);
    }

    @Test
    void patternsSayWhichFiles() throws IOException {
        addCountries();
        ColumnFiles.assertSame(
                rows(ColumnFile.scan(directory + "/country=CH/*/*.arrow"), 2), expected(row -> "CH".equals(row[2])));
        assertThatThrownBy(() -> ColumnFile.scan(directory + "/*.arrow"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no file matches");
        assertThatThrownBy(() -> ColumnFile.scanDirectory(directory.resolve("none")))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> ColumnFile.scan(directory)).hasMessageContaining("scanDirectory");
    }

    @Test
    void typesAreInferredOrGiven() throws IOException {
        add("day=2024-02-29/code=03/n=-7", 5, LocalDate.of(2024, 2, 29), "03", -7L);
        add("day=2024-03-01/code=4/n=__HIVE_DEFAULT_PARTITION__", 5, LocalDate.of(2024, 3, 1), "4", null);
        ColumnFiles.assertSame(rows(ColumnFile.scanDirectory(directory), 1), all);
        ColumnFiles.assertSame(
                rows(ColumnFile.scanDirectory(directory).filter(col("day").gt(LocalDate.of(2024, 2, 29))), 1),
                all.subList(5, 10));
        Schema given = Schema.builder()
                .add("code", DataType.SHORT)
                .add("n", DataType.decimal(5, 1))
                .build();
        Pipeline files = ColumnFile.scanDirectory(directory, given);
        assertThat(files.schema().field(3).type()).isEqualTo(DataType.SHORT);
        List<Object[]> short3 = rows(files.filter(col("code").eq(3)), 1);
        assertThat(short3).hasSize(5);
        assertThat(short3.get(0)[3]).isEqualTo((short) 3);
        assertThat(short3.get(0)[4].toString()).isEqualTo("-7.0");
        Schema wrong = Schema.builder().add("day", DataType.INT).build();
        assertThatThrownBy(() -> rows(ColumnFile.scanDirectory(directory, wrong), 1))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("'2024-02-29', which is no int");
        Schema none = Schema.builder().add("year", DataType.INT).build();
        assertThatThrownBy(() -> ColumnFile.scanDirectory(directory, none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not say a column 'year'");
    }

    @Test
    void filesThatAreNoDatasetAreRefused() throws IOException {
        add("k=1", 5, 1L);
        Path other = directory.resolve("k=2/part-0.arrow");
        Files.createDirectories(other.getParent());
        Schema[] schemas = {
            Schema.builder().add("id", DataType.LONG).build(),
            Schema.builder()
                    .add("id", DataType.INT)
                    .add("name", DataType.STRING)
                    .build(),
            Schema.builder()
                    .add("name", DataType.STRING)
                    .add("id", DataType.LONG)
                    .add("more", DataType.LONG)
                    .build()
        };
        for (Schema schema : schemas) {
            ColumnFiles.write(other, schema, BoxedRows.random(schema, 3, 0, random), 1 << 20, 3, random);
            assertThatThrownBy(() -> rows(ColumnFile.scanDirectory(directory), 2))
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining(other.toString())
                    .hasMessageContaining("cannot be read as one with");
        }
        // the same columns in another order are
        Schema turned = Schema.builder()
                .add("name", DataType.STRING)
                .add("id", DataType.LONG)
                .build();
        ColumnFiles.write(other, turned, List.of(new Object[][] {{"x", 7L}}), 1 << 20, 3, random);
        assertThat(rows(ColumnFile.scanDirectory(directory).filter(col("k").eq(2)), 1)
                        .get(0))
                .containsExactly(7L, "x", 2L);
        add("id=3", 5);
        assertThatThrownBy(() -> ColumnFile.scanDirectory(directory)).hasMessageContaining("have to be the same");
        assertThatThrownBy(() -> ColumnFile.scanDirectory(
                        directory.resolve("id=3").getParent(), Schema.builder().build()))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> ColumnFile.scan(directory + "/id=*/*.arrow"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("column 'id' is in the file, and its directories say it too");
    }

    @Test
    void fewFilesAreOpenAtATime() throws IOException {
        for (int number = 0; number < 30; number++) {
            add("n=" + number, 10, (long) number);
        }
        int[] most = {0};
        ColumnFile.scanDirectory(directory)
                .using(Execution.builder().threads(1).build())
                .forEach(row ->
                        most[0] = Math.max(most[0], Resources.of(directory).size()));
        assertThat(most[0]).isBetween(1, 2);
    }

    /** Without directories that say columns, the rows are those of the files. */
    @Nested
    class Contract extends SourceContract {
        @AfterEach
        void nothingIsOpen() {
            assertThat(Resources.of(directory)).isEmpty();
        }

        @Override
        protected Source source(int rows) {
            List<Object[]> numbered =
                    LongStream.range(0, rows).mapToObj(NumberedRows::row).toList();
            for (int part = 0; part < 5; part++) {
                ColumnFiles.write(
                        directory.resolve("part-" + part + ".arrow"),
                        NumberedRows.SCHEMA,
                        numbered.subList(rows * part / 5, rows * (part + 1) / 5),
                        20_000,
                        100,
                        Seeds.fresh());
            }
            return ColumnFilesSource.ofDirectory(directory, Schema.builder().build(), WindowMode.READ);
        }
    }
}
