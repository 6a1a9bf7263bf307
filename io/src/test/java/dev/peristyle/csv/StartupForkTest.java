package dev.peristyle.csv;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.SortKey;
import dev.peristyle.platform.JavaFork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process loads and links before its first result. It is most of the time that a small job takes. */
class StartupForkTest {

    /** The query of this test links 86; each costs half a millisecond. */
    private static final int MAX_LAMBDAS = 100;

    /** The query of this test loads 572 of ours, lambdas included; each costs a quarter of a millisecond. */
    private static final int MAX_CLASSES = 700;

    @TempDir
    private Path directory;

    private List<String> loaded;

    @BeforeEach
    void query() throws IOException {
        Path file = Files.writeString(directory.resolve("orders.csv"), "shop,price,amount\nhere,1.25,3\nthere,2.5,4\n");
        JavaFork.Outcome outcome = JavaFork.run(
                Runtime.version().feature(), List.of("-Xlog:class+load:stdout:none"), Query.class, file.toString());
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).contains("rows: 2");
        loaded = outcome.output()
                .lines()
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();
    }

    @Test
    void theQueryLinksFewLambdasAndLoadsFewClasses() {
        List<String> ours = loaded.stream()
                .filter(name -> name.startsWith("dev.peristyle."))
                .toList();
        List<String> lambdas =
                ours.stream().filter(name -> name.contains("$$Lambda")).toList();
        assertThat(lambdas).as("lambdas").hasSizeLessThan(MAX_LAMBDAS);
        assertThat(ours).as("classes").hasSizeLessThan(MAX_CLASSES);
    }

    @Test
    void theQueryLinksNoEqualityOfRecords() {
        assertThat(loaded).contains("dev.peristyle.Pipeline").doesNotContain("java.lang.runtime.ObjectMethods");
    }

    @Test
    void theQueryDoesNotLoadTheFlightRecorder() {
        assertThat(loaded).noneMatch(name -> name.startsWith("jdk.jfr.internal."));
    }

    /** A small job with the usual steps. */
    static final class Query {

        private Query() {}

        public static void main(String[] arguments) {
            try (var rows = Csv.scan(Path.of(arguments[0]))
                    .filter(col("amount").gt(1).and(col("price").lt(100.0)))
                    .with("total", col("price").times(col("amount")))
                    .groupBy("shop")
                    .aggregate(
                            count().as("orders"),
                            sum(col("total")).as("total"),
                            max(col("amount")).as("most"))
                    .sortBy(SortKey.desc("total"))
                    .rows()) {
                long count = 0;
                while (rows.next()) {
                    count++;
                }
                System.out.println("rows: " + count);
            }
        }
    }
}
