package dev.peristyle.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.memory.MemorySnapshot.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import planted.Leaks;

class MemorySnapshotTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void theLineOfALeakIsNamed(int which) throws Exception {
        try (MemoryPool pool = MemoryPool.builder("test").traceAllocations(true).build();
                MemoryPool child = pool.child("job");
                OffHeapBuffer there = child.allocate(10_000, "what stays")) {
            MemorySnapshot before = MemorySnapshot.of(pool);
            long used = pool.used();
            List<AutoCloseable> leaked = Leaks.plant(child, which);
            child.allocate(1000, "given back").close();
            MemorySnapshot difference = MemorySnapshot.of(pool).since(before);
            assertThat(difference.bytes()).isEqualTo(pool.used() - used);
            assertThat(difference.entries()).singleElement().satisfies(entry -> {
                assertThat(entry.pool()).isEqualTo("test / job");
                assertThat(entry.site()).isEqualTo("planted.Leaks.plant(Leaks.java:" + line(which) + ")");
                assertThat(entry.count()).isEqualTo(leaked.size());
            });
            assertThat(difference.toString()).contains(difference.bytes() + " bytes in", "Leaks.java:" + line(which));
            for (AutoCloseable each : leaked) {
                each.close();
            }
            assertThat(MemorySnapshot.of(pool).since(before).entries()).isEmpty();
            assertThat(there.capacity()).isEqualTo(10_000);
        }
    }

    /** The line on which the source takes memory. */
    private static int line(int which) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/java/planted/Leaks.java"));
        String wanted = which < 5 ? "case " + which + " ->" : "\"in a loop\"";
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).contains(wanted)) {
                return line + 1;
            }
        }
        throw new AssertionError("there is no " + wanted);
    }

    @Test
    void whatIsGivenBackCountsDownAndOwnersAreAddedUp() {
        try (MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED)) {
            OffHeapBuffer first = pool.allocate(64, "a");
            MemorySnapshot before = MemorySnapshot.of(pool);
            List<OffHeapBuffer> more = new ArrayList<>();
            for (int count = 0; count < 3; count++) {
                more.add(pool.allocate(64, "b"));
            }
            first.close();
            long each = more.get(0).allocatedBytes();
            assertThat(MemorySnapshot.of(pool).since(before).entries())
                    .containsExactly(new Entry("test", "b", "", 3 * each, 3), new Entry("test", "a", "", -each, -1));
            assertThat(MemorySnapshot.ofProcess().bytes()).isGreaterThanOrEqualTo(3 * each);
            more.forEach(OffHeapBuffer::close);
        }
    }
}
