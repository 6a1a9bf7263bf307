package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path EXAMPLE = Path.of("src/test/java/dev/peristyle/examples/ReadmeExample.java");
    private static final Path JOB = Path.of("src/main/java/dev/peristyle/examples/shop/PipelineReport.java");
    private static final Path MODULE = Path.of("..", ".ci/consumer/src/module/module-info.java");
    private static final Pattern FENCE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void theCodeOfTheReadmeIsTheCodeThatIsCompiledHere() throws IOException {
        String compiled = Files.readString(EXAMPLE) + Files.readString(JOB);
        String module = Files.readString(MODULE);
        List<String> shown = FENCE.matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(shown)
                .hasSize(23)
                .allSatisfy(code -> assertThat(code.startsWith("module ") ? module : compiled)
                        .contains(
                                code.startsWith("module ")
                                        ? code
                                        : code.indent(8).replace("        \n", "\n")));
    }

    @Test
    void theCodeOfTheReadmeDoesWhatItSays() throws Exception {
        Files.writeString(directory.resolve("orders.csv"), """
                id,status,country,price,quantity
                1,SHIPPED,NL,2.5,10
                2,SHIPPED,NL,1.5,9
                3,OPEN,FR,100.0,100
                4,SHIPPED,FR,0.5,100
                5,SHIPPED,NL,3.5,10
                """);

        Process process = new ProcessBuilder(JavaCommand.of(ReadmeExample.class))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(directory.resolve("top.csv"))
                .hasContent("country,revenue,price,count\nNL,60.0,3.0,2\nFR,50.0,0.5,1\n");
    }

    @Test
    void theDatabasesOfTheReadmeDoWhatTheySay() throws SQLException {
        String url = "jdbc:h2:mem:readme;DATABASE_TO_UPPER=FALSE;DB_CLOSE_DELAY=60";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create table orders (id int, country varchar, price decimal(9, 2))");
            statement.execute(
                    "insert into orders values (1, 'NL', 10), (2, 'NL', 9.99), (3, 'FR', 20), (4, 'NL', 11.5)");
            ReadmeExample.databases(url);
            ReadmeExample.databases(url);
            List<String> revenues = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("select * from revenues order by 1")) {
                while (rows.next()) {
                    revenues.add(rows.getString(1) + " " + rows.getString(2));
                }
            }
            assertThat(revenues).containsExactly("FR 20.00", "NL 21.50");
        }
    }

    @Test
    void theRecordsOfTheReadmeGoInAndOut() {
        assertThat(ReadmeExample.recordsOfJava())
                .extracting(trades -> trades.schema().field("price").type().toString())
                .containsExactly("decimal(38,18)", "decimal(12,4)");
    }

    @Test
    void theFourStepsOfTheReadmeGiveTheSame() {
        assertThat(ReadmeExample.fourSteps()).hasSize(4).containsOnly(Map.of("PRS", 50L, "XYZ", 7L));
    }

    @Test
    void theJoinsOfTheReadmeDoWhatTheySay() throws IOException {
        List<Pipeline> joins = ReadmeExample.joins(
                file("customer_id,country,part", "1,NL,7", "2,FR,8", "3,NL,9"),
                file("customer_id,name", "1,Anna", "2,Bob"),
                file("id,label", "7,bolt"),
                file("day,price", "1,5", "1,6", "2,7"),
                file("customer_id,country", "2,FR", "3,FR"),
                file("day", "1", "2"),
                file("name", "NL", "FR", "DE"),
                file("symbol,time", "A,2026-01-01T10:00:07", "A,2026-01-01T10:00:01"),
                file("symbol,quote_time,bid", "A,2026-01-01T10:00:01,3", "B,2026-01-01T10:00:06,4"));

        assertThat(joins).extracting(Pipeline::count).containsExactly(2L, 3L, 3L, 2L, 6L, 2L);
        assertThat(joins)
                .extracting(join -> join.schema().names())
                .containsExactly(
                        List.of("customer_id", "country", "part", "name"),
                        List.of("customer_id", "country", "part", "id", "label"),
                        List.of("day", "price", "price_2"),
                        List.of("customer_id", "country", "part"),
                        List.of("day", "name"),
                        List.of("symbol", "time", "quote_time", "bid"));
    }

    @Test
    void theWindowsOfTheReadmeDoWhatTheySay() throws IOException {
        List<Pipeline> windows = ReadmeExample.windows(
                file("shop,revenue", "A,5", "A,7", "B,1", "A,6", "A,4"),
                file("share,day,price", "X,2026-01-02,3", "X,2026-01-01,1"),
                file("time", "2026-01-01T10:00:00", "2026-01-01T10:59:00", "2026-01-01T11:00:01"));

        assertThat(windows)
                .extracting(ReadmeTest::lines)
                .containsExactly(
                        List.of("A 5 3", "A 7 1", "B 1 1", "A 6 2"),
                        List.of("X 2026-01-02 3 2.0 1", "X 2026-01-01 1 1.0 null"),
                        List.of("2026-01-01T10:00 1", "2026-01-01T10:59 2", "2026-01-01T11:00:01 2"));
    }

    private static List<String> lines(Pipeline pipeline) {
        List<String> lines = new ArrayList<>();
        pipeline.forEach(row -> {
            StringJoiner line = new StringJoiner(" ");
            for (int column = 0; column < row.schema().size(); column++) {
                line.add(String.valueOf(row.get(column)));
            }
            lines.add(line.toString());
        });
        return lines;
    }

    private Pipeline file(String... lines) throws IOException {
        return Csv.scan(Files.write(Files.createTempFile(directory, "rows", ".csv"), List.of(lines)));
    }
}
