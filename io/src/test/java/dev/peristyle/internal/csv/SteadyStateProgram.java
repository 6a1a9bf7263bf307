package dev.peristyle.internal.csv;

import com.sun.management.ThreadMXBean;
import dev.peristyle.column.Chunk;
import dev.peristyle.file.WindowMode;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.GuessingReader;
import dev.peristyle.spi.Predicate;
import dev.peristyle.spi.ScanRequest;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Prints the bytes that 90 chunks of a file allocate on the heap to be read and written again, once the JVM has compiled what
 * it is going to. The types are inferred, or those of {@link #everyType()} if a third argument says so.
 */
final class SteadyStateProgram {

    private static final long LONGEST_NANOS = 300_000_000_000L;

    private SteadyStateProgram() {}

    public static void main(String[] arguments) {
        boolean everyType = arguments.length > 2;
        ReadSettings settings = new ScanPath(WindowMode.valueOf(arguments[1]), 1 << 24, everyType ? 100 : 500, false)
                .apply(
                        everyType
                                ? TestSettings.defaults()
                                        .schema(everyType())
                                        .maximumRecordSize(1 << 14)
                                        .build()
                                : ScanPath.defaults());
        CsvSource source = CsvSource.describe(List.of(Path.of(arguments[0])), settings);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (TestRun run = new TestRun();
                CsvScan scan =
                        source.open(new ScanRequest(source.schema().names(), List.of(evenIds(), evenIds())), run);
                GuessingReader reader = scan.reader(run.memory())) {
            CsvEncoder encoder = new CsvEncoder(WriteSettings.plain(',', '"', true), source.schema(), run.memory());
            long deadline = System.nanoTime() + LONGEST_NANOS;
            long allocated;
            long grown;
            int chunks;
            do {
                reader.begin(new CsvSplit(0), GuessingReader.UNKNOWN);
                for (int chunk = 0; chunk < 20; chunk++) {
                    reader.next();
                    encode(encoder, reader.chunk());
                }
                long used = run.memory().used();
                long before = thread.getCurrentThreadAllocatedBytes();
                chunks = 0;
                while (chunks < 90 && reader.next()) {
                    encode(encoder, reader.chunk());
                    chunks++;
                }
                allocated = thread.getCurrentThreadAllocatedBytes() - before;
                grown = run.memory().used() - used;
            } while (allocated > 0 && System.nanoTime() < deadline);
            encoder.close();
            System.out.println(chunks + " chunks: " + allocated + " bytes on the heap, " + grown + " off it");
        }
    }

    private static void encode(CsvEncoder encoder, Chunk chunk) {
        encoder.clear();
        encoder.encode(chunk, 0);
    }

    /** A number to filter by, then a column of every type. */
    static Schema everyType() {
        Schema.Builder schema = Schema.builder().add("id", DataType.INT);
        AllTypes.LIST.forEach(type -> schema.add(type.toString(), type));
        return schema.build();
    }

    /** A filter that allocates nothing either. */
    private static Predicate evenIds() {
        return new Predicate() {
            @Override
            public List<String> columns() {
                return List.of("id");
            }

            @Override
            public String describe() {
                return "even";
            }

            @Override
            public Evaluator open(MemoryPool pool) {
                return new EvenIds();
            }
        };
    }

    private static final class EvenIds implements Predicate.Evaluator {
        @Override
        public int evaluate(Chunk chunk, long bitmap) {
            long values = chunk.column(0).valuesAddress();
            int set = 0;
            for (int row = 0; row < (chunk.rowCount() + 63 & -64); row += 64) {
                long bits = 0;
                for (int bit = 0; bit < 64 && row + bit < chunk.rowCount(); bit++) {
                    bits |= (UnsafeApi.getInt(values + 4L * (row + bit)) & 1) == 0 ? 1L << bit : 0;
                }
                UnsafeApi.putLong(bitmap + row / 8, bits);
                set += Long.bitCount(bits);
            }
            return set;
        }

        @Override
        public void close() {}
    }
}
