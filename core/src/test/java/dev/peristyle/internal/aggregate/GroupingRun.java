package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.internal.state.MemorySpill;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Feeds boxed rows to aggregators in several ways; dirty memory, and every byte must be given back. */
record GroupingRun(Schema schema, int keys, List<BoundAggregate> aggregates, int[] arguments) {

    private static final double RELATIVE_ERROR = 4e-15;

    /** Some consecutive rows. */
    private record Part(int ordinal, List<List<Object>> rows) {}

    List<List<Object>> inOneGo(List<List<Object>> rows) {
        return run(List.of(List.of(new Part(0, rows))), 1);
    }

    /** In chunks of random size that come in random order. */
    List<List<Object>> outOfOrder(List<List<Object>> rows, Random random) {
        List<Part> parts = parts(rows, random);
        Collections.shuffle(parts, random);
        return run(List.of(parts), 0);
    }

    /** In chunks that go to one of several aggregators each, which are then merged. */
    List<List<Object>> merged(List<List<Object>> rows, int aggregators, Random random) {
        List<List<Part>> assigned = new ArrayList<>();
        for (int aggregator = 0; aggregator < aggregators; aggregator++) {
            assigned.add(new ArrayList<>());
        }
        for (Part part : parts(rows, random)) {
            assigned.get(random.nextInt(aggregators)).add(part);
        }
        return run(assigned, 0);
    }

    private static List<Part> parts(List<List<Object>> rows, Random random) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (from < rows.size()) {
            int to = Math.min(rows.size(), from + 1 + random.nextInt(random.nextBoolean() ? 10 : 1500));
            parts.add(new Part(from, rows.subList(from, to)));
            from = to;
        }
        return parts;
    }

    /** Every second aggregator has one table for all keys from the first chunk on. */
    private List<List<Object>> run(List<List<Part>> assigned, int first) {
        try (MemoryPool pool = MemoryPool.builder("test").fillWith((byte) 0xA5).build()) {
            List<GroupAggregator> aggregators = new ArrayList<>();
            try {
                for (List<Part> parts : assigned) {
                    GroupAggregator aggregator = new GroupAggregator(
                            pool, "groupBy", keyFields(), aggregates, (first + aggregators.size()) % 2 == 0 ? 0 : 4096);
                    aggregators.add(aggregator);
                    for (Part part : parts) {
                        accumulate(pool, aggregator, part);
                    }
                }
                Collections.shuffle(aggregators, Seeds.fixed(assigned.size()));
                for (GroupAggregator other : aggregators.subList(1, aggregators.size())) {
                    aggregators.get(0).merge(other);
                    other.close();
                }
                return drain(aggregators.get(0));
            } finally {
                aggregators.forEach(GroupAggregator::close);
                assertThat(pool.used()).isZero();
            }
        }
    }

    /** In chunks that go to one of several partials each, which stop making groups at some chunk; then part by part. */
    List<List<Object>> inParts(List<List<Object>> rows, int count, long limit, Random random) {
        return inParts(rows, count, limit, random, new MemorySpill(), 10);
    }

    /** As above; the others stop when there is no memory for more groups. */
    List<List<Object>> inParts(
            List<List<Object>> rows, int count, long limit, Random random, MemorySpill spill, int percentStopped) {
        int[] positions = IntStream.range(0, keys).toArray();
        List<Field> fields = new ArrayList<>(keyFields());
        aggregates.forEach(aggregate -> fields.add(aggregate.outputField()));
        Grouping grouping = new Grouping("groupBy", keyFields(), positions, aggregates, arguments, Schema.of(fields));
        List<List<Object>> result = new ArrayList<>();
        MemoryPool inputs = MemoryPool.builder("inputs").build();
        MemoryPool pool =
                MemoryPool.builder("test").limit(limit).fillWith((byte) 0xA5).build();
        List<GroupPartial> partials = new ArrayList<>();
        try (inputs;
                GroupMemory memory = new GroupMemory(pool, spill, count, () -> {})) {
            try {
                for (int partial = 0; partial < count; partial++) {
                    partials.add(new GroupPartial(grouping, memory));
                }
                for (Part part : parts(rows, random)) {
                    GroupPartial partial = partials.get(random.nextInt(count));
                    if (random.nextInt(100) < percentStopped && !partial.isPartitioned()) {
                        partial.partition(schema, random.nextBoolean());
                    }
                    try (BoxedChunk chunk = new BoxedChunk(inputs, schema, part.rows())) {
                        partial.add(chunk.chunk(schema), part.ordinal());
                    }
                }
                try (PartitionedGroups groups = new PartitionedGroups(grouping, memory, partials)) {
                    for (int part = 0; part < groups.count(); part++) {
                        groups.aggregate(part, chunk -> result.addAll(BoxedChunk.rows(chunk)));
                    }
                }
            } finally {
                partials.forEach(GroupPartial::close);
            }
        } finally {
            assertThat(pool.used()).isZero();
            assertThat(spill.openFiles()).isZero();
            assertThat(spill.liveBytes()).isZero();
            pool.close();
        }
        int last = fields.size();
        result.sort(Comparator.comparingLong(row -> (Long) row.get(last)));
        result.replaceAll(row -> row.subList(0, last));
        return result;
    }

    private List<Field> keyFields() {
        return schema.fields().subList(0, keys);
    }

    private static List<List<Object>> drain(GroupAggregator aggregator) {
        List<List<Object>> result = new ArrayList<>();
        Chunk chunk = aggregator.nextOutput();
        while (chunk != null) {
            result.addAll(BoxedChunk.rows(chunk));
            chunk = aggregator.nextOutput();
        }
        return result;
    }

    private void accumulate(MemoryPool pool, GroupAggregator aggregator, Part part) {
        try (BoxedChunk chunk = new BoxedChunk(pool, schema, part.rows())) {
            Column[] argumentColumns = new Column[arguments.length];
            for (int position = 0; position < arguments.length; position++) {
                argumentColumns[position] = arguments[position] < 0 ? null : chunk.column(arguments[position]);
            }
            aggregator.accumulate(part.rows().size(), chunk.columns(0, keys), argumentColumns, part.ordinal());
        }
    }

    /** Equal in order; computed doubles to the last few bits, which for the smallest of them is the last bit. */
    static void assertSame(List<List<Object>> actual, List<List<Object>> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int row = 0; row < expected.size(); row++) {
            for (int position = 0; position < expected.get(row).size(); position++) {
                Object wanted = expected.get(row).get(position);
                Object got = actual.get(row).get(position);
                // millions of cells: an assertion for each would take most of the time
                if (got != null && got.equals(wanted)) {
                    continue;
                }
                if (wanted instanceof Double number && Double.isFinite(number) && got instanceof Double other) {
                    assertThat(Math.abs(other - number))
                            .as("row %s, column %s: %s instead of %s", row, position, got, wanted)
                            .isLessThanOrEqualTo(Math.max(Math.abs(number) * RELATIVE_ERROR, Math.ulp(number)));
                } else {
                    assertThat(got).as("row %s, column %s", row, position).isEqualTo(wanted);
                }
            }
        }
    }
}
