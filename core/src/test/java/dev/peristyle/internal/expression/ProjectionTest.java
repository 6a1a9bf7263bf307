package dev.peristyle.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.ExpressionFixture;
import dev.peristyle.column.Column;
import dev.peristyle.error.ComputationException;
import dev.peristyle.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Expressions that share parts and memory give what they give alone. */
class ProjectionTest {

    private static final int ROUNDS = 40;
    private static final int EXPRESSIONS = 12;
    private static final int ROWS = 130;

    @Test
    void givesWhatEachExpressionGivesAlone() {
        long seed = Seeds.draw();
        Random random = Seeds.random(seed);
        RandomExpressions expressions = new RandomExpressions(random);
        for (int round = 0; round < ROUNDS; round++) {
            List<List<Object>> columns = new RandomColumns(random).columns(ROWS);
            try (ChunkFixture fixture = new ChunkFixture(RandomColumns.SCHEMA, columns)) {
                List<BoundExpression> bound = new ArrayList<>();
                List<List<Object>> alone = new ArrayList<>();
                while (bound.size() < EXPRESSIONS) {
                    Node node = ExpressionFixture.node(expressions.any(1 + random.nextInt(4)));
                    try {
                        alone.add(fixture.evaluate(node));
                        bound.add(Binder.bind(node, RandomColumns.SCHEMA));
                    } catch (ComputationException | IllegalArgumentException notForTheseRows) {
                        assertThat(notForTheseRows).hasMessageContaining(" ");
                    }
                }
                try (Projection projection = Projection.open(fixture.pool(), RandomColumns.SCHEMA, bound)) {
                    projection.evaluate(fixture.chunk());
                    Column[] together = projection.evaluate(fixture.chunk());
                    for (int position = 0; position < EXPRESSIONS; position++) {
                        assertThat(ChunkFixture.boxed(together[position]))
                                .as("seed %d: %s among %s", seed, bound.get(position), bound)
                                .isEqualTo(alone.get(position));
                    }
                }
            }
        }
    }
}
