package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.List;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class RowFormatterTest {

    @Test
    void noMoreIsWrittenThanWasAnnounced() {
        int length = 100_000;
        Schema schema = Schema.builder().add("text", DataType.STRING).build();
        try (TestRun run = new TestRun();
                OffHeapBuffer quotes = run.memory().allocate(length, "quotes");
                OffHeapBuffer out = run.memory().allocate(4L * length, "out");
                ColumnBuffer column = new ColumnBuffer(run.memory(), "column", DataType.STRING)) {
            UnsafeApi.setMemory(quotes.address(), length, (byte) '"');
            column.ensureCapacity(2);
            UnsafeApi.putLong(column.valuesAddress(), quotes.address());
            UnsafeApi.putInt(column.lengthsAddress(), length);
            // a null row's length has no meaning
            UnsafeApi.putInt(column.lengthsAddress() + 4, -1_000_000);
            UnsafeApi.putLong(column.validityAddress(), 1);
            column.publish(2, 1);
            ChunkWriter chunk = new ChunkWriter(schema, List.of(column.column()));
            chunk.publish(2);
            RowFormatter formatter = new RowFormatter(WriteSettings.plain(',', '"', true), schema);
            formatter.bind(chunk.chunk());
            long written = formatter.format(0, 2, out.address()) - out.address();
            assertThat(written).isEqualTo(2L * length + 2 + 1 + 1);
            assertThat(formatter.maxBytes(0, 2)).isBetween(written, written + 100);
        }
    }
}
