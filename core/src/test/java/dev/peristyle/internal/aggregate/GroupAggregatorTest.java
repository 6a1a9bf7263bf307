package dev.peristyle.internal.aggregate;

import static dev.peristyle.schema.DataType.BINARY;
import static dev.peristyle.schema.DataType.BOOLEAN;
import static dev.peristyle.schema.DataType.BYTE;
import static dev.peristyle.schema.DataType.DATE;
import static dev.peristyle.schema.DataType.DOUBLE;
import static dev.peristyle.schema.DataType.FLOAT;
import static dev.peristyle.schema.DataType.INT;
import static dev.peristyle.schema.DataType.LOCAL_TIMESTAMP;
import static dev.peristyle.schema.DataType.LONG;
import static dev.peristyle.schema.DataType.SHORT;
import static dev.peristyle.schema.DataType.STRING;
import static dev.peristyle.schema.DataType.TIMESTAMP;
import static dev.peristyle.schema.DataType.UNSIGNED_BYTE;
import static dev.peristyle.schema.DataType.UNSIGNED_INT;
import static dev.peristyle.schema.DataType.UNSIGNED_LONG;
import static dev.peristyle.schema.DataType.UNSIGNED_SHORT;
import static dev.peristyle.schema.DataType.decimal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every aggregate, type, null pattern, number of groups and way to split the rows against the oracle. */
class GroupAggregatorTest {

    private static final List<DataType> TYPES = List.of(
            BOOLEAN,
            INT,
            LONG,
            FLOAT,
            DOUBLE,
            decimal(15, 2),
            decimal(18, 6),
            DATE,
            TIMESTAMP,
            LOCAL_TIMESTAMP,
            STRING);

    /** Types that share their loops with others. */
    private static final List<DataType> MORE_TYPES = List.of(
            BYTE,
            SHORT,
            UNSIGNED_BYTE,
            UNSIGNED_SHORT,
            UNSIGNED_INT,
            UNSIGNED_LONG,
            DataType.float16(),
            decimal(19, 0),
            decimal(38, 10),
            DataType.time(Resolution.MICROS),
            DataType.timestamp(Resolution.SECONDS),
            DataType.localTimestamp(Resolution.NANOS),
            DataType.duration(Resolution.MILLIS),
            BINARY,
            DataType.fixedBinary(5),
            DataType.fixedBinary(16));

