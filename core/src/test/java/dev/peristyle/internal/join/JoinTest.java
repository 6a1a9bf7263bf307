package dev.peristyle.internal.join;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.JoinOn.everything;
import static dev.peristyle.JoinOn.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.JoinKind;
import dev.peristyle.JoinOn;
import dev.peristyle.Pipeline;
import dev.peristyle.SortKey;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins against two loops: every kind, every type of key, nulls, duplicates, conditions, sizes of chunks, threads. */
@Timeout(600)
class JoinTest {

    private record Keys(DataType type, List<Object> values) {}

    private static final List<Keys> KEYS = List.of(
            new Keys(DataType.BOOLEAN, List.of(true, false)),
            new Keys(DataType.BYTE, List.of(-1, 0, 1, 127, -128)),
            new Keys(DataType.SHORT, List.of(-1, 0, 300, 32767)),
            new Keys(DataType.INT, List.of(-1, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE)),
            new Keys(DataType.LONG, List.of(0L, -1L, 1L << 40, Long.MIN_VALUE)),
            new Keys(DataType.UNSIGNED_BYTE, List.of(0, 127, 128, 255)),
            new Keys(DataType.UNSIGNED_SHORT, List.of(0, 65535, 40000)),
            new Keys(DataType.UNSIGNED_INT, List.of(0L, 0xFFFF_FFFFL, 5L)),
            new Keys(DataType.UNSIGNED_LONG, List.of(BigInteger.ZERO, BigInteger.ONE.shiftLeft(63))),
            new Keys(DataType.FLOAT, List.of(0.0f, -0.0f, Float.NaN, Float.intBitsToFloat(0xFFC0_1234), 1.5f)),
            new Keys(DataType.float16(), List.of(0.0f, -0.0f, Float.NaN, 1.5f, -65_504f)),
            new Keys(
                    DataType.DOUBLE,
                    List.of(0.0, -0.0, Double.NaN, Double.longBitsToDouble(0xFFF8_0000_0000_1234L), 1e300)),
            new Keys(DataType.decimal(15, 2), List.of(0L, 12345L, -12345L)),
            new Keys(
                    DataType.decimal(38, 4),
                    List.of(
                            BigInteger.ZERO,
                            BigInteger.TEN.pow(30),
                            BigInteger.TEN.pow(30).negate())),
            new Keys(DataType.DATE, List.of(0, -1, 20000)),
            new Keys(DataType.time(Resolution.NANOS), List.of(0L, 86_399_000_000_000L)),
            new Keys(DataType.LOCAL_TIMESTAMP, List.of(0L, -1L, 1L << 50)),
            new Keys(DataType.STRING, List.of("", "a", "b", "abcdefgh", "abcdefghi", "abcdefghijklmnopqrstuvw", "\0")),
            new Keys(DataType.BINARY, List.of(new byte[] {}, new byte[] {0}, new byte[] {1, 2, 3})));

    private static Schema schema(String prefix, DataType... types) {
        Schema.Builder builder = Schema.builder().add(prefix + "n", DataType.INT);
        for (int key = 0; key < types.length; key++) {
            builder.add(prefix + "k" + key, types[key]);
        }
        return builder.add(prefix + "text", DataType.STRING).build();
    }

