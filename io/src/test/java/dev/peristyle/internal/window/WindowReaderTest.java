package dev.peristyle.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowReaderTest {
    private static final int PAGE = 4096;

    @TempDir
    Path directory;

    private MemoryPool pool;

    @BeforeEach
    void openPool() {
        pool = MemoryPool.builder("test")
                .traceAllocations(true)
                .fillWith((byte) 0xA5)
                .build();
    }

    @AfterEach
    void everythingIsGivenBack() {
        assertThat(pool.used()).isZero();
        pool.close();
        assertThat(Resources.of(directory)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void showsEveryByteWhateverTheSizes(WindowMode mode) throws IOException {
        int[] sizes = {1, 63, 64, 65, PAGE - 65, PAGE - 64, PAGE - 63, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 3 * PAGE + 17
        };
        int[][] layouts = {
            {1, 0}, {100, 7}, {1000, 5000}, {PAGE, 0}, {PAGE, 100}, {PAGE, PAGE}, {2 * PAGE, 1}, {1 << 20, 100}
        };
        for (int size : sizes) {
            byte[] content = new byte[size];
            Seeds.random(size).nextBytes(content);
            Path path = Files.write(directory.resolve("input"), content);
            for (int[] sizesOfWindow : layouts) {
                if (size / sizesOfWindow[0] < 500) {
                    checkAll(mode, path, content, new WindowLayout(sizesOfWindow[0], sizesOfWindow[1]));
                }
            }
        }
    }

    private void checkAll(WindowMode mode, Path path, byte[] content, WindowLayout layout) {
        InputFile file = InputFile.of(path);
        assertThat(file.size()).isEqualTo(content.length);
        try (WindowReader reader = WindowReader.open(mode, file, layout, pool)) {
            long count = layout.count(file.size());
            for (long number = count - 1; number >= 0; number--) {
                Window window = reader.window(number);
                window.fill(window.length());
                int from = (int) number * layout.step();
                assertThat(window.fileOffset()).isEqualTo(from);
                assertThat(window.length())
                        .isEqualTo(Math.min(layout.step() + layout.overlap(), content.length - from));
                for (int position = 0; position < window.length(); position++) {
                    if (UnsafeApi.getByte(window.address() + position) != content[from + position]) {
                        throw new AssertionError(mode + " " + layout + " differs at " + (from + position));
                    }
                }
                // must not crash
                for (int position = 0; position < Window.READABLE_AFTER_END; position++) {
                    UnsafeApi.getByte(window.address() + window.length() + position);
                }
            }
        }
    }

    @Test
    void aWindowThatIsShownAgainIsNotReadAgain() throws IOException {
        Path path = Files.write(directory.resolve("input"), new byte[] {1, 1, 1, 1});
        try (WindowReader reader =
                WindowReader.open(WindowMode.READ, InputFile.of(path), new WindowLayout(2, 0), pool)) {
            reader.window(0).fill(2);
            Files.write(path, new byte[] {2, 2, 2, 2});
            Window window = reader.window(0);
            window.fill(2);
            assertThat(UnsafeApi.getByte(window.address())).isEqualTo((byte) 1);
            window = reader.window(1);
            window.fill(2);
            assertThat(UnsafeApi.getByte(window.address())).isEqualTo((byte) 2);
            window = reader.window(0);
            window.fill(2);
            assertThat(UnsafeApi.getByte(window.address())).isEqualTo((byte) 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsPastFourGigabytes(WindowMode mode) throws IOException {
        Path path = directory.resolve("sparse");
        long size = (5L << 30) + 123;
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), size - 3);
            channel.write(ByteBuffer.wrap(new byte[] {7}), 4L << 30);
        }
        WindowLayout layout = new WindowLayout(1 << 20, 1 << 16);
        try (WindowReader reader = WindowReader.open(mode, InputFile.of(path), layout, pool)) {
            assertThat(layout.count(size)).isEqualTo(5 * 1024 + 1);
            Window window = reader.window(4 * 1024);
            window.fill(window.length());
            assertThat(window.fileOffset()).isEqualTo(4L << 30);
            assertThat(UnsafeApi.getByte(window.address())).isEqualTo((byte) 7);
            window = reader.window(5 * 1024);
            window.fill(window.length());
            assertThat(window.length()).isEqualTo(123);
            assertThat(UnsafeApi.getByte(window.address() + 122)).isEqualTo((byte) 3);
            assertThat(UnsafeApi.getByte(window.address() + 119)).isZero();
        }
    }

    @Test
    void holdsOneWindowAtATime() throws IOException {
        Path path = Files.write(directory.resolve("input"), new byte[10 * PAGE]);
        WindowLayout layout = new WindowLayout(PAGE, 0);
        try (WindowReader reader = WindowReader.open(WindowMode.MAP, InputFile.of(path), layout, pool)) {
            for (long number = 0; number < 9; number++) {
                reader.window(number);
                assertThat(pool.used()).isEqualTo(2 * PAGE);
                assertThat(Resources.of(directory))
                        .filteredOn(line -> line.startsWith("mapping"))
                        .hasSize(1);
            }
            Window window = reader.window(9);
            window.fill(window.length());
            reader.release();
            assertThat(pool.used()).isZero();
            assertThat(Resources.of(directory)).hasSize(1);
            assertThatThrownBy(window::address).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheFileAsItIs(WindowMode mode) throws IOException {
        Path path = Files.write(directory.resolve("input"), new byte[10]);
        try (WindowReader reader =
                WindowReader.open(mode, InputFile.of(path), new WindowLayout(1 << 20, 1 << 20), pool)) {
            reader.window(0);
        }
        assertThat(path).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource
    void aMissingLimitIsAnErrorOfThePool(WindowMode mode) throws IOException {
        Path path = Files.write(directory.resolve("input"), new byte[10 * PAGE]);
        try (MemoryPool small = pool.child("small", PAGE);
                WindowReader reader =
                        WindowReader.open(mode, InputFile.of(path), new WindowLayout(8 * PAGE, PAGE), small)) {
            assertThatThrownBy(() -> reader.window(0))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("window of input");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatShrinksIsAnErrorThatNamesIt(WindowMode mode) throws IOException {
        Path path = Files.write(directory.resolve("input"), new byte[10 * PAGE]);
        try (WindowReader reader = WindowReader.open(mode, InputFile.of(path), new WindowLayout(PAGE, 0), pool)) {
            reader.window(0);
            truncate(path, 2 * PAGE);
            assertThatThrownBy(() -> reader.window(5).fill(1))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining(path.toString())
                    .hasMessageContaining("truncated")
                    .hasMessageContaining("40960")
                    .hasMessageContaining("8192");
        }
    }

    @Test
    void aPageThatIsGoneIsAnErrorAndNoCrash() throws IOException {
        assumeThat(ModuleLayer.boot().findModule("jdk.incubator.vector"))
                .as("a loop that is compiled to vector loads ends the JVM")
                .isEmpty();
        Path path = Files.write(directory.resolve("input"), new byte[64 * PAGE]);
        try (WindowReader reader =
                WindowReader.open(WindowMode.MAP, InputFile.of(path), new WindowLayout(16 * PAGE, 0), pool)) {
            Window window = reader.window(1);
            window.fill(window.length());
            truncate(path, PAGE);
            InternalError fault = null;
            try {
                long sum = 0;
                for (int position = 0; position < window.length(); position += 8) {
                    sum += UnsafeApi.getLong(window.address() + position);
                }
                assertThat(sum).isZero();
            } catch (InternalError caught) {
                fault = caught;
            }
            assertThat(fault).isNotNull();
            assertThat(reader.lost(fault).getMessage()).contains("lost");
        } catch (DataAccessException named) {
            assertThat(named).hasMessageContaining(path.toString()).hasMessageContaining("truncated");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsGoneWhenItIsOpenedIsAnErrorThatNamesIt(WindowMode mode) {
        Path path = directory.resolve("input");
        assertThatThrownBy(() -> WindowReader.open(mode, new InputFile(path, 10), new WindowLayout(PAGE, 0), pool))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("no such file in directory");
    }

    @ParameterizedTest
    @EnumSource
    void windowsThatAreNotThereAreErrors(WindowMode mode) throws IOException {
        Path path = Files.write(directory.resolve("input"), new byte[100]);
        try (WindowReader reader = WindowReader.open(mode, InputFile.of(path), new WindowLayout(PAGE, 0), pool)) {
            assertThatThrownBy(() -> reader.window(9999)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> reader.window(-1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(reader.window(0).length()).isEqualTo(100);
        }
    }

    @Test
    void readersThatShareAFileSeeTheSameOneWhateverTakesItsName() throws IOException {
        Path path = Files.write(directory.resolve("input"), new byte[] {1});
        InputFile file = InputFile.of(path);
        WindowReader first = WindowReader.open(WindowMode.READ, file, new WindowLayout(PAGE, 0), pool);
        Files.move(Files.write(directory.resolve("other"), new byte[] {2}), path, StandardCopyOption.REPLACE_EXISTING);
        try (WindowReader second = first.share(pool)) {
            first.close();
            Window window = second.window(0);
            window.fill(1);
            assertThat(UnsafeApi.getByte(window.address())).isEqualTo((byte) 1);
            file.checkUnchanged();
            for (WindowMode mode : WindowMode.values()) {
                assertThatThrownBy(() -> WindowReader.open(mode, file, new WindowLayout(PAGE, 0), pool))
                        .isInstanceOf(DataAccessException.class)
                        .hasMessageContaining(path + " was replaced by another file");
            }
        }
        assertThatThrownBy(() -> first.share(pool)).isInstanceOf(IllegalStateException.class);
    }

    private static void truncate(Path path, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
    }

    @Test
    void filesAreReadUnlessAPropertySaysOtherwise() {
        assertThat(WindowMode.preferred()).isEqualTo(WindowMode.READ);
        System.setProperty("peristyle.windows", "map");
        try {
            assertThat(WindowMode.preferred()).isEqualTo(WindowMode.MAP);
            System.setProperty("peristyle.windows", "copy");
            assertThatThrownBy(WindowMode::preferred)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'map' or 'read', but is 'copy'");
        } finally {
            System.clearProperty("peristyle.windows");
        }
    }

    @Test
    void theLastRecordOfAWindowIsReadByThePage() throws IOException {
        int step = 1 << 20;
        Path path = Files.write(directory.resolve("input"), new byte[3 * step]);
        InputFile file = InputFile.of(path);
        try (WindowReader reader = WindowReader.open(WindowMode.READ, file, new WindowLayout(step, step), pool)) {
            Window window = reader.window(0);
            UnsafeApi.setMemory(window.address(), 2L * step, (byte) 0xA5);
            window.fill(step);
            window.fill(step + 1);
            assertThat(UnsafeApi.getByte(window.address() + step + PAGE - 1)).isZero();
            assertThat(UnsafeApi.getByte(window.address() + step + PAGE)).isEqualTo((byte) 0xA5);
        }
    }

    @Test
    void windowsAreSmallerWhereThreadsShareLittleMemory() {
        assertThat(WindowLayout.forRun(256 << 20, 1, 10)).isEqualTo(new WindowLayout(1 << 20, 10));
        assertThat(WindowLayout.forRun(256 << 20, 32, 10)).isEqualTo(new WindowLayout(1 << 20, 10));
        assertThat(WindowLayout.forRun(256 << 20, 64, 10)).isEqualTo(new WindowLayout(1 << 19, 10));
        assertThat(WindowLayout.forRun(1 << 20, 64, 10)).isEqualTo(new WindowLayout(64 << 10, 10));
    }
}
