package dev.peristyle.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ServiceLoader;
import org.agrona.BufferUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.io.TempDir;

class LeakCheckTest {

    @TempDir
    Path directory;

    @Test
    void namesAnOpenFile() throws IOException {
        Path file = Files.writeString(directory.resolve("left-open.csv"), "a\n1\n");
        ProcessHandles before = ProcessHandles.now();
        try (FileChannel channel = FileChannel.open(file)) {
            assertThat(channel.isOpen()).isTrue();
            assertThat(ProcessHandles.now().growthSince(before)).contains("still open 1 times", "left-open.csv");
        }
        assertThat(ProcessHandles.now().growthSince(before)).isEmpty();
    }

    @Test
    void namesAMapping() throws IOException {
        Path file = Files.writeString(directory.resolve("left-mapped.csv"), "a\n1\n");
        ProcessHandles before = ProcessHandles.now();
        MappedByteBuffer mapping;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, 4);
        }
        assertThat(ProcessHandles.now().growthSince(before)).contains("still mapped 1 times", "left-mapped.csv");
        BufferUtil.free(mapping);
        assertThat(ProcessHandles.now().growthSince(before)).isEmpty();
    }

    @Test
    void knowsThePoolsThatAreOpen() {
        MemoryPool pool = MemoryPool.create("watched", 1000);
        assertThat(MemoryPool.openRoots()).contains(pool);
        pool.close();
        assertThat(MemoryPool.openRoots()).doesNotContain(pool);
    }

    @Test
    void runsAroundEveryTest() {
        // the extension is found by its service file; without it no test would check anything
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(LeakCheck.class);
    }
}
