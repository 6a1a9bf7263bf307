package dev.peristyle.internal.top;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.SortKey.asc;
import static dev.peristyle.SortKey.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.peristyle.Pipeline;
import dev.peristyle.execution.Execution;
import dev.peristyle.random.Seeds;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places of rows: left out, numbered, drawn; the same with any number of threads. */
class RowPlacesTest {

    private static final int ROWS = 3000;

    private final Random random = Seeds.fresh();
    private final TypedRows data = TypedRows.random(random, ROWS, 30);

    private Pipeline rows(int threads) {
        return data.pipeline(random).using(Execution.builder().threads(threads).build());
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void theFirstRowsAreLeftOut(int threads) {
        for (int skipped : new int[] {0, 1, 63, 64, 1000, ROWS - 1, ROWS, ROWS + 1}) {
            assertThat(TypedRows.numbers(rows(threads).skip(skipped), "n"))
                    .isEqualTo(range(Math.min(skipped, ROWS), ROWS));
        }
        assertThat(TypedRows.numbers(rows(threads).skip(100).limit(50), "n")).isEqualTo(range(100, 150));
        assertThat(TypedRows.numbers(rows(threads).limit(50).skip(45), "n")).isEqualTo(range(45, 50));
        assertThat(rows(threads).skip(100).count()).isEqualTo(ROWS - 100);
        assertThat(TypedRows.numbers(rows(threads).sortBy(desc("n")).skip(10).limit(3), "n"))
                .containsExactly(ROWS - 11, ROWS - 12, ROWS - 13);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void numbersCountFromOneInTheOrderOfTheInput(int threads) {
        Pipeline numbered = rows(threads).rowNumber("place");
        assertThat(TypedRows.values(numbered.filter(col("place").ne(col("n").plus(1)))))
                .isEmpty();
        assertThat(numbered.count()).isEqualTo(ROWS);
        List<Integer> afterFilter = TypedRows.numbers(
                rows(threads)
                        .filter(col("n").ge(1000))
                        .rowNumber("place")
                        .filter(col("place").le(3)),
                "n");
        assertThat(afterFilter).containsExactly(1000, 1001, 1002);
        assertThat(TypedRows.values(numbered.drop("place"))).isEqualTo(TypedRows.values(rows(1)));
    }

    @Test
    void aNumberNeedsANameOfItsOwn() {
        assertThatThrownBy(() -> rows(1).rowNumber("n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a column 'n' already");
        assertThatThrownBy(() -> rows(1).skip(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aShareIsTheSameRowsWithAnyNumberOfThreads() {
        List<Integer> chosen = TypedRows.numbers(rows(1).sample(0.3, 42), "n");
        // four standard deviations
        assertThat(chosen.size() / (double) ROWS).isCloseTo(0.3, within(4 * Math.sqrt(0.21 / ROWS)));
        assertThat(chosen).isSorted().doesNotHaveDuplicates();
        for (int threads : new int[] {2, 8}) {
            assertThat(TypedRows.numbers(rows(threads).sample(0.3, 42), "n")).isEqualTo(chosen);
        }
        assertThat(TypedRows.numbers(rows(2).sample(0.3, 43), "n")).isNotEqualTo(chosen);
        // a larger share has the rows of the smaller one
        assertThat(TypedRows.numbers(rows(2).sample(0.5, 42), "n")).containsAll(chosen);
        assertThat(rows(2).sample(0, 42).count()).isZero();
        assertThat(rows(2).sample(1, 42).count()).isEqualTo(ROWS);
        assertThat(rows(2).sample(0.3, 42).schema()).isEqualTo(rows(1).schema());
    }

    @Test
    void aNumberOfRowsIsDrawnFromAllOfThem() {
        List<Integer> chosen = TypedRows.numbers(rows(1).sampleRows(500, 42), "n");
        assertThat(chosen).hasSize(500).isSorted().doesNotHaveDuplicates();
        assertThat(chosen.stream().mapToInt(n -> n).average().orElseThrow())
                .isCloseTo(ROWS / 2.0, within(4 * ROWS / Math.sqrt(12 * 500)));
        for (int threads : new int[] {2, 8}) {
            assertThat(TypedRows.numbers(rows(threads).sampleRows(500, 42), "n"))
                    .isEqualTo(chosen);
        }
        assertThat(rows(2).sampleRows(0, 1).count()).isZero();
        assertThat(TypedRows.numbers(rows(2).sampleRows(ROWS + 1, 1), "n")).isEqualTo(range(0, ROWS));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aShareIsFromNothingToAll(double share) {
        assertThatThrownBy(() -> rows(1).sample(share, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sampleRows");
    }

    @Test
    void ofEachGroupWithoutKeysThereIsOne() {
        assertThat(TypedRows.numbers(rows(2).groupBy().top(3, desc("n")), "n"))
                .containsExactly(ROWS - 1, ROWS - 2, ROWS - 3);
        assertThat(rows(2).groupBy("c0").top(0, asc("n")).count()).isZero();
    }

    @Test
    void wholeRowsComeOut() {
        List<List<Object>> all = TypedRows.values(rows(1));
        List<List<Object>> first = TypedRows.values(rows(8).groupBy("c1", "c4").top(2, desc("c3")));
        assertThat(first).isNotEmpty().allSatisfy(row -> assertThat(row).isEqualTo(all.get((int) row.get(0))));
        assertThat(TypedRows.values(rows(8).latestBy("c5", "c1")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).isEqualTo(all.get((int) row.get(0))));
    }
}