    private static List<Object[]> randomRows(Random random, int count, List<Keys> keys) {
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Object[] values = new Object[keys.size() + 2];
            values[0] = random.nextInt(20);
            for (int key = 0; key < keys.size(); key++) {
                List<Object> choice = keys.get(key).values;
                values[key + 1] = random.nextInt(6) == 0 ? null : choice.get(random.nextInt(choice.size()));
            }
            values[values.length - 1] = random.nextInt(5) == 0 ? null : "text " + row;
            rows.add(values);
        }
        return rows;
    }

    private static Pipeline pipeline(Schema schema, List<Object[]> rows, Random random, int threads) {
        int chunkRows = 1 + random.nextInt(9);
        int morselRows = 1 + random.nextInt(20);
        return Pipeline.from(new ListedRows(schema, rows, chunkRows, morselRows))
                .using(Execution.builder().threads(threads).build());
    }

    /** Two sides and what their join is to be. */
    private static final class Sides {
        final Pipeline left;
        final Pipeline right;
        final List<List<Object>> leftRows;
        final List<List<Object>> rightRows;

        Sides(Random random, List<Keys> keys, int leftCount, int rightCount, int threads) {
            DataType[] types = keys.stream().map(Keys::type).toArray(DataType[]::new);
            left = pipeline(schema("l_", types), randomRows(random, leftCount, keys), random, threads);
            right = pipeline(schema("r_", types), randomRows(random, rightCount, keys), random, threads);
            leftRows = NaiveJoin.rows(left);
            rightRows = NaiveJoin.rows(right);
        }

        private Sides(Pipeline left, Pipeline right) {
            this.left = left;
            this.right = right;
            leftRows = NaiveJoin.rows(left);
            rightRows = NaiveJoin.rows(right);
        }

        /** The same with both sides sorted by the keys. */
        Sides sorted() {
            return new Sides(sorted(left), sorted(right));
        }

        private static Pipeline sorted(Pipeline side) {
            List<String> keys = side.schema().names().subList(1, side.schema().size() - 1);
            return keys.isEmpty()
                    ? side
                    : side.sortBy(keys.stream().map(SortKey::asc).toArray(SortKey[]::new));
        }

        static JoinOn keysOf(int count) {
            JoinOn on = everything();
            for (int key = 0; key < count; key++) {
                on = on.and(col("l_k" + key), col("r_k" + key));
            }
            return on;
        }

        BiPredicate<List<Object>, List<Object>> equalKeys(boolean nullsMatch) {
            int keys = left.schema().size() - 2;
            return (l, r) ->
                    IntStream.rangeClosed(1, keys).allMatch(key -> NaiveJoin.equal(l.get(key), r.get(key), nullsMatch));
        }

        List<List<Object>> expected(JoinKind kind, BiPredicate<List<Object>, List<Object>> matches) {
            int columns = left.schema().size();
            return NaiveJoin.join(leftRows, columns, rightRows, columns, kind, matches);
        }
    }

    /** Whichever side is held, the rows are the same. */
    private static JoinOn side(Random random, JoinOn on) {
        return switch (random.nextInt(3)) {
            case 0 -> on.buildLeft();
            case 1 -> on.buildRight();
            default -> on;
        };
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void joinsOnKeysOfEveryType(JoinKind kind) {
        Random random = Seeds.fresh();
        for (Keys keys : KEYS) {
            for (boolean nullsMatch : new boolean[] {false, true}) {
                int threads = 1 + random.nextInt(3);
                Sides sides = new Sides(random, List.of(keys), random.nextInt(60), random.nextInt(40), threads);
                boolean merges = random.nextInt(3) == 0;
                sides = merges ? sides.sorted() : sides;
                JoinOn on = merges ? Sides.keysOf(1).sorted() : side(random, Sides.keysOf(1));
                assertThat(NaiveJoin.rows(sides.left.join(sides.right, kind, nullsMatch ? on.nullsMatch() : on)))
                        .as("%s, %s, nulls match %s", kind, keys.type, nullsMatch)
                        .isEqualTo(sides.expected(kind, sides.equalKeys(nullsMatch)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void joinsOnSeveralKeysWithAndWithoutAConditionOverBothSides(JoinKind kind) {
        Random random = Seeds.fresh();
        for (int trial = 0; trial < 40; trial++) {
            int keys = random.nextInt(4);
            List<Keys> chosen = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
                chosen.add(KEYS.get(random.nextInt(KEYS.size())));
            }
            int threads = 1 + random.nextInt(3);
            Sides sides = new Sides(random, chosen, random.nextInt(50), random.nextInt(50), threads);
            boolean nullsMatch = random.nextBoolean();
            JoinOn on = nullsMatch ? Sides.keysOf(keys).nullsMatch() : Sides.keysOf(keys);
            boolean merges = keys > 0 && random.nextInt(3) == 0;
            sides = merges ? sides.sorted() : sides;
            on = merges ? on.sorted() : side(random, on);
            BiPredicate<List<Object>, List<Object>> matches = sides.equalKeys(nullsMatch);
            switch (random.nextInt(4)) {
                case 0 -> {
                    on = on.where(col("l_n").lt(col("r_n")));
                    matches = matches.and((l, r) -> (int) l.get(0) < (int) r.get(0));
                }
                case 1 -> {
                    on = on.where(col("l_n")
                            .gt(10)
                            .and(col("r_n").lt(15))
                            .and(col("l_n").ne(col("r_n"))));
                    matches = matches.and((l, r) -> (int) l.get(0) > 10
                            && (int) r.get(0) < 15
                            && !l.get(0).equals(r.get(0)));
                }
                case 2 -> {
                    on = on.where(col("r_n").gt(8)).where(col("l_n").lt(12));
                    matches = matches.and((l, r) -> (int) r.get(0) > 8 && (int) l.get(0) < 12);
                }
                default -> {}
            }
            assertThat(NaiveJoin.rows(sides.left.join(sides.right, kind, on)))
                    .as("%s on %s, %s threads", kind, on, threads)
                    .isEqualTo(sides.expected(kind, matches));
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void filtersAfterAJoinOfAnyKindDropTheSameRowsWhereverTheyAreApplied(JoinKind kind) {
        Random random = Seeds.fresh();
        List<Keys> keys = List.of(KEYS.get(3));
        Sides sides = new Sides(random, keys, 60, 40, 2);
        Pipeline joined = sides.left.join(sides.right, kind, Sides.keysOf(1));
        List<List<Object>> all = sides.expected(kind, sides.equalKeys(false));
        assertThat(NaiveJoin.rows(joined.filter(col("l_n").gt(9))))
                .isEqualTo(all.stream()
                        .filter(row -> row.get(0) != null && (int) row.get(0) > 9)
                        .toList());
        assertThat(NaiveJoin.rows(joined.filter(col("l_text").isNull())))
                .isEqualTo(all.stream().filter(row -> row.get(2) == null).toList());
        if (joined.schema().contains("r_n")) {
            assertThat(NaiveJoin.rows(
                            joined.filter(col("r_n").gt(9).and(col("l_n").lt(15)))))
                    .isEqualTo(all.stream()
                            .filter(row -> row.get(3) != null
                                    && (int) row.get(3) > 9
                                    && row.get(0) != null
                                    && (int) row.get(0) < 15)
                            .toList());
            assertThat(NaiveJoin.rows(joined.filter(col("r_text").isNull())))
                    .isEqualTo(all.stream().filter(row -> row.get(5) == null).toList());
        }
        assertThat(joined.count()).isEqualTo(all.size());
        assertThat(NaiveJoin.rows(joined.select("l_text")))
                .isEqualTo(all.stream().map(row -> row.subList(2, 3)).toList());
    }

    private static Pipeline numbers(String column, int count, int threads) {
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(new Object[] {row % 7, "row " + row});
        }
        Schema schema = Schema.builder()
                .add(column, DataType.INT)
                .add(column + "_text", DataType.STRING)
                .build();
        return Pipeline.from(new ListedRows(schema, rows, 5, 11))
                .using(Execution.builder().threads(threads).build());
    }

    @Test
    void aKeyOfOneNameComesOutOnceAndHasTheValueOfTheSideThatHasARow() {
        Pipeline left = numbers("id", 3, 1).rename("id_text", "left");
        Pipeline right =
                numbers("id", 5, 1).rename("id_text", "right").filter(col("id").ge(2));
        Pipeline full = left.join(right, JoinKind.FULL, on("id"));
        assertThat(full.schema().names()).containsExactly("id", "left", "right");
        assertThat(NaiveJoin.rows(full))
                .hasToString("[[0, row 0, null], [1, row 1, null], [2, row 2, row 2],"
                        + " [3, null, row 3], [4, null, row 4]]");
        assertThat(NaiveJoin.rows(left.join(right, JoinKind.RIGHT, on("id"))))
                .hasToString("[[2, row 2, row 2], [3, null, row 3], [4, null, row 4]]");
        assertThat(NaiveJoin.rows(left.join(right, JoinKind.LEFT, on(col("id"), col("id")))))
                .hasToString("[[0, row 0, null], [1, row 1, null], [2, row 2, row 2]]");
        assertThat(NaiveJoin.rows(left.join(right, on("id")))).hasToString("[[2, row 2, row 2]]");
    }

    @Test
    void columnsOfOneNameAreAnErrorThatSaysHowToKeepBoth() {
        Pipeline left = numbers("id", 3, 1);
        Pipeline right = numbers("id", 5, 1);
        assertThatThrownBy(() -> left.join(right, on("id")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'id_text'")
                .hasMessageContaining(".suffix(");
        assertThat(left.join(right, on("id").suffix("_2")).schema().names())
                .containsExactly("id", "id_text", "id_text_2");
        assertThat(left.join(right, everything().suffix("_2")).schema().names())
                .containsExactly("id", "id_text", "id_2", "id_text_2");
        assertThat(left.join(right, JoinKind.SEMI, on("id")).schema().names()).containsExactly("id", "id_text");
        assertThatThrownBy(() -> left.join(
                        right, JoinKind.ANTI, on("id").where(col("id_text").eq("row 1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("either side");
        assertThat(left.join(
                                right,
                                JoinKind.ANTI,
                                on("id").suffix("_2").where(col("id_text_2").ne("row 1")))
                        .count())
                .isEqualTo(1);
        assertThatThrownBy(() -> left.join(right.rename("id_text", "id_text_2"), on("id").and("id_text")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id_text");
        assertThatThrownBy(() -> left.join(right, on("id").and("id").suffix("_2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void keysOfDifferentTypesMeetInATypeThatHoldsBothAndInNoOther() {
        Pipeline left = numbers("a", 7, 1).drop("a_text");
        Pipeline right = numbers("b", 7, 1).drop("b_text");
        Expression b = col("b");
        for (DataType type : List.of(
                DataType.LONG, DataType.DOUBLE, DataType.decimal(10, 2), DataType.decimal(38, 4), DataType.SHORT)) {
            assertThat(left.join(right, on(col("a"), b.cast(type))).count())
                    .as(type.toString())
                    .isEqualTo(7);
        }
        // 2^53 + 1 is no double
        assertThatThrownBy(() -> left.join(right, on(col("a").cast(DataType.LONG), b.cast(DataType.DOUBLE))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cast");
        assertThatThrownBy(() -> left.join(right, on(col("a"), b.cast(DataType.STRING))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cast");
        assertThatThrownBy(() -> left.join(right, on(col("a"), b).where(col("a").plus(b))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("condition");
        assertThatThrownBy(() -> left.join(right, on("nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing");
        Pipeline shared = left.join(right.with("a", b.cast(DataType.LONG)), on("a"));
        assertThat(shared.schema().field("a").type()).isEqualTo(DataType.LONG);
        assertThat(shared.count()).isEqualTo(7);
    }

    @Test
    void aRowWithManyMatchesDoesNotBlowAChunk() {
        Pipeline left = numbers("a", 14, 1);
        Pipeline right = numbers("b", 70_000, 1);
        long rows = 0;
        int largest = 0;
        try (ChunkIterator chunks = left.join(right, on(col("a"), col("b"))).chunks()) {
            while (chunks.next()) {
                rows += chunks.chunk().rowCount();
                largest = Math.max(largest, chunks.chunk().rowCount());
            }
        }
        assertThat(rows).isEqualTo(14L * 10_000);
        assertThat(largest).isLessThanOrEqualTo(2048);
    }

    @Test
    void whatIsJoinedCanBeJoinedGroupedSortedAndConcatenatedWithAnyNumberOfThreads() {
        List<List<List<Object>>> results = Stream.of(1, 2, 8)
                .map(threads -> {
                    Pipeline left = numbers("a", 100, threads);
                    Pipeline right = numbers("b", 40, threads).filter(col("b").lt(5));
                    Pipeline grouped = numbers("c", 90, threads)
                            .groupBy("c")
                            .aggregate(count().as("n"))
                            .filter(col("c").gt(1));
                    Pipeline joined = left.join(right, JoinKind.LEFT, on(col("a"), col("b")))
                            .join(grouped, JoinKind.FULL, on(col("b"), col("c")));
                    Pipeline twice = Pipeline.concat(joined, joined, joined.filter(col("a").gt(3)));
                    Pipeline self = left.join(left, on("a").suffix("_again"));
                    Pipeline below = left.join(
                            right.join(grouped, JoinKind.RIGHT, on(col("b"), col("c"))),
                            JoinKind.LEFT,
                            on(col("a"), col("c")));
                    Pipeline concat = Pipeline.concat(left, left.filter(col("a").gt(2)), left)
                            .join(right, on(col("a"), col("b")));
                    Pipeline concatOuter = Pipeline.concat(left, left.filter(col("a").gt(2)), left)
                            .filter(col("a").lt(3))
                            .join(right, JoinKind.FULL, on(col("a"), col("b")));
                    List<List<Object>> all = new ArrayList<>(NaiveJoin.rows(twice));
                    all.addAll(NaiveJoin.rows(self));
                    all.addAll(NaiveJoin.rows(below));
                    all.addAll(NaiveJoin.rows(concat));
                    all.addAll(NaiveJoin.rows(concatOuter));
                    all.addAll(NaiveJoin.rows(
                            twice.groupBy("c").aggregate(sum(col("n")).as("sum"), count().as("rows"))));
                    all.addAll(NaiveJoin.rows(concat.limit(17)));
                    all.add(List.of(self.count(), concat.count(), concatOuter.count(), twice.count()));
                    return all;
                })
                .toList();
        assertThat(results.get(1)).isEqualTo(results.get(0));
        assertThat(results.get(2)).isEqualTo(results.get(0));
        List<Object> counts = results.get(0).get(results.get(0).size() - 1);
        // 100 rows in 7 groups of 14 or 15
        assertThat(counts.get(0)).isEqualTo(2L * 15 * 15 + 5L * 14 * 14);
    }

    @Test
    void plansAndReportsShowTheJoin() {
        Pipeline joined = numbers("a", 70, 1)
                .join(
                        numbers("b", 21, 1),
                        on(col("a"), col("b")).where(col("a_text").ne(col("b_text"))))
                .filter(col("b").lt(5));
        assertThat(joined.explain()).contains("inner join on a = b where");
        List<dev.peristyle.execution.OperatorReport> reports = new ArrayList<>();
        joined.using(Execution.builder()
                        .threads(1)
                        .report(report -> reports.addAll(report.operators()))
                        .build())
                .forEach(row -> {});
        dev.peristyle.execution.OperatorReport join = reports.stream()
                .filter(report -> report.name().equals("join"))
                .findFirst()
                .orElseThrow();
        // 15 of the right pass the filter, which was moved before the join
        assertThat(join.rowsIn()).isEqualTo(70 + 15);
        assertThat(join.rowsOut()).isEqualTo(joined.count());
        assertThat(join.peakMemory()).isPositive();
        assertThat(joined.explainAnalyze()).contains("join");
    }
}
