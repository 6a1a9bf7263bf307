package dev.peristyle.internal.chronicle;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.core.io.ReferenceOwner;

/** Maps a file and fills a buffer, as seen by {@link ChronicleStartupForkTest}. */
final class ChronicleProgram {

    private static final int WINDOW = 1 << 20;

    private ChronicleProgram() {}

    public static void main(String[] arguments) throws IOException {
        ChronicleStartup.open();
        ChronicleStartup.open();
        File file = File.createTempFile("mapped", ".csv");
        Files.write(file.toPath(), new byte[3 * WINDOW]);
        try (MappedFile mapped = MappedFile.of(file, WINDOW, WINDOW, true)) {
            for (long offset = 0; offset < 3L * WINDOW; offset += WINDOW) {
                MappedBytesStore window = mapped.acquireByteStore(ReferenceOwner.INIT, offset);
                window.readByte(window.start());
                window.release(ReferenceOwner.INIT);
            }
        } finally {
            Files.delete(file.toPath());
        }
        // Chronicle unmaps on a thread of its own.
        BackgroundResourceReleaser.releasePendingResources();
        System.out.println("mappings left: " + mappingsOf(file));
        Bytes<?> bytes = Bytes.allocateElasticDirect(64);
        bytes.append(12.5).append(',').append(42);
        System.out.println(bytes);
        bytes.releaseLast();
    }

    private static long mappingsOf(File file) throws IOException {
        Path mappings = Path.of("/proc/self/maps");
        if (!Files.exists(mappings)) {
            return 0;
        }
        return Files.readAllLines(mappings).stream()
                .filter(line -> line.contains(file.getName()))
                .count();
    }
}
