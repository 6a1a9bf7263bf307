package dev.peristyle.internal.plan;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.RowCursor;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ColumnStatistics;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import dev.peristyle.spi.Statistics;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Over a source that cannot be read: what is answered is answered without it. */
class AnswerFromStatisticsTest {

    private static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.INT)
            .add("size", DataType.UNSIGNED_LONG)
            .add("ratio", DataType.FLOAT)
            .add("price", DataType.decimal(9, 2))
            .add("flag", DataType.BOOLEAN)
            .add("day", DataType.DATE)
            .add("time", new DataType.Timestamp(Resolution.MILLIS, true))
            .add("local", new DataType.Timestamp(Resolution.SECONDS, false))
            .add("name", DataType.STRING)
            .add("empty", DataType.STRING)
            .add("vague", DataType.STRING)
            .build();

    private static final class Known implements Source {
        @Override
        public Schema schema() {
            return SCHEMA;
        }

        @Override
        public String describe() {
            return "rows";
        }

        @Override
        public Set<Object> reads() {
            return Set.of("rows");
        }

        @Override
        public FilterSupport support(Predicate predicate) {
            return FilterSupport.EXACT;
        }

        @Override
        public Statistics exactStatistics(List<String> columns) {
            Statistics known = Statistics.unknown().withRowCount(10);
            for (String column : columns) {
                known = known.withColumn(column, column(column));
            }
            return known;
        }

        private static ColumnStatistics column(String name) {
            ColumnStatistics known = ColumnStatistics.unknown().withNullCount(3);
            return switch (name) {
                case "id" -> known.withRange(-5L, 7L);
                case "size" -> known.withRange(0L, new BigDecimal("18446744073709551615"));
                case "ratio" -> known.withRange(-0.5, Double.NaN);
                case "price" -> known.withRange(new BigDecimal("-1.50"), new BigDecimal("2.00"));
                case "flag" -> known.withRange(false, true);
                case "day" -> known.withRange(LocalDate.EPOCH, LocalDate.of(2026, 11, 30));
                case "time" -> known.withRange(Instant.EPOCH, Instant.ofEpochMilli(1));
                case "local" ->
                    known.withRange(LocalDateTime.of(1969, 12, 31, 23, 59), LocalDateTime.of(2026, 1, 1, 0, 0));
                case "name" -> known.withRange("", "日本");
                case "empty" -> ColumnStatistics.unknown().withNullCount(10);
                default -> known.withRange("a", null);
            };
        }

        @Override
        public Scan open(ScanRequest request, RunContext context) {
            throw new AssertionError("the rows are read");
        }
    }

    private final Pipeline rows = Pipeline.from(new Known());

    private Object[] extremes(String column) {
        Pipeline answer = rows.aggregate(
                min(col(column)).as("min"),
                max(col(column)).as("max"),
                count(col(column)).as("count"));
        assertThat(answer.explain()).contains("scan what is known of rows without reading it");
        try (RowCursor row = answer.rows()) {
            assertThat(row.next()).isTrue();
            Object[] values = {row.get(0), row.get(1), row.get(2)};
            assertThat(row.next()).isFalse();
            return values;
        }
    }

    @Test
    void valuesOfEachTypeAreAnswered() {
        assertThat(rows.count()).isEqualTo(10);
        assertThat(extremes("id")).containsExactly(-5, 7, 7L);
        assertThat(extremes("size"))
                .containsExactly(BigInteger.ZERO, BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE), 7L);
        assertThat(extremes("ratio")).containsExactly(-0.5f, Float.NaN, 7L);
        assertThat(extremes("price")).containsExactly(new BigDecimal("-1.50"), new BigDecimal("2.00"), 7L);
        assertThat(extremes("flag")).containsExactly(false, true, 7L);
        assertThat(extremes("day")).containsExactly(LocalDate.EPOCH, LocalDate.of(2026, 11, 30), 7L);
        assertThat(extremes("time")).containsExactly(Instant.EPOCH, Instant.ofEpochMilli(1), 7L);
        assertThat(extremes("local"))
                .containsExactly(LocalDateTime.of(1969, 12, 31, 23, 59), LocalDateTime.of(2026, 1, 1, 0, 0), 7L);
        assertThat(extremes("name")).containsExactly("", "日本", 7L);
        assertThat(extremes("empty")).containsExactly(null, null, 0L);
    }

    @Test
    void otherNamesDoNotMatterAndAnAnswerIsARowAsAnyOther() {
        Pipeline answer = rows.rename("id", "number")
                .with("twice", col("number"))
                .aggregate(max(col("twice")).as("max"), min(col("vague")).as("min"))
                .with("next", col("max").plus(1));
        try (RowCursor row = answer.rows()) {
            row.next();
            assertThat(row.getInt("max")).isEqualTo(7);
            assertThat(row.getString("min")).isEqualTo("a");
            assertThat(row.get("next")).isEqualTo(8);
        }
    }

    @Test
    void whatIsNotKnownIsRead() {
        for (Pipeline read : List.of(
                rows.aggregate(max(col("vague"))),
                rows.aggregate(count(), sum(col("id"))),
                rows.aggregate(min(col("id").plus(1))),
                rows.filter(col("id").gt(3)).aggregate(count()),
                rows.limit(5).aggregate(count()),
                rows.groupBy("id").aggregate(count()))) {
            assertThat(read.explain()).contains("scan rows").doesNotContain("what is known");
        }
        assertThat(Pipeline.concat(rows, rows).aggregate(min(col("id"))).explain())
                .doesNotContain("what is known");
    }
}