    private static Stream<Arguments> matrix() {
        Stream<Arguments> all = TYPES.stream()
                .flatMap(type -> Stream.of(0.0, 0.3, 1.0)
                        .flatMap(nulls ->
                                Stream.of(0, 1, 4, 413, 3000).map(groups -> Arguments.of(type, nulls, groups))));
        Stream<Arguments> more = MORE_TYPES.stream()
                .flatMap(type -> Stream.of(0.0, 0.3)
                        .flatMap(nulls -> Stream.of(0, 4, 413).map(groups -> Arguments.of(type, nulls, groups))));
        return Stream.concat(all, more);
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void everyAggregateOfEveryTypeAgreesWithTheOracle(DataType type, double nulls, int groups) {
        Random random = Seeds.random(type.toString().hashCode() * 31L + groups + (long) (nulls * 10));
        Schema schema = groups == 0 ? BoxedChunk.schema(type) : BoxedChunk.schema(INT, type);
        List<List<Object>> rows = new ArrayList<>();
        int count = groups == 3000 ? 4000 : 700;
        for (int row = 0; row < count; row++) {
            List<Object> values = new ArrayList<>();
            if (groups > 0) {
                values.add(random.nextInt(groups));
            }
            values.add(random.nextDouble() < nulls ? null : RandomValues.of(type, random));
            rows.add(values);
        }
        checkAll(schema, groups == 0 ? 0 : 1, rows, random);
    }

    @ParameterizedTest
    @MethodSource("types")
    void valuesOfEveryTypeAreKeys(DataType type) {
        Random random = Seeds.random(type.toString().hashCode());
        Schema schema = BoxedChunk.schema(type, LONG);
        for (int count : new int[] {0, 1, 7, 8, 9, 63, 64, 65, 3000}) {
            List<List<Object>> rows = new ArrayList<>();
            for (int row = 0; row < count; row++) {
                List<Object> values = new ArrayList<>();
                values.add(random.nextInt(20) == 0 ? null : RandomValues.key(type, random));
                values.add(random.nextInt(10) == 0 ? null : random.nextLong() >> 20);
                rows.add(values);
            }
            checkAll(schema, 1, rows, random);
        }
    }

    private static Stream<DataType> types() {
        return Stream.concat(TYPES.stream(), MORE_TYPES.stream());
    }

    @Test
    void anyMixOfKeysAgreesWithTheOracle() {
        for (int round = 0; round < 15; round++) {
            long seed = 1000L + round;
            Random random = Seeds.random(seed);
            int keys = 2 + random.nextInt(4);
            DataType[] types = new DataType[keys + 1];
            int[] variety = new int[keys];
            for (int key = 0; key < keys; key++) {
                types[key] = TYPES.get(random.nextInt(TYPES.size()));
                variety[key] = 1 + random.nextInt(random.nextBoolean() ? 4 : 600);
            }
            types[keys] = DOUBLE;
            List<List<Object>> rows = new ArrayList<>();
            for (int row = 0; row < 2000; row++) {
                List<Object> values = new ArrayList<>();
                for (int key = 0; key < keys; key++) {
                    int value = random.nextInt(variety[key] + 1);
                    values.add(value == 0 ? null : RandomValues.of(types[key], Seeds.fixed(value)));
                }
                values.add(random.nextInt(100) / 4.0);
                rows.add(values);
            }
            checkAll(BoxedChunk.schema(types), keys, rows, random);
        }
    }

    @Test
    void withoutAggregatesTheKeysAreTheResult() {
        Random random = Seeds.random(5);
        Schema schema = BoxedChunk.schema(STRING, INT);
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < 5000; row++) {
            List<Object> values = new ArrayList<>();
            values.add(random.nextInt(9) == 0 ? null : "v" + random.nextInt(30));
            values.add(random.nextInt(9) == 0 ? null : random.nextInt(30));
            rows.add(values);
        }
        GroupingRun run = new GroupingRun(schema, 2, List.of(), new int[0]);
        assertThat(run.inOneGo(rows)).isEqualTo(AggregateOracle.group(rows, 2, List.of(), new int[0]));
        assertThat(run.merged(rows, 3, random)).isEqualTo(run.inOneGo(rows));
    }

    /** Runs every aggregate that the last column's type has, apart and sharing, in one go, in parts and merged. */
    private static void checkAll(Schema schema, int keys, List<List<Object>> rows, Random random) {
        int argument = schema.size() - 1;
        DataType type = schema.field(argument).type();
        List<List<Object>> expected = null;
        for (boolean sharing : new boolean[] {false, true}) {
            List<BoundAggregate> aggregates = new ArrayList<>();
            aggregates.add(AggregateRegistry.bind("count", List.of(), "rows"));
            for (String kind : AggregateRegistry.names()) {
                if (AggregateRegistry.isDefined(kind, type) && !DuckDbAggregates.APPROXIMATE.contains(kind)) {
                    BoundAggregate bound = AggregateRegistry.bind(kind, type, kind);
                    aggregates.add(sharing ? bound.withArgumentNumber(0) : bound);
                }
            }
            int[] arguments = new int[aggregates.size()];
            Arrays.fill(arguments, argument);
            arguments[0] = -1;
            GroupingRun run = new GroupingRun(schema, keys, aggregates, arguments);
            expected = expected == null ? AggregateOracle.group(rows, keys, aggregates, arguments) : expected;
            GroupingRun.assertSame(run.inOneGo(rows), expected);
            GroupingRun.assertSame(run.outOfOrder(rows, random), expected);
            if (keys > 0) {
                GroupingRun.assertSame(run.inParts(rows, 1 + random.nextInt(3), 1L << 26, random), expected);
            }
            GroupingRun.assertSame(run.merged(rows, List.of(1, 2, 8).get(random.nextInt(3)), random), expected);
        }
    }
}
