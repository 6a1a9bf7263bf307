package dev.peristyle.internal.aggregate;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.Column;
import dev.peristyle.internal.vector.WarmUp;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Asks for the least and the greatest text until the search has been switched over, and says whether the answers were right. */
final class TextExtremeTrialProgram {
    private static final long LONGEST_NANOS = 20_000_000_000L;
    private static final int SAMPLES = 20;
    private static final int PASSES = 200;

    private TextExtremeTrialProgram() {}

    public static void main(String[] arguments) {
        // as if the process had read for long
        WarmUp.read(LONGEST_NANOS);
        Random random = new Random(7);
        long deadline = System.nanoTime() + LONGEST_NANOS;
        boolean right = true;
        int behind = 0;
        while (behind < 2 && System.nanoTime() < deadline) {
            behind += TextExtremeState.VECTORS.isOn() ? 1 : 0;
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
        int most = 1 + random.nextInt(2000);
        for (int row = 0; row < most; row++) {
            String text = "text ".substring(random.nextInt(5)) + random.nextInt(most);
            texts.add(text);
            rows.add(List.of(text));
        }
        List<BoundAggregate> aggregates = new ArrayList<>();
        for (AggregateKind kind : List.of(AggregateKind.MIN, AggregateKind.MAX)) {
            aggregates.add(
                    AggregateBinder.bind(kind, DataType.STRING, kind.method()).withArgumentNumber(0));
        }
        boolean right = true;
        try (MemoryPool pool = MemoryPool.builder("test").build();
                BoxedChunk chunk = new BoxedChunk(pool, schema, rows)) {
            Column[] columns = {chunk.column(0), chunk.column(0)};
            for (int pass = 0; pass < PASSES; pass++) {
                try (GroupAggregator aggregator = new GroupAggregator(pool, "aggregate", List.of(), aggregates)) {
                    aggregator.accumulate(most, new Column[0], columns, 0);
                    Chunk output = aggregator.nextOutput();
                    right &= BoxedChunk.rows(output)
                            .equals(List.of(List.of(Collections.min(texts), Collections.max(texts))));
                }
            }
        }
        return right;
    }
}
