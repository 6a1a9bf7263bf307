package dev.peristyle.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

    private static final Schema ORDERS = Schema.builder()
            .add("order_id", DataType.LONG)
            .add("country", DataType.STRING)
            .add("price", DataType.decimal(15, 2))
            .build();

    @Test
    void keepsColumnsInOrder() {
        assertThat(ORDERS.size()).isEqualTo(3);
        assertThat(ORDERS.names()).containsExactly("order_id", "country", "price");
        assertThat(ORDERS.field(2)).isEqualTo(new Field("price", DataType.decimal(15, 2)));
        assertThat(ORDERS.field("country").type()).isEqualTo(DataType.STRING);
        assertThat(ORDERS.indexOf("price")).isEqualTo(2);
        assertThat(ORDERS.contains("country")).isTrue();
        assertThat(ORDERS.contains("Country")).isFalse();
        assertThat(ORDERS).hasToString("(order_id long, country string, price decimal(15,2))");
        assertThat(Schema.of()).hasToString("()");
    }

    @Test
    void isComparedByValue() {
        Schema same = Schema.of(new ArrayList<>(ORDERS.fields()));
        assertThat(same).isEqualTo(ORDERS).hasSameHashCodeAs(ORDERS);
        assertThat(ORDERS.select(List.of("price", "country"))).isNotEqualTo(ORDERS.select(List.of("country", "price")));
    }

    @Test
    void doesNotChangeWithTheListItWasMadeOf() {
        List<Field> fields = new ArrayList<>(ORDERS.fields());
        Schema schema = Schema.of(fields);
        fields.clear();
        assertThat(schema.size()).isEqualTo(3);
        assertThatThrownBy(() -> schema.fields().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesANameThatStandsTwice() {
        Schema.Builder twice = Schema.builder().add("a", DataType.INT).add("a", DataType.LONG);
        assertThatThrownBy(twice::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'");
        assertThatThrownBy(() -> ORDERS.select(List.of("price", "price"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Field("", DataType.INT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Field("a", null)).isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @CsvSource({"prise,price", "PRICE,price", "oder_id,order_id", "contry,country", "orderid,order_id"})
    void suggestsTheNearestName(String wrong, String meant) {
        assertThatThrownBy(() -> ORDERS.indexOf(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no column '" + wrong + "'; did you mean '" + meant
                        + "'? Columns: order_id, country, price");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zzzzzzzz", "quantity"})
    void suggestsNothingWhereNothingIsNear(String name) {
        assertThatThrownBy(() -> ORDERS.field(name)).hasMessageNotContaining("did you mean");
        assertThatThrownBy(() -> Schema.of().field(name)).hasMessageContaining("there is no column");
    }

    @Test
    void namesOnlySomeOfVeryManyColumns() {
        Schema wide = Schema.of(IntStream.range(0, 2000)
                .mapToObj(column -> new Field("column " + column, DataType.INT))
                .toList());
        assertThatThrownBy(() -> wide.indexOf("colum 7"))
                .hasMessageContainingAll("did you mean 'column 7'?", "(2000 in all)")
                .hasMessageNotContaining("column 1999");
    }
}
