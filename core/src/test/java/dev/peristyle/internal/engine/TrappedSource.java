package dev.peristyle.internal.engine;

import dev.peristyle.column.Chunk;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.GuessingScan;
import dev.peristyle.spi.Morsel;
import dev.peristyle.spi.RunContext;
import dev.peristyle.spi.Scan;
import dev.peristyle.spi.ScanRequest;
import dev.peristyle.spi.Source;

/** A dataset with a trap at each call of a scan and of its readers. */
record TrappedSource(NumberedRows rows, Trap trap) implements Source {

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public String describe() {
        return rows.describe();
    }

    @Override
    public Scan open(ScanRequest request, RunContext context) {
        trap.step();
        GuessingScan scan = rows.open(request, context);
        return new GuessingScan() {
            @Override
            public Schema schema() {
                return scan.schema();
            }

            @Override
            public Morsel nextMorsel() {
                trap.step();
                return scan.nextMorsel();
            }

            @Override
            public long totalBytes() {
                return scan.totalBytes();
            }

            @Override
            public GuessingReader reader(MemoryPool pool) {
                trap.step();
                return trapped(scan.reader(pool));
            }

            @Override
            public void finish() {
                trap.step();
                scan.finish();
            }

            @Override
            public void close() {
                scan.close();
                trap.step();
            }
        };
    }

    private GuessingReader trapped(GuessingReader reader) {
        return new GuessingReader() {
            @Override
            public void begin(Morsel morsel, long start) {
                trap.step();
                reader.begin(morsel, start);
            }

            @Override
            public boolean next() {
                trap.step();
                return reader.next();
            }

            @Override
            public Chunk chunk() {
                return reader.chunk();
            }

            @Override
            public long start() {
                return reader.start();
            }

            @Override
            public long end() {
                return reader.end();
            }

            @Override
            public void close() {
                reader.close();
                trap.step();
            }
        };
    }
}
