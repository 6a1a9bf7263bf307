package dev.peristyle;

import static dev.peristyle.Aggregates.argMax;
import static dev.peristyle.Aggregates.correlation;
import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.max;
import static dev.peristyle.Aggregates.stringJoin;
import static dev.peristyle.Aggregates.sum;
import static dev.peristyle.Columns.allBut;
import static dev.peristyle.Columns.matching;
import static dev.peristyle.Columns.numbers;
import static dev.peristyle.Columns.ofKind;
import static dev.peristyle.Columns.ofType;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.execution.Execution;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns, keys, orders and results that are expressions. */
class ComputedColumnsTest {

    private record Sale(int id, String shop, Double price, long quantity, Integer rank) {}

    private static final List<Sale> SALES = List.of(
            new Sale(1, "b", 2.5, 4, 7),
            new Sale(2, "a", null, 1, null),
            new Sale(3, null, 8.0, 2, 9),
            new Sale(4, "b", 1.5, 10, null),
            new Sale(5, "a", 3.0, 3, 1));

    private static Pipeline sales() {
        return Pipeline.from(SALES, Sale.class)
                .using(Execution.builder().threads(2).build());
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }

    @Test
    void selectsExpressionsByTheirNames() {
        Pipeline selected = sales().select(
                        col("id"), col("price").times(2), col("shop").upper().as("shop"));
        assertThat(selected.schema().names()).containsExactly("id", "price * 2", "shop");
        assertThat(RowValues.of(selected.limit(2))).containsExactly(row(1, 5.0, "B"), row(2, null, "A"));
        assertThat(col("price").as("p")).hasToString("price as p");
        assertThatThrownBy(() -> sales().select(col("id"), col("price").as("id")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id");
        assertThatThrownBy(() -> sales().select(col("pirce"))).hasMessageContaining("price");
    }

    @Test
    void addsExpressionsOfTheColumnsThatThereAre() {
        Pipeline added = sales().with(
                        col("quantity").plus(1).as("id"), col("id").plus(100).as("other"));
        assertThat(added.schema().names()).containsExactly("id", "shop", "price", "quantity", "rank", "other");
        // the id of the second one is the old one
        assertThat(RowValues.of(added.select("id", "other").limit(2))).containsExactly(row(5L, 101), row(2L, 102));
        assertThatThrownBy(() -> sales().with(col("id").as("x"), col("rank").as("x")))
                .hasMessageContaining("two expressions are named 'x'");
    }

    @Test
    void selectsColumnsByNameTypeAndPattern() {
        assertThat(sales().select(allBut("shop", "rank")).schema().names()).containsExactly("id", "price", "quantity");
        assertThat(sales().select(ofType(DataType.INT)).schema().names()).containsExactly("id", "rank");
        assertThat(sales().select(ofKind(Kind.STRING, Kind.LONG)).schema().names())
                .containsExactly("shop", "quantity");
        assertThat(sales().select(numbers().and(matching(".*i.*"))).schema().names())
                .containsExactly("id", "price", "quantity");
        assertThat(RowValues.of(
                        sales().with(numbers(), value -> value.times(10)).limit(1)))
                .containsExactly(row(10, "b", 25.0, 40L, 70));
        assertThatThrownBy(() -> sales().select(matching("none"))).hasMessageContaining("no column is selected");
    }

    @Test
    void groupsAndSortsByExpressions() {
        Pipeline grouped = sales().groupBy(col("id").modulo(2).as("odd"), col("shop"))
                .aggregate(sum(col("id")).as("ids"));
        assertThat(RowValues.of(grouped))
                .containsExactly(row(1, "b", 1L), row(0, "a", 2L), row(1, null, 3L), row(0, "b", 4L), row(1, "a", 5L));
        assertThat(RowValues.of(sales().groupBy(col("shop")).aggregate(count())))
                .hasSize(3);
        assertThatThrownBy(() -> sales().groupBy(col("id").modulo(2).as("id")))
                .hasMessageContaining("there is a column 'id' already");
        assertThat(RowValues.of(sales().sortBy(col("quantity").modulo(4), true).select("id")))
                .containsExactly(row(5), row(3), row(4), row(2), row(1));
        assertThat(RowValues.of(sales().sortBy(col("price").negate()).select("id")))
                .containsExactly(row(3), row(5), row(1), row(4), row(2));
        assertThat(sales().sortBy(col("id")).schema()).isEqualTo(sales().schema());
    }

    @Test
    void computesFromResultsOfGroups() {
        Pipeline computed = sales().groupBy("shop")
                .aggregate(
                        sum(col("price")).dividedBy(count()),
                        sum(col("quantity"))
                                .plus(count())
                                .times(max(col("quantity")).minus(1))
                                .as("x"),
                        count(),
                        sum(col("price")).then(total -> total.round(0)).as("rounded"));
        assertThat(computed.schema().names()).containsExactly("shop", "sum(price) / count", "x", "count", "rounded");
        assertThat(RowValues.of(computed))
                .containsExactly(
                        row("b", 2.0, 144L, 2L, 4.0), row("a", 1.5, 12L, 2L, 3.0), row(null, 8.0, 3L, 1L, 8.0));
        Aggregate paid = sum(col("price")).dividedBy(count()).where(col("id").gt(1));
        assertThat(RowValues.of(sales().aggregate(paid.as("paid")))).containsExactly(row(12.5 / 4));
        assertThat(RowValues.of(sales().groupBy("shop")
                        .pivot("id", List.of(1, 5))
                        .aggregate(sum(col("price")).times(2))))
                .containsExactly(row("b", 5.0, null), row("a", null, 6.0), row(null, null, null));
        assertThatThrownBy(() -> WindowFunctions.over(sum(col("price")).dividedBy(count())))
                .hasMessageContaining("sum(price) / count is computed from several aggregates");
    }

    @Test
    void textsLikePlacesOfPartsStayInItsName() {
        assertThat(max(col("shop"))
                        .then(shop -> Expressions.concat(shop, "_7_"))
                        .toString())
                .contains("max(shop)", "_7_");
    }

    @Test
    void takesAggregatesOfTwoColumnsAndTexts() {
        assertThat(RowValues.of(sales().aggregate(
                                argMax(col("shop"), col("price")),
                                argMax(col("shop"), col("price"))
                                        .where(col("id").lt(5))
                                        .as("early"),
                                stringJoin(col("shop"), "+").as("shops"),
                                correlation(col("id"), col("id").times(-3)).as("r"))))
                .containsExactly(row("a", "b", "b+a+b+a", -1.0));
        assertThat(argMax(col("shop"), col("price")).toString()).isEqualTo("argMax(shop, price)");
    }

    @Test
    void leavesNullsOutAndFillsThem() {
        assertThat(sales().dropNulls().count()).isEqualTo(2);
        assertThat(RowValues.of(sales().dropNulls("price", "shop").select("id")))
                .containsExactly(row(1), row(4), row(5));
        Pipeline filled = sales().fillNulls(0, "price", "rank").fillNulls(col("id"), "shop");
        assertThat(filled.schema()).isEqualTo(sales().schema());
        assertThat(RowValues.of(filled).subList(1, 3))
                .containsExactly(row(2, "a", 0.0, 1L, 0), row(3, "3", 8.0, 2L, 9));
        assertThatThrownBy(() -> sales().fillNulls(0, "pirce")).hasMessageContaining("price");
    }

    @Test
    void describesColumns() {
        List<List<Object>> described = RowValues.of(sales().describe());
        assertThat(described.get(0)).containsExactly("id", "int", 5L, 0L, 5L, 3.0, Math.sqrt(2.5), "1", "5");
        assertThat(described.get(1)).containsExactly("shop", "string", 4L, 1L, 2L, null, null, "a", "b");
        assertThat(described.get(2).subList(0, 6)).containsExactly("price", "double", 4L, 1L, 4L, 3.75);
        assertThat(described.get(2).subList(7, 9)).containsExactly("1.5", "8.0");
        assertThat(described).hasSize(5);
        assertThat(sales().filter(col("id").gt(9)).describe().count()).isEqualTo(5);
    }
}
