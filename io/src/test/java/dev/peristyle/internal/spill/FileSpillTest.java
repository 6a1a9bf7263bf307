package dev.peristyle.internal.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.error.CancelledException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.spi.SpillArea;
import dev.peristyle.spi.SpillFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSpillTest {

    private static final int LARGEST = 3 << 20;

    private final MemoryPool pool = MemoryPool.create("test", 16 << 20);
    private OffHeapBuffer memory;

    @TempDir
    private Path directory;

    @BeforeEach
    void allocate() {
        memory = pool.allocate(LARGEST + 1, "records");
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        memory.close();
        pool.close();
        assertThat(files()).isEmpty();
    }

    /** A record whose bytes follow from a number. */
    private record Written(long position, int bytes, int number) {}

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesBackWhatWasWrittenInAnyOrder(boolean encrypted) throws IOException {
        Random random = Seeds.fresh();
        try (SpillArea area = new FileSpillService().open(directory, Long.MAX_VALUE, encrypted);
                SpillFile one = area.create("one");
                SpillFile other = area.create("other")) {
            List<Written> ofOne = new ArrayList<>();
            List<Written> ofOther = new ArrayList<>();
            long bytes = 0;
            for (int number = 0; number < 200; number++) {
                int size = 1 + random.nextInt(number % 50 == 0 ? LARGEST : 50_000);
                boolean toOne = random.nextBoolean();
                (toOne ? ofOne : ofOther).add(append(toOne ? one : other, size, number));
                bytes += size;
            }
            assertThat(one.size() + other.size()).isEqualTo(bytes);
            if (!encrypted) {
                assertThat(area.bytes()).isEqualTo(bytes + 200L * PlainRecordIo.HEADER);
            }
            assertThat(files()).as("the name is taken away at once").isEmpty();
            for (int round = 0; round < 300; round++) {
                check(one, ofOne.get(random.nextInt(ofOne.size())));
                check(other, ofOther.get(random.nextInt(ofOther.size())));
            }
        }
    }

    @Test
    void usesPlacesAgain() {
        Random random = Seeds.fresh();
        try (SpillArea area = new FileSpillService().open(directory, Long.MAX_VALUE, false)) {
            for (int round = 0; round < 40; round++) {
                try (SpillFile file = area.create("round")) {
                    List<Written> records = new ArrayList<>();
                    for (int number = 0; number < 30; number++) {
                        records.add(append(file, 1 + random.nextInt(100_000), number));
                    }
                    records.forEach(record -> check(file, record));
                    for (Written record : records.subList(0, 25)) {
                        file.free(record.position(), record.bytes());
                    }
                    records.subList(25, 30).forEach(record -> check(file, record));
                    assertThat(area.bytes()).isLessThan(4 << 20);
                }
                assertThat(area.bytes()).as("the last one empties the file").isZero();
            }
        }
    }

    @Test
    void aConsumedFileMakesRoomForAnother() {
        try (SpillArea area = new FileSpillService().open(directory, Long.MAX_VALUE, false);
                SpillFile read = area.create("read");
                SpillFile written = area.create("written")) {
            List<Written> records = new ArrayList<>();
            for (int number = 0; number < 60; number++) {
                records.add(append(read, 1 << 20, number));
            }
            long once = area.bytes();
            for (Written record : records) {
                check(read, record);
                read.free(record.position(), record.bytes());
                append(written, 1 << 20, record.number());
            }
            assertThat(area.bytes()).isLessThan(once * 3 / 2);
        }
    }

    @Test
    void refusesMoreThanTheQuota() {
        try (SpillArea area = new FileSpillService().open(directory, 1_000_000, false);
                SpillFile file = area.create("sortBy")) {
            for (int number = 0; number < 9; number++) {
                append(file, 100_000, number);
            }
            assertThatThrownBy(() -> append(file, 100_000, 9))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContainingAll(
                            "sortBy", directory.toString(), "900144 bytes", "1000000", "Execution.maxSpillBytes");
            append(file, 99_000, 10);
        }
    }

    @Test
    void aFileThatKeepsItsNameIsDeletedAtTheEnd() throws IOException {
        try (SpillArea area = FileSpillArea.open(directory, Long.MAX_VALUE, false, false);
                SpillFile file = area.create("sortBy")) {
            check(file, append(file, 1000, 1));
            assertThat(files()).hasSize(1);
            assertThat(Files.getPosixFilePermissions(files().get(0))).hasSize(2);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void namesWhatCameBackDamaged() throws IOException {
        try (SpillArea area = FileSpillArea.open(directory, Long.MAX_VALUE, false, false);
                SpillFile file = area.create("sortBy")) {
            Written first = append(file, 1000, 1);
            Written second = append(file, 1000, 2);
            try (FileChannel channel = FileChannel.open(files().get(0), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {77}), PlainRecordIo.HEADER + 500);
            }
            check(file, second);
            assertThatThrownBy(() -> check(file, first))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContainingAll("sortBy", directory.toString(), "checksum");
            try (FileChannel channel = FileChannel.open(files().get(0), StandardOpenOption.WRITE)) {
                channel.truncate(1500);
            }
            assertThatThrownBy(() -> check(file, second))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContainingAll("sortBy", directory.toString(), "shorter");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachFailureIsOneClearErrorAndShortTransfersAreNone(boolean encrypted) throws IOException {
        boolean passed = false;
        for (int failing = 1; !passed; failing++) {
            Path name = directory.resolve("file");
            Faults faults = new Faults(failing);
            FaultyChannel channel = new FaultyChannel(
                    name,
                    FileChannel.open(
                            name, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    faults,
                    true);
            try (FileSpillArea area = new FileSpillArea(directory, name, channel, Long.MAX_VALUE, encrypted);
                    SpillFile file = area.create("sortBy")) {
                Written first = append(file, 1000, 1);
                Written second = append(file, 70_000, 2);
                check(file, first);
                check(file, second);
                passed = faults.steps() < failing;
            } catch (DataAccessException failure) {
                assertThat(failure)
                        .hasMessageContainingAll(
                                "sortBy cannot",
                                directory.toString(),
                                "No space left on device",
                                "Execution.temporaryDirectory");
            }
            assertThat(channel.isOpen()).isFalse();
            assertThat(files()).isEmpty();
            assertThat(failing).isLessThan(500);
        }
    }

    @Test
    void whatIsEncryptedCannotBeReadOnTheDisk() throws IOException {
        try (SpillArea area = FileSpillArea.open(directory, Long.MAX_VALUE, true, false);
                SpillFile file = area.create("sortBy")) {
            int bytes = 3 * EncryptedRecordIo.BLOCK / 2;
            Written record = append(file, bytes, 1);
            check(file, append(file, bytes, 1));
            check(file, record);
            byte[] plain = new byte[bytes];
            for (int position = 0; position < bytes; position++) {
                plain[position] = value(position, 1);
            }
            byte[] disk = Files.readAllBytes(files().get(0));
            assertThat(disk.length).isGreaterThan(2 * bytes);
            for (int from = 0; from + 8 <= bytes; from += 8) {
                assertThat(indexOf(disk, plain, from, 8))
                        .as("plain bytes from %s", from)
                        .isNegative();
            }
            for (int from = 8; from + 8 <= disk.length / 2; from += 8) {
                assertThat(indexOf(disk, disk, from, 8))
                        .as("the same bytes twice")
                        .isEqualTo(from);
            }
        }
    }

    /** Where a part of a text is first, looked for at multiples of 8, where records begin. */
    private static int indexOf(byte[] text, byte[] source, int from, int length) {
        for (int start = 0; start + length <= text.length; start += 8) {
            if (Arrays.equals(text, start, start + length, source, from, from + length)) {
                return start;
            }
        }
        return -1;
    }

    @Test
    void whatSomebodyHasChangedIsAnErrorWhereverItIs() throws IOException {
        try (SpillArea area = FileSpillArea.open(directory, Long.MAX_VALUE, true, false);
                SpillFile file = area.create("sortBy")) {
            Written first = append(file, 40, 1);
            Written second = append(file, 40, 2);
            Path disk = files().get(0);
            byte[] whole = Files.readAllBytes(disk);
            for (int position = 0; position < whole.length; position++) {
                byte[] changed = whole.clone();
                changed[position] ^= 1;
                Files.write(disk, changed);
                Written hit = position < whole.length / 2 ? first : second;
                assertThatThrownBy(() -> check(file, hit))
                        .isInstanceOf(DataAccessException.class)
                        .hasMessageContainingAll("sortBy", directory.toString(), "do not match");
                check(file, hit == first ? second : first);
            }
            byte[] swapped = whole.clone();
            System.arraycopy(whole, 0, swapped, whole.length / 2, whole.length / 2);
            Files.write(disk, swapped);
            check(file, first);
            assertThatThrownBy(() -> check(file, second)).hasMessageContaining("do not match");
        }
    }

    @Test
    void whatWasInAPlaceBeforeIsNotTakenForWhatIsThere() throws IOException {
        try (SpillArea area = FileSpillArea.open(directory, Long.MAX_VALUE, true, false)) {
            byte[] before;
            try (SpillFile file = area.create("sortBy")) {
                append(file, 40, 1);
                before = Files.readAllBytes(files().get(0));
            }
            try (SpillFile file = area.create("sortBy")) {
                Written record = append(file, 40, 1);
                check(file, record);
                Files.write(files().get(0), before);
                assertThatThrownBy(() -> check(file, record)).hasMessageContaining("do not match");
            }
        }
    }

    @Test
    void blocksOfARecordCannotChangePlaces() throws IOException {
        int block = EncryptedRecordIo.BLOCK;
        try (SpillArea area = FileSpillArea.open(directory, Long.MAX_VALUE, true, false);
                SpillFile file = area.create("sortBy")) {
            Written record = append(file, 2 * block, 1);
            Path disk = files().get(0);
            byte[] bytes = Files.readAllBytes(disk);
            byte[] swapped = bytes.clone();
            System.arraycopy(bytes, 8, swapped, 8 + block + 16, block + 16);
            System.arraycopy(bytes, 8 + block + 16, swapped, 8, block + 16);
            Files.write(disk, swapped);
            assertThatThrownBy(() -> check(file, record)).hasMessageContaining("do not match");
        }
    }

    @Test
    void anInterruptEndsTheRunAsCancelled() {
        try (SpillArea area = new FileSpillService().open(directory, Long.MAX_VALUE, false);
                SpillFile file = area.create("sortBy")) {
            Written record = append(file, 1000, 1);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> check(file, record)).isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(() -> append(file, 10, 1)).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void deletesWhatDeadProcessesHaveLeft() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        Path orphan = Files.createFile(directory.resolve("peristyle-" + process.pid() + "-abc.spill"));
        Path alive = Files.createFile(
                directory.resolve("peristyle-" + ProcessHandle.current().pid() + "-abc.spill"));
        Path foreign = Files.createFile(directory.resolve("peristyle-notes.spill"));
        Path other = Files.createFile(directory.resolve("peristyle-x-y.spill"));
        new FileSpillService().open(directory, Long.MAX_VALUE, false).close();
        assertThat(files()).containsExactlyInAnyOrder(alive, foreign, other).doesNotContain(orphan);
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    @Test
    void saysWhyADirectoryCannotBeUsed() throws IOException {
        FileSpillService service = new FileSpillService();
        assertThatThrownBy(() -> service.check(Path.of("/nope/x"), 1))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContainingAll("/nope/x", "no such directory", "Execution.temporaryDirectory");
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> service.open(file, 1, false)).hasMessageContaining("it is no directory");
        Files.delete(file);
        assertThatCode(() -> service.check(directory, 1)).doesNotThrowAnyException();
    }

    @Test
    void refusesMisuse() {
        try (SpillArea area = new FileSpillService().open(directory, Long.MAX_VALUE, false)) {
            SpillFile file = area.create("sortBy");
            assertThatThrownBy(() -> file.append(memory.address(), 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> file.read(0, memory.address(), 1)).hasMessageContaining("nothing at position 0");
            file.close();
            file.close();
            assertThatThrownBy(() -> append(file, 1, 1)).hasMessageContaining("closed");
        }
    }

    private Written append(SpillFile file, int bytes, int number) {
        for (int position = 0; position < bytes; position++) {
            UnsafeApi.putByte(memory.address() + position, value(position, number));
        }
        return new Written(file.append(memory.address(), bytes), bytes, number);
    }

    private void check(SpillFile file, Written record) {
        UnsafeApi.setMemory(memory.address(), record.bytes() + 1, (byte) 0x55);
        file.read(record.position(), memory.address(), record.bytes());
        for (int position = 0; position < record.bytes(); position++) {
            if (UnsafeApi.getByte(memory.address() + position) != value(position, record.number())) {
                throw new AssertionError("byte " + position + " of " + record + " is another one");
            }
        }
        assertThat(UnsafeApi.getByte(memory.address() + record.bytes())).isEqualTo((byte) 0x55);
    }

    private static byte value(int position, int number) {
        return (byte) ((position ^ position >>> 8) * 31 + number);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
