package dev.peristyle.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.array.ByteArray;
import dev.peristyle.array.DoubleArray;
import dev.peristyle.array.IntArray;
import dev.peristyle.array.LongArray;
import dev.peristyle.column.RowCursor;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.MemoryLimitException;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.npy.Npy;
import dev.peristyle.random.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays over files, beside what plain Java reads from these files and writes to them. */
class MappedArraysTest {
    private final MemoryPool pool = MemoryPool.create("test", MemoryPool.UNLIMITED);

    @TempDir
    private Path directory;

    @AfterEach
    void givesAllMemoryBack() {
        assertThat(pool.used()).isZero();
        pool.close();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Path longs(long... values) throws IOException {
        Path file = directory.resolve("longs.bin");
        byte[] content = new byte[8 * values.length];
        Arrays.stream(values).forEach(little(content)::putLong);
        return Files.write(file, content);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 100_000})
    void readsWhatIsInAFile(int length) throws IOException {
        Random random = Seeds.fresh();
        long[] values = random.longs(length, -1000, 1000).toArray();
        Path file = longs(values);
        try (LongArray array = MappedArrays.raw(file).longs(pool)) {
            assertThat(pool.used()).isBetween(8L * length, 8L * length + 4096);
            assertThat(array.toArray()).containsExactly(values);
            assertThat(array.sum()).isEqualTo(LongStream.of(values).sum());
            assertThat(array.every(2).slice(0, length / 2).countWhere(value -> value > 0))
                    .isEqualTo(LongStream.range(0, length / 2)
                            .filter(index -> values[(int) (2 * index)] > 0)
                            .count());
            try (LongArray copy = array.copy()) {
                copy.sort();
                Arrays.sort(values);
                assertThat(copy.toArray()).containsExactly(values);
            }
        }
        try (ByteArray array = MappedArrays.raw(file).bytes(pool)) {
            assertThat(array.toArray()).isEqualTo(Files.readAllBytes(file));
        }
    }

