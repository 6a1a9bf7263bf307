package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.peristyle.column.Column;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.OwnAggregates;
import dev.peristyle.spi.UserAggregate;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once every group is known, chunks cost no heap and no further memory. */
class GroupAggregatorAllocationTest {

    private static final int CHUNKS = 200;
    private static final int ROUNDS = 11;

    @ParameterizedTest
    @ValueSource(strings = {"decimal", "double", "string"})
    void theSteadyStateAllocatesNothing(String typeName) {
        DataType type = switch (typeName) {
            case "decimal" -> DataType.decimal(15, 2);
            case "double" -> DataType.DOUBLE;
            default -> DataType.STRING;
        };
        Random random = Seeds.random(3);
        Schema schema = BoxedChunk.schema(DataType.STRING, DataType.INT, type);
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < 1000; row++) {
            List<Object> values = new ArrayList<>();
            values.add(random.nextInt(9) == 0 ? null : "key " + random.nextInt(20));
            values.add(random.nextInt(5));
            values.add(random.nextInt(9) == 0 ? null : RandomValues.of(type, random));
            rows.add(values);
        }
        List<BoundAggregate> aggregates = new ArrayList<>();
        for (String kind : AggregateRegistry.names()) {
            // those hold every value
            boolean grows = AggregateRegistry.named(kind).holdsValues() && !kind.equals("countDistinct");
            if (!grows && AggregateRegistry.isDefined(kind, type)) {
                aggregates.add(AggregateRegistry.bind(kind, type, kind).withArgumentNumber(0));
            }
        }
        UserAggregate own = type == DataType.STRING
                ? new OwnAggregates.Characters()
                : OwnAggregates.sum((state, row) -> state.addDouble(0, row.getDouble(0)));
        aggregates.add(AggregateRegistry.bind(new OwnAggregate(own, List.of("x")), List.of(type), "own")
                .withArgumentNumber(0));
        try (MemoryPool pool = MemoryPool.builder("test").build();
                BoxedChunk chunk = new BoxedChunk(pool, schema, rows);
                GroupAggregator aggregator =
                        new GroupAggregator(pool, "groupBy", schema.fields().subList(0, 2), aggregates)) {
            Column[] keys = chunk.columns(0, 2);
            Column[] arguments = new Column[aggregates.size()];
            Arrays.fill(arguments, chunk.column(2));
            run(aggregator, keys, arguments, 0);
            long memory = pool.used();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long[] allocated = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                run(aggregator, keys, arguments, (round + 1) * CHUNKS);
                allocated[round] = threads.getCurrentThreadAllocatedBytes() - before;
            }
            // the thread that has a method compiled makes the constant texts of its class, which is once for each
            // method
            Arrays.sort(allocated);
            // the measurement itself may cost some bytes, but not a hundredth of an object per chunk
            assertThat(allocated[ROUNDS / 2]).as("%s", allocated).isLessThan(CHUNKS);
            assertThat(pool.used()).isEqualTo(memory);
        }
    }

    private static void run(GroupAggregator aggregator, Column[] keys, Column[] arguments, int firstChunk) {
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            aggregator.accumulate(1000, keys, arguments, 1000L * (firstChunk + chunk));
        }
    }
}
