package dev.peristyle.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path directory;

    private MemoryPool pool;
    private OffHeapBuffer bytes;

    @BeforeEach
    void fill() {
        pool = MemoryPool.create("test", 1 << 20);
        bytes = pool.allocate(3, "bytes");
        for (int position = 0; position < 3; position++) {
            UnsafeApi.putByte(bytes.address() + position, (byte) ('a' + position));
        }
    }

    @AfterEach
    void everythingIsGivenBack() {
        bytes.close();
        pool.close();
        assertThat(Resources.of(directory)).isEmpty();
    }

    @Test
    void appearsWithTheCommit() throws IOException {
        Path target = directory.resolve("out");
        try (OutputFile file = OutputFile.create(target)) {
            file.write(bytes.address(), 3);
            file.write(bytes.address() + 1, 2);
            assertThat(file.size()).isEqualTo(5);
            assertThat(target).doesNotExist();
            file.commit();
            assertThat(target).hasContent("abcbc");
        }
        assertThat(names()).containsExactly("out");
    }

    @Test
    void withoutACommitNothingHasHappened() throws IOException {
        Path target = Files.writeString(directory.resolve("out"), "before");
        try (OutputFile file = OutputFile.create(target)) {
            file.write(bytes.address(), 3);
        }
        assertThat(target).hasContent("before");
        assertThat(names()).containsExactly("out");
    }

    @Test
    void replacesTheFileThatALinkNames() throws IOException {
        Path target = Files.writeString(directory.resolve("real"), "before");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        try (OutputFile file = OutputFile.create(link)) {
            file.write(bytes.address(), 3);
            file.commit();
        }
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(target).hasContent("abc");
    }

    @Test
    void errorsNameTheFile() {
        assertThatThrownBy(() -> OutputFile.create(directory))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(directory + ": it is a directory");
        assertThatThrownBy(() -> OutputFile.create(directory.resolve("no/out")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no/out")
                .hasMessageContaining("directory does not exist");
    }

    @Test
    void aFullDiskIsAnErrorThatNamesTheFile() {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        try (OutputFile file = OutputFile.create(full)) {
            assertThatThrownBy(() -> file.write(bytes.address(), 3))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("/dev/full")
                    .hasMessageContaining("No space left")
                    .hasMessageContaining("it is no regular file, so what was written before")
                    .message()
                    .doesNotContain("nothing was left behind");
        }
    }

    @Test
    void whatIsWholeIsNotWrittenToAgain() {
        Path target = directory.resolve("out");
        try (OutputFile file = OutputFile.create(target)) {
            file.write(bytes.address(), 3);
            file.commit();
            assertThatThrownBy(file::commit)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is whole already");
            assertThatThrownBy(() -> file.write(bytes.address(), 3))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(target.toString());
        }
        assertThat(target).hasContent("abc");
    }

    @Test
    void aCleanUpThatFailsTooIsSuppressedInTheFirstFailure() throws IOException {
        Path target = directory.resolve("out");
        IllegalStateException first = new IllegalStateException("the writer has failed");
        assertThatThrownBy(() -> {
                    try (OutputFile file = OutputFile.create(target)) {
                        file.write(bytes.address(), 3);
                        makeUndeletable(names().findFirst().orElseThrow());
                        throw first;
                    }
                })
                .isSameAs(first)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                        .hasMessageContaining("cannot delete the unfinished output"));
    }

    /** Puts a directory that is not empty in the place of a file. */
    private void makeUndeletable(String name) throws IOException {
        Files.delete(directory.resolve(name));
        Files.createDirectories(directory.resolve(name).resolve("inner"));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
