package dev.peristyle.internal.top;

import static dev.peristyle.Aggregates.count;
import static dev.peristyle.Aggregates.first;
import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.error.ComputationException;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done with whole rows, and what the error says. */
class ShapeErrorsTest {

    private final Random random = Seeds.fresh();
    private final TypedRows data = TypedRows.random(random, 500, 20);
    private final Pipeline rows = data.pipeline(random);

    private static void refused(ThrowingCallable misuse, String... texts) {
        assertThatThrownBy(misuse).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(texts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aMergeOfRowsOutOfOrderNamesTheFirst(int threads) {
        Pipeline sorted = rows.sortBy(asc("n"));
        // goes up to row 300 and begins anew
        Pipeline late = rows.with("n", col("n").modulo(300));
        assertThatThrownBy(() -> Pipeline.merge(List.of(asc("n")), sorted, late)
                        .using(Execution.builder().threads(threads).build())
                        .count())
                .isInstanceOf(ComputationException.class)
                .hasMessageContainingAll("[n]", "row 301 of input 2", "sortBy");
        // up to there all is well
        assertThat(Pipeline.merge(List.of(asc("n")), sorted, late.limit(300)).count())
                .isEqualTo(800);
    }

    @Test
    void mergesNeedTheSameColumnsAndAKey() {
        refused(() -> Pipeline.merge(List.of(), rows, rows), "merge needs the keys");
        refused(() -> Pipeline.merge(List.of(asc("n")), rows, rows.drop("c3")), "pipeline 2", "select");
        refused(() -> Pipeline.merge(List.of(asc("x")), rows, rows), "x");
        assertThat(Pipeline.merge(List.of(desc("n")), rows)).isSameAs(rows);
    }

    @Test
    void unionsNeedACommonTypeForEachName() {
        refused(
                () -> Pipeline.unionByName(rows, rows.select("n"), rows.with("c1", col("n"))),
                "'c1'",
                "string",
                "pipeline 3");
        assertThat(Pipeline.unionByName(rows.select("c10"), rows.select("c3").rename("c3", "c10"))
                        .schema()
                        .field("c10")
                        .type())
                .isEqualTo(DataType.LONG);
    }

    @Test
    void differencesNeedTheSameColumns() {
        refused(() -> rows.except(rows.drop("c1")), "except", "the same columns");
        refused(() -> rows.intersect(rows.rename("n", "m")), "intersect", "the same columns");
    }

    @Test
    void pivotsNeedValuesOfAColumnThatIsNoKey() {
        refused(() -> rows.groupBy("c0").pivot("c0", List.of(1)), "'c0' is a key");
        refused(() -> rows.groupBy("c0").pivot("c1", List.of()), "needs the values of 'c1'");
        refused(() -> rows.groupBy("c0").pivot("x", List.of(1)), "x");
        refused(() -> rows.groupBy("c0").pivot("c3", List.of(1)).aggregate(first(col("n"))), "first(n)");
        refused(() -> rows.groupBy("c0").pivot("c3", List.of(1)).aggregate(), "nothing to compute");
        refused(() -> rows.groupBy("c0").pivot("c3", List.of(1, 1)).aggregate(count()), "1");
    }

    @Test
    void unpivotsNeedOneTypeAndFreeNames() {
        refused(() -> rows.unpivot(List.of("c0", "c1"), "name", "value"), "'c1'", "cast");
        refused(() -> rows.unpivot(List.of(), "name", "value"), "columns that become rows");
        refused(() -> rows.unpivot(List.of("c0"), "n", "value"), "n");
        // the name of a column that becomes rows is free
        assertThat(rows.unpivot(List.of("c0"), "name", "c0").count()).isEqualTo(500);
    }

    @Test
    void upsertsNeedKeysAndTheSameColumns() {
        refused(() -> rows.upsert(rows), "upsert needs a column");
        refused(() -> rows.upsert(rows.drop("c1"), "n"), "upsert", "the same columns");
        refused(() -> rows.upsert(rows, "x"), "x");
        refused(() -> rows.distinctBy(), "distinctBy needs a column");
        refused(() -> rows.latestBy("c0", "x"), "x");
        refused(() -> rows.groupBy("c0").top(-1), "-1");
    }
}
