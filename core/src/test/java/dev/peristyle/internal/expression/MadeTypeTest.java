package dev.peristyle.internal.expression;

import static dev.peristyle.ExpressionFixture.node;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A type that somebody has made is the same as the constant that it equals. */
class MadeTypeTest {

    private static List<Object> convert(DataType from, DataType to, Object... values) {
        try (ChunkFixture fixture =
                new ChunkFixture(Schema.builder().add("x", from).build(), List.of(Arrays.asList(values)))) {
            return fixture.evaluate(node(col("x").cast(to)));
        }
    }

    @Test
    void isCastAlike() {
        assertThat(convert(new DataType.Int(64, true), DataType.DOUBLE, 1L, 2L)).containsExactly(1.0, 2.0);
        assertThat(convert(new DataType.Int(32, true), DataType.LONG, 1, 2)).containsExactly(1L, 2L);
        assertThat(convert(new DataType.Floating(32), DataType.LONG, 1.5f)).containsExactly(2L);
    }
}
