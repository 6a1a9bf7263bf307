package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static dev.peristyle.Expressions.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/** Three-valued logic, choices, tests for null and filters over all lengths and null patterns. */
class LogicContractTest {

    private static final Schema CONDITIONS = Schema.builder()
            .add("a", DataType.BOOLEAN)
            .add("b", DataType.BOOLEAN)
            .build();

    /** A check of one fixture. */
    private interface Check {
        void run(ChunkFixture fixture, List<Object> first, List<Object> second, String context);
    }

    private static void overConditions(Check check) {
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        for (int rows : Samples.LENGTHS) {
            for (Samples.Nulls left : Samples.Nulls.values()) {
                for (Samples.Nulls right : Samples.Nulls.values()) {
                    List<Object> first = Samples.column(DataType.BOOLEAN, rows, left, random);
                    List<Object> second = Samples.column(DataType.BOOLEAN, rows, right, random);
                    try (ChunkFixture fixture = new ChunkFixture(CONDITIONS, List.of(first, second))) {
                        check.run(
                                fixture, first, second, "seed " + seed + ", rows " + rows + ", " + left + ", " + right);
                    }
                }
            }
        }
    }

    private static List<Object> each(List<Object> first, List<Object> second, BinaryOperator<Object> outcome) {
        return new ArrayList<>(IntStream.range(0, first.size())
                .mapToObj(row -> new Object[] {outcome.apply(first.get(row), second.get(row))})
                .collect(ArrayList::new, (list, cell) -> list.add(cell[0]), ArrayList::addAll));
    }

    private static Object and(Object left, Object right) {
        if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
            return false;
        }
        return left == null || right == null ? null : true;
    }

    private static Object not(Object value) {
        return value == null ? null : !(Boolean) value;
    }

    @Test
    void knowsThreeValues() {
        overConditions((fixture, first, second, context) -> {
            assertThat(fixture.evaluate(node(col("a").and(col("b")))))
                    .as(context)
                    .isEqualTo(each(first, second, LogicContractTest::and));
            assertThat(fixture.evaluate(node(col("a").or(col("b")))))
                    .as(context)
                    .isEqualTo(each(first, second, (left, right) -> not(and(not(left), not(right)))));
            assertThat(fixture.evaluate(node(col("a").not())))
                    .as(context)
                    .isEqualTo(each(first, second, (left, right) -> not(left)));
            assertThat(fixture.evaluate(node(col("a").isNull())))
                    .as(context)
                    .isEqualTo(each(first, second, (left, right) -> left == null));
            assertThat(fixture.evaluate(node(col("a").isNotNull())))
                    .as(context)
                    .isEqualTo(each(first, second, (left, right) -> left != null));
        });
    }

    @Test
    void filtersKeepOnlyWhatIsTrue() {
        overConditions((fixture, first, second, context) -> {
            BoundExpression condition = Binder.bind(node(col("a").and(col("b"))), CONDITIONS);
            PredicateFilter filter = new PredicateFilter(condition);
            assertThat(filter.columns()).containsExactly("a", "b");
            int words = (first.size() + 63) / 64;
            try (Predicate.Evaluator evaluator = filter.open(fixture.pool());
                    OffHeapBuffer bitmap = fixture.pool().allocate(8L * words + 8, "bitmap")) {
                UnsafeApi.putLong(bitmap.address() + 8L * words, 0x1234_5678L);
                int count = evaluator.evaluate(fixture.chunk(), bitmap.address());
                int wanted = 0;
                for (int row = 0; row < 64 * words; row++) {
                    boolean kept = row < first.size() && Boolean.TRUE.equals(and(first.get(row), second.get(row)));
                    wanted += kept ? 1 : 0;
                    long word = UnsafeApi.getLong(bitmap.address() + (row >>> 6 << 3));
                    assertThat((word >>> row & 1) != 0)
                            .as("%s, row %d", context, row)
                            .isEqualTo(kept);
                }
                assertThat(count).as(context).isEqualTo(wanted);
                assertThat(UnsafeApi.getLong(bitmap.address() + 8L * words))
                        .as(context)
                        .isEqualTo(0x1234_5678L);
            }
        });
    }

    @Test
    void choosesValuesOfEveryType() {
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        for (DataType type : Samples.TYPES) {
            Schema schema = Schema.builder()
                    .add("c", DataType.BOOLEAN)
                    .add("a", type)
                    .add("b", type)
                    .build();
            for (int rows : Samples.LENGTHS) {
                for (Samples.Nulls nulls : Samples.Nulls.values()) {
                    List<Object> choice = Samples.column(DataType.BOOLEAN, rows, Samples.Nulls.MIXED, random);
                    List<Object> first = Samples.column(type, rows, nulls, random);
                    List<Object> second = Samples.column(type, rows, Samples.Nulls.RARE, random);
                    String context = "seed " + seed + ", " + type + ", rows " + rows + ", " + nulls;
                    try (ChunkFixture fixture = new ChunkFixture(schema, List.of(choice, first, second))) {
                        List<Object> wanted = new ArrayList<>();
                        for (int row = 0; row < rows; row++) {
                            wanted.add(Boolean.TRUE.equals(choice.get(row)) ? first.get(row) : second.get(row));
                        }
                        assertThat(fixture.evaluate(
                                        node(when(col("c")).then(col("a")).otherwise(col("b")))))
                                .as(context)
                                .isEqualTo(wanted);
                        assertThat(fixture.evaluate(node(coalesce(col("a"), col("b")))))
                                .as(context)
                                .isEqualTo(each(first, second, (left, right) -> left == null ? right : left));
                        assertThat(fixture.evaluate(node(when(col("c"))
                                        .then(lit(null).cast(type))
                                        .otherwise(col("b")))))
                                .as(context)
                                .isEqualTo(each(choice, second, (c, right) -> Boolean.TRUE.equals(c) ? null : right));
                    }
                }
            }
        }
    }

    @Test
    void findsMembersInTables() {
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        for (DataType type : Samples.TYPES) {
            Schema schema = Schema.builder().add("a", type).build();
            for (int rows : Samples.LENGTHS) {
                List<Object> values = Samples.column(type, rows, Samples.Nulls.RARE, random);
                List<Object> members = Samples.column(type, 1 + random.nextInt(9), Samples.Nulls.NONE, random);
                Object[] literals = members.stream()
                        .map(member -> Samples.literal(type, member))
                        .toArray();
                List<Object> wanted = new ArrayList<>();
                for (Object value : values) {
                    wanted.add(
                            value == null
                                    ? null
                                    : members.stream()
                                            .anyMatch(member ->
                                                    Samples.order(type).compare(member, value) == 0));
                }
                try (ChunkFixture fixture = new ChunkFixture(schema, List.of(values))) {
                    assertThat(fixture.evaluate(node(col("a").in(literals))))
                            .as("seed %d, %s, rows %d, in %s", seed, type, rows, members)
                            .isEqualTo(wanted);
                }
            }
        }
    }
}
