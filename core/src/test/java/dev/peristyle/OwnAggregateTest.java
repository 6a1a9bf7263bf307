package dev.peristyle;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.min;
import static dev.peristyle.Aggregates.own;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Expressions.coalesce;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.WindowFunctions.over;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.column.RowOutput;
import dev.peristyle.column.RowView;
import dev.peristyle.column.Table;
import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.spi.AggregateState;
import dev.peristyle.spi.FilterSupport;
import dev.peristyle.spi.OwnAggregates;
import dev.peristyle.spi.RowsSource;
import dev.peristyle.spi.UserAggregate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aggregates that a user wrote give what the built-in ones of the same formula give. */
class OwnAggregateTest {

    record Sale(String shop, Integer part, Long amount, Double price, Double weight, LocalDate day, String note) {}

    private static final int ROWS = 20_000;

    private static <T> T orNull(Random random, T value) {
        return random.nextInt(9) == 0 ? null : value;
    }

    private static Table sales() {
        Random random = Seeds.random(5);
        List<Sale> sales = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            sales.add(new Sale(
                    orNull(random, "shop " + random.nextInt(40)),
                    random.nextInt(3000),
                    orNull(random, random.nextLong() >> 24),
                    orNull(random, random.nextDouble() * 100),
                    orNull(random, 1 + random.nextDouble()),
                    orNull(random, LocalDate.ofEpochDay(random.nextInt(20_000))),
                    orNull(random, "é𝄞 note".substring(0, 3 + random.nextInt(5)))));
        }
        return Pipeline.from(sales, Sale.class).collect();
    }

    private static final Aggregate[] OWN = {
        own(OwnAggregates.sum(), col("amount")).as("sum"),
        own(new OwnAggregates.LeastDay(), col("day")).as("min"),
        own(new OwnAggregates.Characters(), col("note")).as("characters"),
        own(OwnAggregates.sum(), col("amount")).where(col("weight").gt(1.5)).as("some"),
        own(new OwnAggregates.WeightedMean(), col("price"), col("weight")).as("mean"),
        own(new OwnAggregates.WeightedMean(), col("price"), col("weight"))
                .where(col("amount").gt(0))
                .as("someMean"),
    };

    private static Aggregate[] built() {
        Expression both = col("price").times(col("weight"));
        Expression weight =
                Expressions.when(both.isNull().not()).then(col("weight")).otherwiseNull();
        Expression positive = col("amount").gt(0);
        return new Aggregate[] {
            sum(col("amount")).as("sum"),
            min(col("day")).as("min"),
            sum(coalesce(col("note").text().mapToInt(CharSequence::length), 0))
                    .then(characters -> characters.cast(DataType.INT))
                    .as("characters"),
            sum(col("amount")).where(col("weight").gt(1.5)).as("some"),
            sum(both).dividedBy(sum(weight)).as("mean"),
            sum(both).where(positive).dividedBy(sum(weight).where(positive)).as("someMean"),
        };
    }

    private static void same(List<List<Object>> actual, List<List<Object>> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int row = 0; row < actual.size(); row++) {
            for (int column = 0; column < actual.get(row).size(); column++) {
                Object value = actual.get(row).get(column);
                Object other = expected.get(row).get(column);
                if (value instanceof Double number && other instanceof Double wanted) {
                    assertThat(number).isCloseTo(wanted, org.assertj.core.data.Percentage.withPercentage(1e-7));
                } else {
                    assertThat(value).as("row %s column %s", row, column).isEqualTo(other);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void groupsLikeThoseOfTheSameFormula(int threads) {
        try (Table table = sales()) {
            Pipeline rows = Pipeline.from(table)
                    .using(Execution.builder().threads(threads).build());
            same(
                    RowValues.of(rows.groupBy("shop").aggregate(OWN)),
                    RowValues.of(rows.groupBy("shop").aggregate(built())));
            same(
                    RowValues.of(rows.groupBy("part").aggregate(OWN)),
                    RowValues.of(rows.groupBy("part").aggregate(built())));
            same(RowValues.of(rows.aggregate(OWN)), RowValues.of(rows.aggregate(built())));
            Pipeline none = rows.filter(col("part").lt(0));
            assertThat(RowValues.of(none.aggregate(OWN)))
                    .containsExactly(Arrays.asList(null, null, 0, null, null, null));
            assertThat(RowValues.of(none.groupBy("shop").aggregate(OWN))).isEmpty();
        }
    }

    @Test
    void stands_in_windows_pivots_and_results() {
        try (Table table = sales()) {
            Pipeline rows = Pipeline.from(table).limit(6_000);
            Aggregate own = own(OwnAggregates.sum(), col("amount"));
            Aggregate least = own(new OwnAggregates.LeastDay(), col("day"));
            Window order = Window.partitionBy("shop").orderBy(asc("part"));
            for (Window window :
                    List.of(Window.everything(), order, order.rows(-3, 2), order.rows(-60, -5), order.rows(-4, 300))) {
                same(
                        RowValues.of(rows.window(
                                        window, over(own).as("s"), over(least).as("d"))
                                .select("s", "d")),
                        RowValues.of(rows.window(
                                        window,
                                        over(sum(col("amount"))).as("s"),
                                        over(min(col("day"))).as("d"))
                                .select("s", "d")));
            }
            same(
                    RowValues.of(
                            rows.groupBy("shop").pivot("part", List.of(1, 2)).aggregate(own)),
                    RowValues.of(
                            rows.groupBy("shop").pivot("part", List.of(1, 2)).aggregate(sum(col("amount")))));
            same(
                    RowValues.of(rows.groupBy("shop")
                            .aggregate(own.dividedBy(count()).as("q"))),
                    RowValues.of(rows.groupBy("shop")
                            .aggregate(sum(col("amount")).dividedBy(count()).as("q"))));
            assertThat(own(OwnAggregates.sum(), col("amount"), col("part"))).hasToString("mySum(amount, part)");
        }
    }

    private static Pipeline numbered(int threads) {
        return Pipeline.from(new RowsSource(
                        9000, new int[] {700, 0, 1, 5000, 33}, FilterSupport.NONE, false, Integer.MAX_VALUE))
                .using(Execution.builder().threads(threads).build());
    }

    private static UserAggregate failing(long id) {
        return OwnAggregates.sum((state, row) -> {
            if (row.getLong("id") == id) {
                throw new IllegalStateException("no more");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void namesTheFirstRowForWhichOneFails(int threads) {
        for (int[] ids : new int[][] {{5000, 4999}, {4999, 5000}, {4999, 8999}, {20, 4999}}) {
            int first = Math.min(ids[0], ids[1]);
            assertThatThrownBy(() -> RowValues.of(numbered(threads)
                            .groupBy("day")
                            .aggregate(
                                    own(failing(ids[0]), col("id"), col("id").plus(1))
                                            .as("a"),
                                    own(failing(ids[1]), col("id"), col("id").plus(1))
                                            .as("b"))))
                    .isExactlyInstanceOf(ComputationException.class)
                    .hasMessageContaining("mySum(id, id + 1): update failed for the row [id=" + first + ", id + 1="
                            + (first + 1) + "]: java.lang.IllegalStateException: no more")
                    .hasRootCauseMessage("no more");
        }
    }

    /** What fails elsewhere than for a row. */
    private record Failing(String where) implements UserAggregate {

        private void at(String place) {
            if (place.equals(where)) {
                throw new IllegalArgumentException("not here");
            }
        }

        @Override
        public DataType resultType(List<DataType> arguments) {
            at("resultType");
            return where.equals("text") ? DataType.STRING : where.equals("none") ? null : DataType.INT;
        }

        @Override
        public int stateWords() {
            return where.equals("small") ? 0 : where.equals("large") ? 1 << 20 : 1;
        }

        @Override
        public void init(AggregateState state) {
            at("init");
        }

        @Override
        public void update(AggregateState state, RowView row) {
            if (where.equals("word")) {
                state.setLong(1, 3);
            }
        }

        @Override
        public void merge(AggregateState state, AggregateState other) {
            at("merge");
        }

        @Override
        public void result(AggregateState state, RowOutput out) {
            at("result");
            if (where.equals("range")) {
                out.setLong(0, 1L << 40);
            }
            if (where.equals("type")) {
                out.setDouble(0, 1);
            }
            if (where.equals("add")) {
                out.add();
            }
        }
    }

    private static void refused(String where, String message) {
        assertThatThrownBy(() -> RowValues.of(numbered(2)
                        .groupBy("day")
                        .aggregate(own(new Failing(where), col("id")).as("x"))))
                .hasMessageContaining(message);
    }

    @Test
    void saysWhatElseIsWrong() {
        refused("init", "own(id): init failed: java.lang.IllegalArgumentException: not here");
        refused("result", "own(id): result failed: java.lang.IllegalArgumentException: not here");
        refused("range", "1099511627776");
        refused("type", "does not take a double");
        refused("add", "leave add() out");
        refused("word", "update failed for the row [id=0]: java.lang.IndexOutOfBoundsException");
        refused("resultType", "not here");
        refused("text", "own(id): the result of an aggregate of your own cannot be string");
        refused("none", "resultType() gives no type");
        refused("small", "1 to 8192 words, but own asks for 0");
        refused("large", "1 to 8192 words, but own asks for 1048576");
        assertThatThrownBy(() -> RowValues.of(numbered(1)
                        .window(
                                Window.everything().orderBy(asc("id")).rows(-100, 0),
                                over(own(new Failing("merge"), col("id"))).as("x"))))
                .isExactlyInstanceOf(ComputationException.class)
                .hasMessageContaining("own(id): merge failed");
        assertThatThrownBy(() -> numbered(1).aggregate(own(new OwnAggregates.WeightedMean(), col("id"), col("name"))))
                .hasMessageContaining("weightedMean takes two numbers, not [long, string]");
    }

    @Test
    void whatIsKeptBeyondTheCallSaysSo() throws InterruptedException {
        AtomicReference<AggregateState> keptState = new AtomicReference<>();
        AtomicReference<RowView> keptRow = new AtomicReference<>();
        AtomicReference<Throwable> elsewhere = new AtomicReference<>();
        UserAggregate keeps = OwnAggregates.sum((state, row) -> {
            if (keptState.getAndSet(state) == null) {
                keptRow.set(row);
                Thread other = new Thread(() -> {
                    try {
                        elsewhere.set(new AssertionError(state.getLong(0)));
                    } catch (IllegalStateException expected) {
                        elsewhere.set(expected);
                    }
                });
                other.start();
                try {
                    other.join();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }
        });
        assertThat(RowValues.of(numbered(1).aggregate(own(keeps, col("id"))))).hasSize(1);
        assertThat(elsewhere.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("in its thread");
        assertThatThrownBy(() -> keptState.get().getLong(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> keptRow.get().getLong(0)).isInstanceOf(IllegalStateException.class);
    }
}
