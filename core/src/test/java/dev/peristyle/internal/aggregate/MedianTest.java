package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MedianTest {

    private static Object median(DataType type, Object... values) {
        List<List<Object>> rows = new ArrayList<>();
        Arrays.asList(values).forEach(value -> rows.add(Arrays.asList(value)));
        return run(type, 0).inOneGo(rows).get(0).get(0);
    }

    private static GroupingRun run(DataType type, int keys) {
        BoundAggregate median = AggregateRegistry.bind("median", type, "median");
        return keys == 0
                ? new GroupingRun(BoxedChunk.schema(type), 0, List.of(median), new int[] {0})
                : new GroupingRun(BoxedChunk.schema(DataType.INT, type), 1, List.of(median), new int[] {1});
    }

    @Test
    void theMedianIsInTheMiddleOrBetweenTheMiddleTwo() {
        assertThat(median(DataType.LONG, 5L, 1L, 9L)).isEqualTo(5.0);
        assertThat(median(DataType.LONG, 5L, null, 1L, 9L, 6L)).isEqualTo(5.5);
        assertThat(median(DataType.LONG, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(-0.5);
        assertThat(median(DataType.LONG)).isNull();
        assertThat(median(DataType.LONG, null, null)).isNull();
        assertThat(median(DataType.decimal(15, 2), 105L, 100L)).isEqualTo(1.025);
        assertThat(median(DataType.decimal(38, 2), BigInteger.valueOf(-105), BigInteger.valueOf(100)))
                .isEqualTo(-0.025);
        assertThat(median(DataType.UNSIGNED_LONG, new BigInteger("18446744073709551615"), BigInteger.ONE))
                .isEqualTo(0x1p63);
        assertThat(median(DataType.DOUBLE, 2.0, Double.NaN, 1.0)).isEqualTo(2.0);
        assertThat(median(DataType.DOUBLE, Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
        assertThat(median(DataType.FLOAT, -0.5f, 0.25f, -0.0f, 0.0f)).isEqualTo(0.0);
        assertThatThrownBy(() -> AggregateRegistry.bind("median", DataType.STRING, "m"))
                .hasMessageContaining("only for numbers");
    }

    @Test
    void theNumberOfThreadsDoesNotShow() {
        Random random = Seeds.random(20);
        for (DataType type : List.of(DataType.INT, DataType.DOUBLE, DataType.decimal(38, 4), DataType.UNSIGNED_LONG)) {
            List<List<Object>> rows = new ArrayList<>();
            for (int row = 0; row < 3000; row++) {
                Object value = random.nextInt(9) == 0 ? null : RandomValues.of(type, random);
                rows.add(Arrays.asList(random.nextInt(40), value));
            }
            GroupingRun run = run(type, 1);
            List<List<Object>> expected = AggregateOracle.group(rows, 1, run.aggregates(), run.arguments());
            for (int threads : new int[] {1, 2, 8}) {
                assertThat(run.merged(rows, threads, random)).isEqualTo(expected);
            }
        }
    }
}
