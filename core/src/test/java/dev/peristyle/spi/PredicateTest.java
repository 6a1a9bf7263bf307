package dev.peristyle.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.spi.Condition.And;
import dev.peristyle.spi.Condition.Comparison;
import dev.peristyle.spi.Condition.In;
import dev.peristyle.spi.Condition.IsNull;
import dev.peristyle.spi.Condition.Not;
import dev.peristyle.spi.Condition.Opaque;
import dev.peristyle.spi.Condition.Operator;
import dev.peristyle.spi.Condition.Or;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What bounds and statistics say of a condition is never wrong, and where it is plain, it is said. */
class PredicateTest {

    private static final List<Object> NUMBERS = List.of(-1L, 0L, 1L, 3, 2.5, new BigDecimal("2.50"), Double.NaN, 7L);

    private static Condition id(Operator operator, Object value) {
        return new Comparison("id", operator, value);
    }

    @Test
    void boundsOfPlainConditions() {
        assertThat(Bounds.of(id(Operator.GE, 3L), "id")).isEqualTo(new Bounds(3L, true, null, false, true, false));
        assertThat(Bounds.of(new And(List.of(id(Operator.GT, 3L), id(Operator.LT, 9L))), "id"))
                .isEqualTo(new Bounds(3L, false, 9L, false, true, false));
        assertThat(Bounds.of(new Or(List.of(id(Operator.EQ, 3L), id(Operator.LE, 1L), id(Operator.EQ, 2L))), "id"))
                .isEqualTo(new Bounds(null, false, 3L, true, true, false));
        assertThat(Bounds.of(new In("id", List.of(5L, 2L, 9L)), "id"))
                .isEqualTo(new Bounds(2L, true, 9L, true, true, false));
        assertThat(Bounds.of(new Not(id(Operator.LT, 4L)), "id")).isEqualTo(Bounds.of(id(Operator.GE, 4L), "id"));
        assertThat(Bounds.of(new And(List.of(id(Operator.GT, 3L), id(Operator.LT, 3L))), "id")
                        .isEmpty())
                .isTrue();
        assertThat(Bounds.of(new IsNull("id"), "id")).isEqualTo(Bounds.NULLS);
        assertThat(Bounds.of(new Opaque("f(id)", List.of("id")), "id")).isEqualTo(Bounds.NONE);
        assertThat(Bounds.of(id(Operator.LT, 4L), "size")).isEqualTo(Bounds.NONE);
    }

    @Test
    void rowsWithinNoBoundsNeverPass() {
        Random random = Seeds.random(21);
        for (int round = 0; round < 20_000; round++) {
            Condition condition = random(random, 3);
            Object[] row = row(random);
            if (RowConditions.isTrue(condition, row)) {
                assertThat(RowConditions.isWithin(Bounds.of(condition, "id"), row[0]))
                        .as("%s with id %s", condition, row[0])
                        .isTrue();
                assertThat(RowConditions.isWithin(Bounds.of(condition, "size"), row[1]))
                        .as("%s with size %s", condition, row[1])
                        .isTrue();
            }
        }
    }

    @Test
    void rowsThatStatisticsRuleOutNeverPass() {
        Random random = Seeds.random(22);
        int ruledOut = 0;
        for (int round = 0; round < 20_000; round++) {
            Condition condition = random(random, 3);
            List<Object[]> rows = new ArrayList<>();
            int count = random.nextInt(4);
            for (int row = 0; row < count; row++) {
                rows.add(row(random));
            }
            Statistics known = statistics(rows, random);
            if (!Pruning.canHold(condition, known)) {
                ruledOut++;
                for (Object[] row : rows) {
                    assertThat(RowConditions.isTrue(condition, row))
                            .as("%s of %s by %s", condition, List.of(row.length), known)
                            .isFalse();
                }
            }
        }
        assertThat(ruledOut).isGreaterThan(4000);
    }

