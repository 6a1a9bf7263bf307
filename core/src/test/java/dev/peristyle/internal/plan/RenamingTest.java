package dev.peristyle.internal.plan;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.expression.Node;
import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenamingTest {

    private static final Node EXPRESSION =
            node(col("b").plus(col("a")).gt(col("b").cast(DataType.LONG)).and(col("c").isNull()));

    @Test
    void columnsComeInTheOrderOfTheirFirstUse() {
        assertThat(Renaming.columnsOf(List.of(EXPRESSION))).containsExactly("b", "a", "c");
        assertThat(Renaming.columnsOf(List.of(node(lit(1))))).isEmpty();
    }

    @Test
    void columnsAreRenamedWhereverTheyAreRead() {
        assertThat(Renaming.rename(EXPRESSION, Map.of("b", "x", "c", "y")).describe())
                .isEqualTo(node(col("x").plus(col("a"))
                                .gt(col("x").cast(DataType.LONG))
                                .and(col("y").isNull()))
                        .describe());
    }

    @Test
    void namesAreExchangedInOneGo() {
        assertThat(Renaming.rename(node(col("a").minus(col("b"))), Map.of("a", "b", "b", "a"))
                        .describe())
                .isEqualTo("b - a");
    }

    @Test
    void referencesAreColumnsAlone() {
        assertThat(Renaming.referencesTo(List.of("a", "b")))
                .containsExactly(new Node.ColumnReference("a"), new Node.ColumnReference("b"));
    }
}
