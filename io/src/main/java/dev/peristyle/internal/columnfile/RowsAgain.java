package dev.peristyle.internal.columnfile;

import dev.peristyle.column.Chunk;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.lifetime.Closing;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.MorselReader;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.ScanRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads rows that have been written, to be written in another way. */
final class RowsAgain {

    private RowsAgain() {}

    /** One thread of a run. What it reads again is no progress. */
    private record Rereading(RunContext run) implements RunContext {
        @Override
        public MemoryPool memory() {
            return run.memory();
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public Path temporaryDirectory() {
            return run.temporaryDirectory();
        }

        @Override
        public void advance(long bytes, long rows) {
            run.advance(0, 0);
        }

        @Override
        public boolean isCancelled() {
            return run.isCancelled();
        }
    }

    /**
     * Reads a file.
     *
     * @param file which is whole
     * @param schema its columns
     * @param target takes each batch, which it must not keep
     */
    static void read(Path file, Schema schema, RunContext run, Consumer<RowBatch> target) {
        RunContext context = new Rereading(run);
        FileRanges ranges = FileRanges.open(WindowMode.READ, InputFile.of(file), 0);
        try (ColumnFileScan scan = scan(ranges, schema, context);
                MorselReader reader = scan.reader(context.memory());
                BatchEncoder encoder = new BatchEncoder(schema, context.memory());
                BatchCollector batches = new BatchCollector(schema, context.memory(), target)) {
            BatchMorsel morsel;
            while ((morsel = scan.nextMorsel()) != null) {
                reader.begin(morsel);
                while (reader.next()) {
                    add(reader.chunk(), encoder, batches);
                }
            }
            batches.flush();
        }
    }

    private static ColumnFileScan scan(FileRanges ranges, Schema schema, RunContext context) {
        try {
            FileMetadata metadata = FileMetadata.read(ranges);
            ScanRequest all = new ScanRequest(schema.names(), List.of());
            return new ColumnFileScan(metadata, ranges, BatchRequest.of(metadata.columns(), schema, all, context));
        } catch (RuntimeException | Error failure) {
            Closing.after(failure, List.of(ranges));
            throw failure;
        }
    }

    private static void add(Chunk chunk, BatchEncoder encoder, BatchCollector batches) {
        for (int row = 0; row < chunk.rowCount(); ) {
            row = encoder.encode(chunk, row);
            batches.append(encoder);
        }
    }
}
