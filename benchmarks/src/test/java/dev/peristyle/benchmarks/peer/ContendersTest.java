package dev.peristyle.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.peristyle.benchmarks.data.Datasets;
import dev.peristyle.benchmarks.data.Shape;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contender's answer to every job, against what the generator says and against each other. */
class ContendersTest {
    private static final Map<Job, Answer> EXPECTED = new EnumMap<>(Job.class);
    private static final double SCALE = 0.01;

    @BeforeAll
    static void answersFromTheGenerator() {
        PricingSummary pricing = new PricingSummary();
        long rows = 0;
        long kept = 0;
        double forecast = 0;
        long characters = 0;
        for (LineItem item : new LineItemGenerator(SCALE, 1, 1)) {
            String[] fields = item.toLine().split("\\|", -1);
            String shipped = fields[10];
            double discount = item.getDiscountPercent() / 100.0;
            double price = item.getExtendedPriceInCents() / 100.0;
            rows++;
            for (String field : fields) {
                characters += field.length();
            }
            if (shipped.compareTo("1998-09-02") <= 0) {
                double tax = item.getTaxPercent() / 100.0;
                pricing.add(fields[8].charAt(0), fields[9].charAt(0), item.getQuantity(), price, discount, tax);
            }
            if (shipped.startsWith("1994")
                    && item.getDiscountPercent() >= 5
                    && item.getDiscountPercent() <= 7
                    && item.getQuantity() < 24) {
                forecast += price * discount;
            }
            if (shipped.compareTo("1995-01-01") >= 0 && item.getQuantity() < 30) {
                kept++;
            }
        }
        EXPECTED.put(Job.COUNT, Answer.of(rows));
        EXPECTED.put(Job.STRINGS, Answer.of(characters));
        EXPECTED.put(Job.QUERY_1, pricing.answer());
        EXPECTED.put(Job.QUERY_6, Answer.of(forecast));
        EXPECTED.put(Job.ETL, Answer.of(kept));
        assertThat(rows).isEqualTo(60_175);
    }

    static Stream<Arguments> jobs() throws Exception {
        List<Arguments> all = new ArrayList<>();
        for (String name : Contenders.NAMES) {
            try (Contender contender = Contenders.open(name, 1)) {
                contender.jobs().forEach(job -> all.add(Arguments.of(name, job, 1)));
                if (name.startsWith("peristyle")) {
                    contender.jobs().forEach(job -> all.add(Arguments.of(name, job, 2)));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} {1}, {2} threads")
    @MethodSource("jobs")
    void answersAsExpected(String name, Job job, int threads, @TempDir Path directory) throws Exception {
        try (Contender contender = Contenders.open(name, threads)) {
            if (job == Job.SHAPE) {
                for (Shape shape : Shape.values()) {
                    Path file = directory.resolve(shape + ".csv");
                    shape.write(1, file);
                    assertThat(contender.run(job, file, null)).as(shape.name()).isEqualTo(ShapeOracle.answer(file));
                }
                return;
            }
            Path output = directory.resolve("out.csv");
            Answer answer = contender.run(job, input(job), output);
            assertMatches(answer, expected(job));
            if (job == Job.ETL) {
                assertOutput(output);
            }
        }
    }

    @Test
    void refusesWhatItDoesNotDo() throws Exception {
        try (Contender contender = Contenders.open("list", 1)) {
            assertThatThrownBy(() -> contender.run(Job.SHAPE, input(Job.COUNT), null))
                    .hasMessageContaining("list does")
                    .hasMessageContaining("not SHAPE");
        }
        assertThatThrownBy(() -> Contenders.open("nobody", 1))
                .hasMessageContaining("nobody")
                .hasMessageContaining("fastcsv");
    }

    /** The jobs that the generator does not answer are answered by two contenders that share no code. */
    private static Answer expected(Job job) throws Exception {
        Answer known = EXPECTED.get(job);
        if (known == null) {
            try (Contender contender = Contenders.open("duckdb", 1)) {
                known = contender.run(job, input(job), null);
            }
            String second = job == Job.ALL_COLUMNS ? "deephaven-csv" : "fastcsv";
            try (Contender contender = Contenders.open(second, 1)) {
                assertMatches(contender.run(job, input(job), null), known);
            }
            EXPECTED.put(job, known);
        }
        return known;
    }

    private static Path input(Job job) {
        return switch (job) {
            case MEASUREMENTS -> Datasets.measurements("");
            case SMALL -> Datasets.small();
            default -> Datasets.lineitem("");
        };
    }

    private static void assertMatches(Answer answer, Answer expected) {
        assertThat(answer.matches(expected))
                .as("%s%nexpected%n%s", answer, expected)
                .isTrue();
    }

    private static void assertOutput(Path output) throws Exception {
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(lines.get(0)).isEqualTo(String.join(",", EtlOutput.COLUMNS));
        int row = 1;
        for (LineItem item : new LineItemGenerator(SCALE, 1, 1)) {
            String[] fields = item.toLine().split("\\|", -1);
            if (fields[10].compareTo("1995-01-01") >= 0 && item.getQuantity() < 30) {
                String[] written = lines.get(row++).split(",", 7);
                double revenue = item.getExtendedPriceInCents() * (100 - item.getDiscountPercent()) / 10_000.0;
                assertThat(written[0]).isEqualTo(fields[0]);
                assertThat(written[1]).isEqualTo(fields[1]);
                assertThat(Double.parseDouble(written[2])).isEqualTo(item.getQuantity());
                assertThat(Double.parseDouble(written[3])).isCloseTo(revenue, within(1e-6));
                assertThat(written[4]).isEqualTo(fields[10]);
                assertThat(written[5]).isEqualTo(fields[14]);
                assertThat(written[6].replace("\"", "")).isEqualTo(fields[15]);
            }
        }
        assertThat(lines).hasSize(row);
    }
}