    @Test
    void nothingIsWrittenToAFileThatIsRead() throws IOException {
        byte[] before = Files.readAllBytes(longs(3, 1, 2));
        Path file = directory.resolve("longs.bin");
        try (LongArray array = MappedArrays.raw(file).longs(pool);
                LongArray other = LongArray.allocate(pool, 3)) {
            List<Runnable> uses = List.of(
                    () -> array.set(0, 1),
                    () -> array.append(1),
                    () -> array.grow(10),
                    () -> array.slice(0, 2).set(0, 1),
                    () -> array.fill(1),
                    () -> array.add(1),
                    () -> array.addScaled(other, 1),
                    () -> array.clamp(0, 1),
                    () -> array.map(value -> 1),
                    () -> array.copyFrom(other),
                    () -> array.set(0, new long[3], 0, 3),
                    () -> array.set(0, ByteBuffer.allocate(8)),
                    () -> array.scatter(other, other),
                    () -> other.gather(other, array),
                    () -> other.argSort(array),
                    () -> other.histogram(0, 1, array),
                    () -> array.buffer(0, 1),
                    array::sort,
                    array::unique,
                    array::cumulativeSum);
            for (int use = 0; use < uses.size(); use++) {
                assertThatIllegalStateException()
                        .as("use %d", use)
                        .isThrownBy(uses.get(use)::run)
                        .withMessage("the LongArray of " + file + " is read-only");
            }
            array.force();
            other.copyFrom(array);
            assertThat(other.toArray()).containsExactly(3, 1, 2);
            array.argSort(other);
            assertThat(other.toArray()).containsExactly(1, 2, 0);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void writesInPlaceAndGrows() throws IOException {
        Path file = longs(5, -6, 7);
        long[] expected = new long[1003];
        try (LongArray array = MappedArrays.raw(file).writable().longs(pool)) {
            LongArray view = array.slice(0, 3);
            array.multiplyBy(2);
            UnsafeBuffer buffer = array.buffer(0, 3);
            assertThat(buffer.getLong(16)).isEqualTo(14);
            for (int index = 3; index < 1003; index++) {
                array.append(index);
                expected[index] = index;
            }
            assertThat(buffer.capacity()).isZero();
            view.set(1, 100);
            array.force();
            assertThat(Files.size(file)).isEqualTo(8 * 1003);
            array.append(1);
            array.set(1003, 4);
            array.grow(1005);
            assertThat(array.sum()).isEqualTo(LongStream.of(expected).sum() + 10 + 100 + 14 + 4);
        }
        assertThat(Files.size(file)).isEqualTo(8 * 1005);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong()).isEqualTo(10);
        assertThat(bytes.getLong()).isEqualTo(100);
        assertThat(bytes.getLong()).isEqualTo(14);
        for (int index = 3; index < 1003; index++) {
            assertThat(bytes.getLong()).isEqualTo(expected[index]);
        }
        assertThat(bytes.getLong()).isEqualTo(4);
        assertThat(bytes.getLong()).isZero();
    }

    @Test
    void createsAFileOnce() throws IOException {
        Path file = directory.resolve("new.bin");
        MappedArrays created = MappedArrays.raw(file).create(10);
        try (IntArray array = created.ints(pool)) {
            array.set(9, 1 << 24);
        }
        byte[] expected = new byte[40];
        expected[39] = 1;
        assertThat(Files.readAllBytes(file)).isEqualTo(expected);
        assertThatThrownBy(() -> created.ints(pool))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(file + ": there is such a file");
        assertThat(Files.readAllBytes(file)).isEqualTo(expected);
        Path none = directory.resolve("none").resolve("new.bin");
        assertThatThrownBy(() -> MappedArrays.raw(none).create(1).ints(pool))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(none.toString());
        assertThatThrownBy(() -> MappedArrays.raw(none).ints(pool)).isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> MappedArrays.raw(directory).ints(pool)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void aLimitHoldsAndLeavesNothing() throws IOException {
        Path file = directory.resolve("new.bin");
        try (MemoryPool small = MemoryPool.create("small", 100_000)) {
            assertThatThrownBy(() -> MappedArrays.raw(file).create(1 << 20).bytes(small))
                    .isInstanceOf(MemoryLimitException.class);
            assertThat(file).doesNotExist();
            try (ByteArray array = MappedArrays.raw(file).create(60_000).bytes(small)) {
                assertThatThrownBy(() -> array.grow(1 << 20)).isInstanceOf(MemoryLimitException.class);
                assertThat(Files.size(file)).isEqualTo(60_000);
                array.set(59_999, (byte) 1);
                assertThat(array.sum()).isEqualTo(1);
            }
            assertThatThrownBy(() -> MappedArrays.raw(longs(new long[50_000])).longs(small))
                    .isInstanceOf(MemoryLimitException.class);
        }
    }

    @Test
    void reachesPastFourGibibytes() throws IOException {
        Path file = directory.resolve("large.bin");
        long length = (5L << 30) / 8;
        try (LongArray array = MappedArrays.raw(file).create(length).longs(pool)) {
            array.set(0, 1);
            array.set(length - 1, 2);
            array.append(3);
            assertThat(array.get(length - 1)).isEqualTo(2);
            assertThat(array.slice(length - 1000, length + 1).sum()).isEqualTo(5);
            // a value of each 64th mebibyte
            assertThat(array.every(8 << 20).sum()).isEqualTo(1 + (length % (8 << 20) == 0 ? 3 : 0));
        }
        assertThat(Files.size(file)).isEqualTo(8 * (length + 1));
        try (RandomAccessFile plain = new RandomAccessFile(file.toFile(), "r")) {
            plain.seek(8 * (length - 1));
            assertThat(Long.reverseBytes(plain.readLong())).isEqualTo(2);
            assertThat(Long.reverseBytes(plain.readLong())).isEqualTo(3);
        }
    }

    @Test
    void aFileOfNumPyIsOneAsItsSpecificationSays() throws IOException {
        Path file = directory.resolve("values.npy");
        try (DoubleArray array = MappedArrays.npy(file).create(2).doubles(pool)) {
            array.set(0, 1.5);
            array.append(-2.5);
            array.force();
            assertThat(header(file)).contains("'shape': (3,)");
            array.append(4);
        }
        // magic, version, length of the header, which with all before it is a multiple of 64, a dictionary, a line feed
        byte[] bytes = Files.readAllBytes(file);
        assertThat(Arrays.copyOf(bytes, 8)).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
        int end = 10 + (bytes[8] & 0xFF) + 256 * (bytes[9] & 0xFF);
        assertThat(end % 64).isZero();
        assertThat(bytes[end - 1]).isEqualTo((byte) '\n');
        assertThat(header(file).trim()).isEqualTo("{'descr': '<f8', 'fortran_order': False, 'shape': (4,), }");
        assertThat(bytes).hasSize(end + 32);
        ByteBuffer values =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(end);
        assertThat(new double[] {values.getDouble(), values.getDouble(), values.getDouble(), values.getDouble()})
                .containsExactly(1.5, 0, -2.5, 4);
        try (RowCursor rows = Npy.scan(file).rows()) {
            for (double expected : new double[] {1.5, 0, -2.5, 4}) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getDouble(0)).isEqualTo(expected);
            }
        }
        try (DoubleArray array = MappedArrays.npy(file).doubles(pool)) {
            assertThat(array.toArray()).containsExactly(1.5, 0, -2.5, 4);
        }
    }

