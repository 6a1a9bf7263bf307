package dev.peristyle.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkFixture;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.csv.Csv;
import dev.peristyle.file.WindowMode;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.platform.JavaFork;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A chunk allocates nothing. Measured in a JVM of its own: vectors are objects until the code around them is compiled, and
 * what hundreds of other tests have done to the profiles decides when that is.
 */
class CsvSteadyStateTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void aChunkAllocatesNothing(WindowMode mode) throws IOException {
        StringBuilder content = new StringBuilder("id,price,day,name\n");
        for (int row = 0; row < 60_000; row++) {
            content.append(row)
                    .append(",")
                    .append(row % 1000)
                    .append(".25,2024-02-03,\"say \"\"")
                    .append(row);
            content.append("\"\"\"\n");
        }
        Path file = Files.writeString(directory.resolve("long.csv"), content);
        assertAllocatesNothing(file, mode.name());
    }

    @ParameterizedTest
    @EnumSource
    void aChunkOfEveryTypeAllocatesNothing(WindowMode mode) throws IOException {
        Schema schema = SteadyStateProgram.everyType();
        List<Object[]> rows = BoxedRows.random(schema, 500, 0.1, Seeds.random(1));
        Path file = directory.resolve("types.csv");
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);
                ChunkFixture fixture = new ChunkFixture(pool, schema);
                TableBuilder builder = new TableBuilder(pool, "test", schema)) {
            Chunk chunk = fixture.chunk(rows);
            for (int round = 0; round < 25; round++) {
                builder.append(chunk);
            }
            try (Table table = builder.build()) {
                Pipeline.from(table).write(Csv.to(file));
            }
        }
        assertAllocatesNothing(file, mode.name(), "types");
    }

    private static void assertAllocatesNothing(Path file, String... arguments) {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        JavaFork.Outcome outcome = JavaFork.run(
                Runtime.version().feature(),
                vectors ? List.of("--add-modules=jdk.incubator.vector", "-Dperistyle.vectors=always") : List.of(),
                SteadyStateProgram.class,
                Stream.concat(Stream.of(file.toString()), Stream.of(arguments)).toArray(String[]::new));
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output().lines()).containsExactly("90 chunks: 0 bytes on the heap, 0 off it");
    }
}
