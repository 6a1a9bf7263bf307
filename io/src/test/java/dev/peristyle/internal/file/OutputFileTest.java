package dev.peristyle.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aLinkToNothingStaysALinkAndItsTargetIsMade() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Path middle = Files.createSymbolicLink(inner.resolve("middle"), Path.of("../real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("inner/middle"));
        writeTo(link);
        assertThat(link).isSymbolicLink();
        assertThat(middle).isSymbolicLink();
        assertThat(directory.resolve("real"))
                .isRegularFile()
                .hasContent("abc")
                .satisfies(real -> assertThat(real).matches(file -> !Files.isSymbolicLink(file)));
        assertThat(names()).containsExactlyInAnyOrder("inner", "link", "real");
    }

    @Test
    void aLinkThatLeadsNowhereIsAnErrorAndStays() throws IOException {
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        Path lost = Files.createSymbolicLink(directory.resolve("lost"), Path.of("no/out"));
        assertThatThrownBy(() -> OutputFile.create(loop))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("a link that leads to no file");
        assertThatThrownBy(() -> OutputFile.create(lost))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(
                        "it is a link to " + directory.resolve("no/out") + ", whose directory does not exist");
        assertThat(names()).containsExactlyInAnyOrder("loop", "lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw----", "r--r--r--", "rwxr-x--x", "rw-rw-rw-"})
    void whatReplacesAFileHasItsPermissions(String permissions) throws IOException {
        assumePosix();
        Path target = Files.writeString(directory.resolve("out"), "before");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(permissions));
        try (OutputFile file = OutputFile.create(target)) {
            assertThat(permissions(directory.resolve(names().filter(name -> !name.equals("out"))
                            .findFirst()
                            .orElseThrow())))
                    .as("while it is written")
                    .isEqualTo(permissions);
            file.write(bytes.address(), 3);
            file.commit();
        }
        assertThat(permissions(target)).isEqualTo(permissions);
        assertThat(target.toFile()).hasSize(3);
    }

    @Test
    void aNewFileHasThePermissionsOfNewFiles() throws IOException {
        assumePosix();
        Path other = Files.createFile(directory.resolve("other"));
        writeTo(directory.resolve("out"));
        assertThat(permissions(directory.resolve("out"))).isEqualTo(permissions(other));
    }

    @Test
    void whatReplacesAFileHasItsOwnerAndItsGroupWherePermitted() throws IOException {
        assumePosix();
        Path target = Files.writeString(directory.resolve("out"), "before");
        try {
            Files.setAttribute(target, "unix:gid", 12_345);
            Files.setAttribute(target, "unix:uid", 12_346);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notPermitted) {
            assumeThat(false).as("only an administrator gives files away").isTrue();
        }
        writeTo(target);
        assertThat(Files.readAttributes(target, "unix:uid,gid"))
                .containsEntry("uid", 12_346)
                .containsEntry("gid", 12_345);
        assertThat(target).hasContent("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00fc", "\ud83d\ude00"})
    void aNameMayBeAsLongAsTheSystemTakesIt(String character) throws IOException {
        Path target = directory.resolve(character.repeat(255 / character.getBytes(StandardCharsets.UTF_8).length));
        writeTo(target);
        writeTo(target);
        assertThat(target).hasContent("abc");
        assertThat(names()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 101, 143})
    void aTemporaryNameIsShort(int length) throws IOException {
        Path target = directory.resolve("x".repeat(length));
        try (OutputFile file = OutputFile.create(target)) {
            assertThat(names()).singleElement(InstanceOfAssertFactories.STRING).hasSizeLessThanOrEqualTo(143);
            file.commit();
        }
    }

    @Test
    void whatAKilledProcessHasLeftIsSweptAndNothingElse() throws Exception {
        assumePosix();
        assumeThat(Files.getFileStore(directory).type())
                .as("a file system of this machine")
                .isIn("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "tmpfs", "overlay", "apfs", "hfs", "ufs");
        List<String> others = List.of(
                ".out.peristyle-0123456789abcdeg.tmp",
                ".out.peristyle-0123456789abcde.tmp",
                ".out.0123456789abcdef.tmp",
                ".other.peristyle-0123456789abcdef.tmp",
                ".out.peristyle-0123456789abcdef.unlocked.tmp",
                "out.peristyle-0123456789abcdef.tmp");
        for (String other : others) {
            Files.writeString(directory.resolve(other), "theirs");
        }
        Path linked = Files.createSymbolicLink(
                directory.resolve(".out.peristyle-0123456789abcdef.tmp"), directory.resolve(others.get(0)));
        Path target = directory.resolve("out");
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WaitingWriter.class.getName(),
                        target.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = writer.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("open");
            Path theirs = onlyTemporary();
            writeTo(target);
            assertThat(theirs).as("of a process that lives").exists();
            writer.destroyForcibly().waitFor();
            assertThat(theirs).as("of a process that was killed").exists();
            writeTo(target);
            assertThat(theirs).doesNotExist();
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertThat(linked).isSymbolicLink();
        assertThat(names()).hasSize(others.size() + 2).containsAll(others).contains("out");
    }

    @Test
    void whatTheSameProcessWritesIsNotSwept() throws Exception {
        Path target = directory.resolve("out");
        try (OutputFile first = OutputFile.create(target)) {
            first.write(bytes.address(), 2);
            Path temporary = onlyTemporary();
            writeTo(target);
            assertThat(temporary).exists();
            first.write(bytes.address() + 2, 1);
            first.commit();
        }
        assertThat(target).hasContent("abc");
        assertThat(names()).containsExactly("out");
    }

    @Test
    void manyThreadsReplaceOneFile() throws Exception {
        Path target = directory.resolve("out");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                all.add(threads.submit(() -> {
                    for (int round = 0; round < 25; round++) {
                        writeTo(target);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(target).hasContent("abc");
        assertThat(names()).containsExactly("out");
    }

    @Test
    void aFileThatIsMountedOnItsOwnIsCalledThatWithWhatToDo() {
        Path target = directory.resolve("out");
        assertThat(FileErrors.writing(target, new FileSystemException("a", "b", "Device or resource busy")))
                .hasMessageContaining("cannot write " + target + ": no other file can take its place")
                .hasMessageContaining("it is mounted on its own")
                .hasMessageContaining("Mount its directory instead")
                .hasMessageContaining("CsvWriteOptions.builder().inPlace()")
                .hasMessageContaining("Nothing was left behind");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileIsWrittenInPlaceOnRequest(boolean keeps) throws IOException {
        Path target = directory.resolve("out");
        try (OutputFile file = OutputFile.inPlace(target, keeps)) {
            file.write(bytes.address(), 1);
            file.commit();
        }
        assertThat(target).hasContent("a");
        Object key = Files.readAttributes(target, BasicFileAttributes.class).fileKey();
        try (OutputFile file = OutputFile.inPlace(target, keeps)) {
            file.write(bytes.address(), 3);
            assertThat(names()).containsExactly("out");
            assertThatThrownBy(() -> OutputFile.inPlace(target, keeps))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining(target + " in place: another process or run is writing it");
            file.commit();
        }
        assertThat(target).hasContent(keeps ? "aabc" : "abc");
        assertThat(Files.readAttributes(target, BasicFileAttributes.class).fileKey())
                .isEqualTo(key);
        try (OutputFile file = OutputFile.inPlace(target, keeps)) {
            file.write(bytes.address(), 3);
        }
        assertThat(target).as("without a commit").hasContent(keeps ? "aabc" : "");
    }

    @Test
    void anInterruptTakesBackWhatWasWrittenInPlace() throws IOException {
        Path target = Files.writeString(directory.resolve("out"), "before");
        try (OutputFile file = OutputFile.inPlace(target, true)) {
            file.write(bytes.address(), 3);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> file.write(bytes.address(), 3))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("it has the 6 bytes that it had before");
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(target).hasContent("before");
    }

    private void writeTo(Path target) {
        try (OutputFile file = OutputFile.create(target)) {
            file.write(bytes.address(), 3);
            file.commit();
        }
    }

    /** The one with the name of a temporary file of the target {@code out} that is a file. */
    private Path onlyTemporary() throws IOException {
        List<Path> found = names().filter(name -> name.matches("\\.out\\.peristyle-[0-9a-f]{16}\\.tmp"))
                .map(directory::resolve)
                .filter(file -> !Files.isSymbolicLink(file))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void assumePosix() {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews())
                .as("the system has POSIX permissions and locks")
                .contains("posix");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
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
