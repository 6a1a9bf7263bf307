package dev.peristyle.internal.aggregate;

import static dev.peristyle.Aggregates.stringJoin;
import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.peristyle.error.ComputationException;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no exact oracle can tell: an estimate within its error; and a text that is too long. */
class ApproximateDistinctTest {

    private static final List<DataType> TYPES =
            List.of(DataType.LONG, DataType.INT, DataType.DOUBLE, DataType.STRING, DataType.decimal(30, 2));

    private static GroupingRun run(DataType type) {
        return new GroupingRun(
                BoxedChunk.schema(type),
                0,
                List.of(AggregateRegistry.bind("approximateCountDistinct", type, "d")),
                new int[] {0});
    }

    private static Object value(DataType type, long number) {
        return switch (type.kind()) {
            case INT -> (int) number;
            case DOUBLE -> (double) number;
            case STRING -> "value " + number;
            case DECIMAL -> BigInteger.valueOf(number);
            default -> number;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 100, 1000, 10_000})
    void isNearTheTrueNumberForEveryType(int different) {
        for (DataType type : TYPES) {
            List<List<Object>> rows = new ArrayList<>();
            for (int repeat = 0; repeat < 2; repeat++) {
                for (long number = 0; number < different; number++) {
                    rows.add(List.of(value(type, number)));
                }
            }
            rows.add(new ArrayList<>());
            rows.get(rows.size() - 1).add(null);
            double fourStandardErrors = 4 * 1.04 / Math.sqrt(4096) * different;
            Random random = Seeds.random(different);
            List<List<Object>> result = run(type).inOneGo(rows);
            assertThat((double) (Long) result.get(0).get(0))
                    .as("%s", type)
                    .isCloseTo(different, within(fourStandardErrors));
            assertThat(run(type).merged(rows, 1 + random.nextInt(8), random)).isEqualTo(result);
        }
    }

    @Test
    void takesBothZerosForOneAndAllThatAreNoNumbers() {
        List<List<Object>> rows = List.of(
                List.of(0.0),
                List.of(-0.0),
                List.of(Double.NaN),
                List.of(Double.longBitsToDouble(0xFFF8_0000_0000_1234L)));
        assertThat(run(DataType.DOUBLE).inOneGo(rows)).isEqualTo(List.of(List.of(2L)));
    }

    @Test
    void joinsWithAnySeparatorUpToALimit() {
        for (String separator : List.of("", "')", ", '", "é")) {
            BoundAggregate join = AggregateRegistry.bind(new StringJoin(6, separator), List.of(DataType.STRING), "all");
            GroupingRun run = new GroupingRun(BoxedChunk.schema(DataType.STRING), 0, List.of(join), new int[] {0});
            List<List<Object>> rows = List.of(List.of("a"), List.of(""));
            assertThat(run.inOneGo(rows)).isEqualTo(List.of(List.of("a" + separator)));
            assertThatThrownBy(() -> run.inOneGo(List.of(List.of("abcde"), List.of("éf"))))
                    .isInstanceOf(ComputationException.class)
                    .hasMessageContaining("'all': the texts of one group are ")
                    .hasMessageContaining("at most 6");
        }
        assertThat(stringJoin(col("x"), "-").toString()).isEqualTo("stringJoin(x, 1048576, '-')");
    }
}
