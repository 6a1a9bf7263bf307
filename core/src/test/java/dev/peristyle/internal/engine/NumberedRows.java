package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.GuessingScan;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.UnsafeApi;

/**
 * A dataset of numbered rows ({@code id}, {@code text} = "row id", null for every seventh) whose splits can begin
 * elsewhere than a reader guesses: split k covers rows {@code [k × rowsPerSplit + shift(k), …)}, but a reader that guesses
 * begins without the shift. A reader in a wrong place can be made to fail, as a parser inside quotes would.
 */
final class NumberedRows implements Source {

    static final Schema SCHEMA = Schema.builder()
            .add("id", DataType.LONG)
            .add("text", DataType.STRING)
            .build();

    final long rows;
    final int splits;
    final int rowsPerSplit;
    final int chunkRows;
    boolean shifted;
    boolean failWhenMisplaced;
    long failAtRow = Long.MAX_VALUE;
    final AtomicInteger openReaders = new AtomicInteger();
    final AtomicInteger openScans = new AtomicInteger();
    final AtomicInteger chunksRead = new AtomicInteger();

    NumberedRows(int splits, int rowsPerSplit, int chunkRows) {
        this.splits = splits;
        this.rowsPerSplit = rowsPerSplit;
        this.chunkRows = chunkRows;
        this.rows = (long) splits * rowsPerSplit;
    }

    private long startOf(int split) {
        if (split == 0) {
            return 0;
        }
        if (split == splits) {
            return rows;
        }
        return (long) split * rowsPerSplit + (shifted && split % 3 == 1 ? 2 : 0);
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public String describe() {
        return "numbered rows";
    }

    @Override
    public GuessingScan open(ScanRequest request, RunContext context) {
        openScans.incrementAndGet();
        return new GuessingScan() {
            private int next;

            @Override
            public Schema schema() {
                return SCHEMA.select(request.columns());
            }

            @Override
            public Morsel nextMorsel() {
                return next < splits ? new Split(next++) : null;
            }

            @Override
            public long totalBytes() {
                return rows;
            }

            @Override
            public GuessingReader reader(MemoryPool pool) {
                return new Reader(request, context, pool);
            }

            @Override
            public void close() {
                openScans.decrementAndGet();
            }
        };
    }

    private record Split(int number) implements Morsel {}

    private final class Reader implements GuessingReader {

        private final RunContext context;
        private final List<ColumnBuffer> buffers = new ArrayList<>();
        private final ChunkWriter chunk;
        private final OffHeapBuffer text;
        private int split;
        private long start;
        private long next;

        Reader(ScanRequest request, RunContext context, MemoryPool pool) {
            this.context = context;
            Schema schema = SCHEMA.select(request.columns());
            for (Field field : schema.fields()) {
                buffers.add(new ColumnBuffer(pool, "numbered rows", field.type()));
            }
            chunk = ChunkWriter.over(schema, buffers);
            text = pool.allocate(32L * chunkRows, "numbered rows");
            openReaders.incrementAndGet();
            if (!request.predicates().isEmpty()) {
                throw new UnsupportedOperationException("no filters in this test");
            }
        }

        @Override
        public void begin(Morsel morsel, long newStart) {
            split = ((Split) morsel).number();
            start = newStart == UNKNOWN ? (long) split * rowsPerSplit : newStart;
            next = start;
        }

        @Override
        public boolean next() {
            if (start != startOf(split) && failWhenMisplaced) {
                throw new IllegalStateException("misplaced");
            }
            long end = startOf(split + 1);
            if (next >= end) {
                return false;
            }
            int count = (int) Math.min(chunkRows, end - next);
            if (failAtRow >= next && failAtRow < next + count) {
                throw new IllegalStateException("bad row " + failAtRow);
            }
            for (int position = 0; position < buffers.size(); position++) {
                fill(buffers.get(position), count);
            }
            chunk.publish(count);
            chunksRead.incrementAndGet();
            next += count;
            context.advance(count, count);
            return true;
        }

        private void fill(ColumnBuffer buffer, int count) {
            buffer.ensureCapacity(count);
            buffer.setAllPresent();
            if (buffer.column().type().equals(DataType.LONG)) {
                for (int row = 0; row < count; row++) {
                    UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, next + row);
                }
                buffer.publish(count, 0);
                return;
            }
            int nulls = 0;
            for (int row = 0; row < count; row++) {
                long id = next + row;
                byte[] bytes = ("row " + id).getBytes(StandardCharsets.UTF_8);
                long address = text.address() + 32L * row;
                for (int position = 0; position < bytes.length; position++) {
                    UnsafeApi.putByte(address + position, bytes[position]);
                }
                UnsafeApi.putLong(buffer.valuesAddress() + 8L * row, address);
                UnsafeApi.putInt(buffer.lengthsAddress() + 4L * row, bytes.length);
                if (id % 7 == 0) {
                    nulls++;
                    long word = buffer.validityAddress() + (row >> 3);
                    UnsafeApi.putByte(word, (byte) (UnsafeApi.getByte(word) & ~(1 << (row & 7))));
                }
            }
            buffer.publish(count, nulls);
        }

        @Override
        public Chunk chunk() {
            return chunk.chunk();
        }

        @Override
        public long start() {
            return start;
        }

        @Override
        public long end() {
            return next;
        }

        @Override
        public void close() {
            openReaders.decrementAndGet();
            buffers.forEach(ColumnBuffer::close);
            text.close();
        }
    }
}
