package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.internal.vector.WarmUp;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Asks for the least and the greatest text until the search has been switched over, and says whether the answers were
 * right.
 */
final class TextExtremeTrialProgram {
    private static final long MAX_NANOS = 20_000_000_000L;
    private static final int SAMPLES = 20;
    private static final int PASSES = 200;

    private TextExtremeTrialProgram() {}

    public static void main(String[] arguments) {
        // as if the process had read for long
        WarmUp.read(MAX_NANOS);
        Random random = Seeds.random(7);
        long deadline = System.nanoTime() + MAX_NANOS;
        boolean right = true;
        int batches = 0;
        while (batches < 2 && System.nanoTime() < deadline) {
            batches += TextExtremeState.VECTORS.isOn() ? 1 : 0;
            for (int sample = 0; sample < SAMPLES; sample++) {
                right &= isRight(random);
            }
        }
        System.out.println((right ? "right" : "wrong") + " in all passes, "
                + (TextExtremeState.VECTORS.isOn() ? "switched on" : "still tried"));
    }

    private static boolean isRight(Random random) {
        Schema schema = BoxedChunk.schema(DataType.STRING);
        List<List<Object>> rows = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int count = 1 + random.nextInt(2000);
        for (int row = 0; row < count; row++) {
            String text = "text ".substring(random.nextInt(5)) + random.nextInt(count);
            texts.add(text);
            rows.add(List.of(text));
        }
        List<BoundAggregate> aggregates = new ArrayList<>();
        for (String kind : List.of("min", "max")) {
            aggregates.add(AggregateRegistry.bind(kind, DataType.STRING, kind).withArgumentNumber(0));
        }
        boolean right = true;
        try (MemoryPool pool = MemoryPool.builder("test").build();
                BoxedChunk chunk = new BoxedChunk(pool, schema, rows)) {
            Column[] columns = {chunk.column(0), chunk.column(0)};
            for (int pass = 0; pass < PASSES; pass++) {
                try (GroupAggregator aggregator = new GroupAggregator(pool, "aggregate", List.of(), aggregates)) {
                    aggregator.accumulate(count, new Column[0], columns, 0);
                    Chunk output = aggregator.nextOutput();
                    right &= BoxedChunk.rows(output)
                            .equals(List.of(List.of(Collections.min(texts), Collections.max(texts))));
                }
            }
        }
        return right;
    }
}