    private static String header(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return new String(bytes, 10, (bytes[8] & 0xFF) + 256 * (bytes[9] & 0xFF), StandardCharsets.ISO_8859_1);
    }

    /** A file as older programs wrote it: its header ends at a multiple of 16, so that ours does not fit. */
    private Path numpy(String descr, String shape, int data) throws IOException {
        String text = "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }";
        int length = (10 + text.length() + 1 + 15) / 16 * 16 - 10;
        byte[] content = new byte[10 + length + data];
        ByteBuffer bytes = little(content);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) length);
        bytes.put((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            bytes.put((byte) bytes.remaining());
        }
        return Files.write(directory.resolve("given.npy"), content);
    }

    @Test
    void onlyAnArrayOfTheTypeIsMapped() throws IOException {
        Path file = numpy("'<i4'", "(3,)", 12);
        try (IntArray array = MappedArrays.npy(file).writable().ints(pool)) {
            assertThat(array.get(2)).isEqualTo(0x01020304);
            array.set(2, 5);
            assertThatIllegalStateException()
                    .isThrownBy(() -> array.append(1))
                    .withMessageContaining("no room for another length");
        }
        try (IntArray array = MappedArrays.npy(file).ints(pool)) {
            assertThat(array.length()).isEqualTo(3);
            assertThat(array.get(2)).isEqualTo(5);
        }
        assertThatThrownBy(() -> MappedArrays.npy(file).longs(pool))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("<i8");
        numpy("'>i4'", "(3,)", 12);
        assertThatThrownBy(() -> MappedArrays.npy(file).ints(pool)).hasMessageContaining("big-endian");
        numpy("'<i4'", "(3, 2)", 24);
        assertThatThrownBy(() -> MappedArrays.npy(file).ints(pool)).hasMessageContaining("2 columns");
        numpy("'<u4'", "(3,)", 12);
        assertThatThrownBy(() -> MappedArrays.npy(file).ints(pool)).isInstanceOf(MalformedDataException.class);
        numpy("'<f4'", "(3,)", 12);
        assertThatThrownBy(() -> MappedArrays.npy(file).ints(pool)).isInstanceOf(MalformedDataException.class);
        numpy("'<i4'", "(4,)", 12);
        assertThatThrownBy(() -> MappedArrays.npy(file).ints(pool)).isInstanceOf(MalformedDataException.class);
        Files.write(file, new byte[13]);
        assertThatThrownBy(() -> MappedArrays.npy(file).ints(pool)).isInstanceOf(MalformedDataException.class);
        assertThatThrownBy(() -> MappedArrays.raw(file).ints(pool))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("13 bytes");
    }

    @Test
    void operationsOnManyValuesSayThatAFileWasTruncated() throws IOException {
        Path file = longs(new long[10_000]);
        try (LongArray array = MappedArrays.raw(file).longs(pool);
                LongArray view = array.slice(0, 10);
                LongArray copy = LongArray.allocate(pool, 10_000)) {
            assertThat(array.sum()).isZero();
            try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw")) {
                other.setLength(4096);
            }
            for (Runnable use : List.<Runnable>of(
                    array::sum,
                    array::argMin,
                    () -> copy.copyFrom(array),
                    () -> array.get(0, new long[1], 0, 1),
                    () -> array.indexOf(3),
                    view::mean,
                    view::copy)) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(DataAccessException.class)
                        .hasMessageContaining(file + " was truncated")
                        .hasMessageContaining("80000 bytes")
                        .hasMessageContaining("has 4096 now");
            }
        }
    }

    @Test
    void aFileThatIsReplacedIsStillThereForWhoHasItOpen() throws IOException {
        Path file = longs(1, 2, 3);
        try (LongArray array = MappedArrays.raw(file).longs(pool)) {
            Path other = Files.write(directory.resolve("other"), new byte[8]);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(array.sum()).isEqualTo(6);
        }
    }

    @Test
    void everyUseOfAClosedArrayFails() throws IOException {
        Path file = longs(1, 2, 3);
        LongArray array = MappedArrays.raw(file).writable().longs(pool);
        LongArray view = array.every(2);
        array.close();
        for (Runnable use : List.<Runnable>of(
                () -> array.get(0), () -> view.set(0, 1), array::sum, view::sum, array::force, () -> array.grow(10))) {
            assertThatIllegalStateException()
                    .isThrownBy(use::run)
                    .withMessage("the LongArray of " + file + " is closed");
        }
        array.close();
    }
}
