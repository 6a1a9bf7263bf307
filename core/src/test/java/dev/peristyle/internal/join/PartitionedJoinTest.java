package dev.peristyle.internal.join;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.ExpressionFixture;
import dev.peristyle.JoinKind;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.internal.expression.PredicateFilter;
import dev.peristyle.internal.state.MemorySpill;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins whose right side does not fit in memory, in partitions and in blocks of partitions, against two loops. */
@Timeout(600)
class PartitionedJoinTest {

    private static final int LEFT = 3000;
    private static final int RIGHT = 6000;

    private static Schema schema(String prefix) {
        return Schema.builder()
                .add(prefix + "k", DataType.INT)
                .add(prefix + "text", DataType.STRING)
                .add(prefix + "n", DataType.LONG)
                .build();
    }

    private static List<Object[]> rows(Random random, int count, int variety, int length) {
        List<Object[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Object key = random.nextInt(9) == 0 ? null : random.nextInt(variety);
            rows.add(new Object[] {key, "text ".repeat(random.nextInt(length)) + row, (long) row});
        }
        return rows;
    }

    private static Joining joining(JoinType type, boolean nullsMatch, boolean condition) {
        List<Field> fields = new ArrayList<>(schema("l_").fields());
        fields.addAll(schema("r_").fields());
        Schema both = Schema.of(fields);
        return new Joining(
                type,
                schema("l_"),
                new int[] {0},
                schema("r_"),
                new int[] {0},
                nullsMatch,
                condition
                        ? new PredicateFilter(Binder.bind(
                                ExpressionFixture.node(col("l_n").lt(col("r_n"))), both.select(List.of("l_n", "r_n"))))
                        : null,
                type.showsRight() ? both : schema("l_"),
                "join");
    }

    private record Sides(List<Object[]> left, List<Object[]> right) {

        List<List<Object>> expected(JoinKind kind, boolean nullsMatch, boolean condition) {
            BiPredicate<List<Object>, List<Object>> matches = (l, r) -> NaiveJoin.equal(l.get(0), r.get(0), nullsMatch)
                    && (!condition || (long) l.get(2) < (long) r.get(2));
            return NaiveJoin.join(boxed(left), 3, boxed(right), 3, kind, matches);
        }

        private static List<List<Object>> boxed(List<Object[]> rows) {
            return rows.stream().map(row -> Arrays.asList(row)).toList();
        }
    }

    /** Joins and says what comes out. */
    private static List<List<Object>> join(Sides sides, Joining joining, MemoryPool pool, MemorySpill spill) {
        List<List<Object>> result = new ArrayList<>();
        try (MemoryPool unlimited = MemoryPool.create("input", MemoryPool.UNLIMITED);
                ChunkFixture left = new ChunkFixture(unlimited, joining.left());
                ChunkFixture right = new ChunkFixture(unlimited, joining.right());
                BuildSide build = new BuildSide(pool, joining, spill)) {
            for (int row = 0; row < sides.right.size(); row += 100) {
                build.append(right.chunk(sides.right.subList(row, Math.min(row + 100, sides.right.size()))));
            }
            build.finish(List.of());
            assertThat(build.isPartitioned()).isTrue();
            try (PartitionedJoin join = new PartitionedJoin(pool, joining, build, spill, () -> {}, counts -> {})) {
                for (int row = 0; row < sides.left.size(); row += 70) {
                    join.append(left.chunk(sides.left.subList(row, Math.min(row + 70, sides.left.size()))));
                }
                join.finish();
                Chunk chunk = join.next();
                while (chunk != null) {
                    add(chunk, result);
                    chunk = join.next();
                }
            }
        }
        return result;
    }

    private static void add(Chunk chunk, List<List<Object>> result) {
        for (int row = 0; row < chunk.rowCount(); row++) {
            List<Object> values = new ArrayList<>();
            for (String prefix : List.of("l_", "r_")) {
                if (chunk.schema().contains(prefix + "k")) {
                    values.add(
                            chunk.column(prefix + "k").isNull(row)
                                    ? null
                                    : chunk.ints(prefix + "k").get(row));
                    values.add(
                            chunk.column(prefix + "n").isNull(row)
                                    ? null
                                    : chunk.strings(prefix + "text").get(row));
                    values.add(
                            chunk.column(prefix + "n").isNull(row)
                                    ? null
                                    : chunk.longs(prefix + "n").get(row));
                }
            }
            result.add(values);
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void joinsInPartitionsAndInBlocks(JoinKind kind) {
        Random random = Seeds.fresh();
        // partitions that fit, and partitions of several blocks
        for (long limit : new long[] {6 << 20, 3 << 20}) {
            int variety = random.nextBoolean() ? 4000 : 1000;
            Sides sides = new Sides(rows(random, LEFT, variety, 40), rows(random, RIGHT, variety, 400));
            for (boolean condition : new boolean[] {false, true}) {
                boolean nullsMatch = condition && limit == 3 << 20;
                Joining joining = joining(JoinType.valueOf(kind.name()), nullsMatch, condition);
                MemorySpill spill = new MemorySpill();
                try (MemoryPool pool = MemoryPool.create("join", limit)) {
                    assertThat(join(sides, joining, pool, spill))
                            .as("%s of %s keys, limit %s, condition %s", kind, variety, limit, condition)
                            .isEqualTo(sides.expected(kind, nullsMatch, condition));
                }
                assertThat(spill.openFiles()).isZero();
                assertThat(spill.liveBytes()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void partitionsOfManyBlocksAreDivided(JoinKind kind) {
        Random random = Seeds.fresh();
        List<Object[]> right = rows(random, 3 * RIGHT, 5000, 400);
        // one key that cannot be divided
        rows(random, RIGHT, 1, 100).forEach(right::add);
        Sides sides = new Sides(rows(random, 1000, 5000, 40), right);
        Joining joining = joining(JoinType.valueOf(kind.name()), true, false);
        MemorySpill spill = new MemorySpill();
        try (MemoryPool pool = MemoryPool.create("join", 3 << 20)) {
            assertThat(join(sides, joining, pool, spill)).isEqualTo(sides.expected(kind, true, false));
        }
        assertThat(spill.openFiles()).isZero();
        assertThat(spill.liveBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void aKeyWithMoreRowsThanFitIsJoinedBlockByBlock(JoinKind kind) {
        Random random = Seeds.fresh();
        Sides sides = new Sides(rows(random, 6, 2, 40), rows(random, 2 * RIGHT, 1, 100));
        MemorySpill spill = new MemorySpill();
        Joining joining = joining(JoinType.valueOf(kind.name()), false, true);
        try (MemoryPool pool = MemoryPool.create("join", 3 << 20)) {
            assertThat(join(sides, joining, pool, spill)).isEqualTo(sides.expected(kind, false, true));
        }
        assertThat(spill.openFiles()).isZero();
    }

    @Test
    void whateverFailsNothingIsLeft() {
        Random random = Seeds.fresh();
        Sides sides = new Sides(rows(random, 400, 300, 40), rows(random, RIGHT, 300, 300));
        Joining joining = joining(JoinType.FULL, false, false);
        int step = 1;
        boolean failed = true;
        for (int operation = 1; failed; operation += step) {
            MemorySpill spill = new MemorySpill(operation);
            try (MemoryPool pool = MemoryPool.create("join", 3 << 20)) {
                join(sides, joining, pool, spill);
                failed = false;
            } catch (DataAccessException failure) {
                step = 1 + operation / 10;
            }
            assertThat(spill.openFiles()).isZero();
        }
    }
}