    private static Statistics statistics(List<Object[]> rows, Random random) {
        Statistics known = Statistics.unknown();
        if (random.nextInt(4) > 0) {
            known = known.withRowCount(rows.size());
        }
        for (int column = 0; column < 2; column++) {
            Object min = null;
            Object max = null;
            long nulls = 0;
            for (Object[] row : rows) {
                Object value = row[column];
                nulls += value == null ? 1 : 0;
                if (value != null) {
                    min = min == null || ValueOrder.compare(value, min) < 0 ? value : min;
                    max = max == null || ValueOrder.compare(value, max) > 0 ? value : max;
                }
            }
            ColumnStatistics statistics = ColumnStatistics.unknown()
                    .withRange(random.nextInt(4) > 0 ? min : null, random.nextInt(4) > 0 ? max : null);
            known = known.withColumn(
                    column == 0 ? "id" : "size", random.nextInt(4) > 0 ? statistics.withNullCount(nulls) : statistics);
        }
        return known;
    }

    private static Object[] row(Random random) {
        return new Object[] {
            random.nextInt(4) == 0 ? null : NUMBERS.get(random.nextInt(NUMBERS.size())),
            random.nextInt(4) == 0 ? null : NUMBERS.get(random.nextInt(NUMBERS.size()))
        };
    }

    private static Condition random(Random random, int depth) {
        String column = random.nextBoolean() ? "id" : "size";
        int kind = random.nextInt(depth == 0 ? 3 : 6);
        return switch (kind) {
            case 0 -> new IsNull(column);
            case 1 ->
                new Comparison(
                        column,
                        List.of(Operator.values()).get(random.nextInt(6)),
                        NUMBERS.get(random.nextInt(NUMBERS.size())));
            case 2 -> new In(column, NUMBERS.subList(0, 1 + random.nextInt(3)));
            case 3 -> new Not(random(random, depth - 1));
            case 4 -> new And(List.of(random(random, depth - 1), random(random, depth - 1)));
            default -> new Or(List.of(random(random, depth - 1), random(random, depth - 1)));
        };
    }

    @Test
    void numbersCompareByTheirExactValues() {
        long odd = (1L << 53) + 1;
        assertThat(ValueOrder.compare(odd, (double) odd)).isPositive();
        assertThat(ValueOrder.compare(1, new BigDecimal("1.000"))).isZero();
        assertThat(ValueOrder.compare(-0.0, 0L)).isZero();
        assertThat(ValueOrder.compare(Double.NaN, Double.POSITIVE_INFINITY)).isPositive();
        assertThat(ValueOrder.compare(Float.NaN, Double.NaN)).isZero();
        assertThat(ValueOrder.compare(new BigDecimal("1e400"), Double.POSITIVE_INFINITY))
                .isNegative();
        assertThatThrownBy(() -> ValueOrder.compare("1", 1)).hasMessageContaining("cannot be compared");
    }

    @Test
    void textComparesByItsBytes() {
        List<String> ordered = List.of("", "A", "a", "ab", "\u00E9", "\uD7FF", "\uE000", "\uFFFF", "\uD83D\uDE00");
        for (int left = 0; left < ordered.size(); left++) {
            for (int right = 0; right < ordered.size(); right++) {
                assertThat(Integer.signum(ValueOrder.compare(ordered.get(left), ordered.get(right))))
                        .isEqualTo(Integer.compare(left, right));
            }
        }
    }

    @Test
    void impossibleStatisticsAreErrors() {
        assertThatThrownBy(() -> Statistics.unknown().withRowCount(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a source cannot have -1 rows");
        assertThatThrownBy(() -> Statistics.unknown().withBytes(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ColumnStatistics.unknown().withNullCount(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ColumnStatistics.unknown().withDistinctCount(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ColumnStatistics.unknown().withRange(3, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ColumnStatistics.unknown().withRange(3, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPredicateThatTellsNothingRulesNothingOut() {
        Predicate opaque = new Predicate() {
            @Override
            public List<String> columns() {
                return List.of("id");
            }

            @Override
            public String describe() {
                return "f(id)";
            }

            @Override
            public Evaluator open(MemoryPool pool) {
                return new Evaluator() {
                    @Override
                    public int evaluate(Chunk chunk, long bitmap) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void close() {}
                };
            }
        };
        assertThat(opaque.condition()).isEqualTo(new Opaque("f(id)", List.of("id")));
        assertThat(opaque.bounds("id")).isEqualTo(Bounds.NONE);
        assertThat(opaque.canHold(Statistics.unknown())).isTrue();
        assertThat(opaque.canHold(Statistics.unknown().withRowCount(0))).isFalse();
    }
}
