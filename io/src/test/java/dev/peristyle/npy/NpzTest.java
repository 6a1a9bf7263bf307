package dev.peristyle.npy;

import static dev.peristyle.Expressions.col;
import static dev.peristyle.Expressions.memoized;
import static dev.peristyle.Expressions.row;
import static dev.peristyle.npy.NpyTest.header;
import static dev.peristyle.npy.NpyTest.little;
import static dev.peristyle.npy.NpyTest.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Expression;
import dev.peristyle.Pipeline;
import dev.peristyle.RowValues;
import dev.peristyle.error.ComputationException;
import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.error.PeristyleException;
import dev.peristyle.execution.Execution;
import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that the zip classes of the JDK have written are read, and the other way round. */
@Timeout(600)
class NpzTest {
    private static final int ROWS = 140_000;

    private final Random random = Seeds.fresh();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private Path file() {
        return directory.resolve("a.npz");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(file(), bytes);
    }

    private static byte[] zip(Map<String, byte[]> files, boolean isDeflated) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                if (!isDeflated) {
                    CRC32 sum = new CRC32();
                    sum.update(file.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(file.getValue().length);
                    entry.setCrc(sum.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] longs(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (long row = 0; row < count; row++) {
            bytes.putLong(row);
        }
        return bytes.array();
    }

    /** Arrays of several kinds with so many rows. */
    private Map<String, byte[]> arrays(int rows) {
        String shape = "(" + rows + ",)";
        ByteBuffer matrix = ByteBuffer.allocate(8 * rows).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer records = ByteBuffer.allocate(5 * rows).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer texts = ByteBuffer.allocate(8 * rows).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            matrix.putInt(row).putFloat(0);
            matrix.putInt(8 * row + 4, -row);
            records.put((byte) row).putInt(3 * row);
            texts.putInt('a' + row % 26).putInt(row % 3 == 0 ? 0 : 'é');
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("id.npy", spec(1, header("'<i8'", shape), longs(rows)));
        files.put("notes.txt", "no array".getBytes(StandardCharsets.UTF_8));
        files.put("m.npy", spec(2, header("'<i4'", "(" + rows + ", 2)"), matrix.array()));
        files.put("r.npy", spec(1, header("[('b', '|i1'), ('c', '<i4')]", shape), records.array()));
        files.put("größe.npy", spec(3, header("'<U2'", shape), texts.array()));
        return files;
    }

    private static List<Object> expected(int row) {
        return List.of((long) row, row, -row, (byte) row, 3 * row, (char) ('a' + row % 26) + (row % 3 == 0 ? "" : "é"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void arraysAreColumnsSideBySide(int threads) throws IOException {
        Execution execution = Execution.builder().threads(threads).build();
        for (int rows : new int[] {0, 1, 700, ROWS}) {
            for (boolean isDeflated : new boolean[] {false, true}) {
                Path file = write(zip(arrays(rows), isDeflated));
                Pipeline scan = Npz.scan(file).using(execution);
                assertThat(scan.schema())
                        .isEqualTo(Schema.builder()
                                .add("id", DataType.LONG)
                                .add("m.c0", DataType.INT)
                                .add("m.c1", DataType.INT)
                                .add("r.b", DataType.BYTE)
                                .add("r.c", DataType.INT)
                                .add("größe", DataType.STRING)
                                .build());
                assertThat(scan.count()).isEqualTo(rows);
                List<List<Object>> few = RowValues.of(scan.filter(
                        col("id").modulo(1000).eq(7).and(col("größe").ne("h"))));
                List<List<Object>> wanted = new ArrayList<>();
                for (int row = 7; row < rows; row += 1000) {
                    if (!expected(row).get(5).equals("h")) {
                        wanted.add(expected(row));
                    }
                }
                assertThat(few).isEqualTo(wanted);
            }
        }
    }

    @Test
    void someArraysAreRead() throws IOException {
        Map<String, byte[]> files = arrays(3);
        files.put("one.npy", spec(1, header("'<f8'", "()"), little(8, 2.5)));
        files.put("strange.npy", spec(1, header("'|O'", "(3,)"), new byte[24]));
        Path file = write(zip(files, false));
        assertThat(Npz.arrays(file)).containsExactly("id", "m", "r", "größe", "one", "strange");
        assertThat(RowValues.of(Npz.scan(file, List.of("r", "id")))).hasToString("[[0, 0, 0], [1, 3, 1], [2, 6, 2]]");
        assertThat(Npz.scan(file, List.of("r")).schema().names()).containsExactly("b", "c");
        assertThat(Npz.scan(file, List.of("m")).schema().names()).containsExactly("c0", "c1");
        assertThat(RowValues.of(Npz.scan(file, List.of("one")))).hasToString("[[2.5]]");
        assertMalformed(() -> Npz.scan(file, List.of("id", "one")), "'id' has 3 rows and 'one' has 1");
        assertMalformed(() -> Npz.scan(file), "array 'one'", "'id' has 3 rows");
        assertMalformed(() -> Npz.scan(file, List.of("strange")), "array 'strange': it is an object of Python");
        for (List<String> wrong : List.of(List.of("no"), List.of("id", "id"), List.<String>of())) {
            assertThatThrownBy(() -> Npz.scan(file, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("array");
        }
        Pipeline scan = Npz.scan(file, List.of("id"));
        write(zip(Map.of("id.npy", spec(1, header("'<i4'", "(1,)"), little(4, 7))), false));
        assertThatThrownBy(scan::count)
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("when it was described");
    }

    /** As Python's zipfile writes one of more than 2 GB: the short end says the same numbers, and does not say to look further. */
    @Test
    void aWideEndIsReadWhereTheShortOneHasTrueNumbers() throws IOException {
        byte[] zip = zip(Map.of("id.npy", spec(1, header("'<i8'", "(2,)"), longs(2))), false);
        ByteBuffer end = ByteBuffer.wrap(zip, zip.length - 22, 22).slice().order(ByteOrder.LITTLE_ENDIAN);
        long bytes = end.getInt(12);
        long directory = end.getInt(16);
        byte[] wide = little(
                76,
                0x06064B50,
                44L,
                (short) 45,
                (short) 45,
                0,
                0,
                1L,
                1L,
                bytes,
                directory,
                0x07064B50,
                0,
                directory + bytes,
                1);
        byte[] all = Arrays.copyOf(zip, zip.length + wide.length);
        System.arraycopy(wide, 0, all, zip.length - 22, wide.length);
        System.arraycopy(zip, zip.length - 22, all, all.length - 22, 22);
        assertThat(RowValues.of(Npz.scan(write(all)))).hasToString("[[0], [1]]");
    }

    @Test
    void columnsOfAllArraysAreBounded() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int array = 0; array < 11; array++) {
            files.put("a" + array + ".npy", spec(1, header("'<i4'", "(0, 10000)"), new byte[0]));
        }
        Path file = write(zip(files, false));
        assertMalformed(() -> Npz.scan(file), "its first 11 arrays have 110000 columns");
        assertThat(Npz.scan(file, List.of("a3", "a7")).schema().size()).isEqualTo(20_000);
    }

    @Test
    void anArrayWithoutANameSaysWhichFile() throws IOException {
        byte[] array = spec(1, header("'<i8'", "(2,)"), longs(2));
        Path file = write(zip(Map.of(".npy", array, "id.npy", array), false));
        assertMalformed(() -> Npz.scan(file), "its array '.npy' has no name");
        assertThat(Npz.scan(file, List.of("id")).count()).isEqualTo(2);
    }

    /** What conditions count is in the report, as of other files. */
    @Test
    void countsOfConditionsAreReported() throws IOException {
        Path file = write(zip(Map.of("id.npy", spec(1, header("'<i8'", "(20,)"), longs(20))), false));
        AtomicReference<RunReport> report = new AtomicReference<>();
        Execution execution = Execution.builder().threads(1).report(report::set).build();
        Expression isOdd = memoized(row(col("id")).mapToBoolean(row -> row.getLong(0) % 2 == 1), 1 << 16);
        assertThat(Npz.scan(file).filter(isOdd).using(execution).count()).isEqualTo(10);
        assertThat(report.get().counts()).containsEntry(RunReport.MEMOIZED_COMPUTED, 20L);
    }

    private static void assertMalformed(Runnable reading, String... messages) {
        assertThatThrownBy(reading::run)
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("a.npz")
                .hasMessageContaining(messages[messages.length - 1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatIsWrittenIsReadByTheJdk(int threads) throws IOException {
        Path input = Files.write(directory.resolve("in.npy"), spec(1, header("'<i8'", "(" + ROWS + ",)"), longs(ROWS)));
        Execution execution = Execution.builder()
                .threads(threads)
                .memoryLimit(8 << 20)
                .temporaryDirectory(directory)
                .build();
        Pipeline rows = Npy.scan(input)
                .using(execution)
                .with("half", col("value").cast(DataType.DOUBLE).dividedBy(2.0))
                .with("é text", col("value").modulo(100).cast(DataType.STRING))
                .with("odd", col("value").modulo(2).eq(1));
        Map<String, Integer> lengths = Map.of("é text", 2);
        for (boolean isDeflated : new boolean[] {false, true}) {
            rows.write(isDeflated ? Npz.toCompressed(file(), lengths) : Npz.to(file(), lengths));
            Map<String, byte[]> expected = new LinkedHashMap<>();
            String shape = "(" + ROWS + ",)";
            expected.put("value.npy", spec(1, header("'<i8'", shape), longs(ROWS)));
            ByteBuffer halves = ByteBuffer.allocate(8 * ROWS).order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer texts = ByteBuffer.allocate(8 * ROWS).order(ByteOrder.LITTLE_ENDIAN);
            byte[] odd = new byte[ROWS];
            for (int row = 0; row < ROWS; row++) {
                halves.putDouble(row / 2.0);
                String text = Integer.toString(row % 100);
                texts.putInt(text.charAt(0)).putInt(text.length() > 1 ? text.charAt(1) : 0);
                odd[row] = (byte) (row % 2);
            }
            expected.put("half.npy", spec(1, header("'<f8'", shape), halves.array()));
            expected.put("é text.npy", spec(1, header("'<U2'", shape), texts.array()));
            expected.put("odd.npy", spec(1, header("'|b1'", shape), odd));
            checkByJdk(expected);
            assertThat(RowValues.of(Npz.scan(file())
                            .filter(col("value").lt(3).or(col("value").eq(ROWS - 1)))))
                    .hasToString(
                            "[[0, 0.0, 0, false], [1, 0.5, 1, true], [2, 1.0, 2, false], [139999, 69999.5, 99, true]]");
            Path again = directory.resolve("again.npz");
            Npz.scan(file()).write(isDeflated ? Npz.toCompressed(again, lengths) : Npz.to(again, lengths));
            assertThat(again).hasSameBinaryContentAs(file());
        }
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("a.npz", "again.npz", "in.npy");
    }

    private void checkByJdk(Map<String, byte[]> expected) throws IOException {
        try (ZipFile zip = new ZipFile(file().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName).toList()).containsExactlyElementsOf(expected.keySet());
            for (Map.Entry<String, byte[]> each : expected.entrySet()) {
                assertThat(zip.getInputStream(zip.getEntry(each.getKey())).readAllBytes())
                        .as(each.getKey())
                        .isEqualTo(each.getValue());
            }
        }
        // one after the other, as the local headers say
        byte[] bytes = Files.readAllBytes(file());
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (Map.Entry<String, byte[]> each : expected.entrySet()) {
                ZipEntry entry = zip.getNextEntry();
                assertThat(entry.getName()).isEqualTo(each.getKey());
                assertThat(zip.readAllBytes()).isEqualTo(each.getValue());
                if (entry.getMethod() == ZipEntry.STORED) {
                    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u0093NUMPY");
                    assertThat(at % 64).isZero();
                }
            }
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @Test
    void noRowsAndWhatNumPyHasNoTypeFor() throws IOException {
        Path input = Files.write(directory.resolve("in.npy"), spec(1, header("'<i8'", "(3,)"), longs(3)));
        Npy.scan(input).filter(col("value").lt(0)).write(Npz.to(file()));
        assertThat(Npz.scan(file()).count()).isZero();
        checkByJdk(Map.of("value.npy", spec(1, header("'<i8'", "(0,)"), new byte[0])));
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(() -> Npy.scan(input)
                        .with("d", col("value").cast(DataType.decimal(12, 2)))
                        .write(Npz.to(file())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'd' is of type decimal(12,2), which NumPy has no type for");
        assertThatThrownBy(() -> Npy.scan(input)
                        .with("s", col("value").plus(9).cast(DataType.STRING))
                        .write(Npz.to(file(), Map.of("s", 1))))
                .isInstanceOf(ComputationException.class)
                .hasMessageContaining("row 1 (the first is 0)");
        assertThatThrownBy(() -> Npy.scan(input).write(Npz.to(Path.of("/dev/null"))))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no regular file");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("a.npz", "in.npy");
    }

    /** Changes a number in the directory and in the local header of the only file. */
    private static byte[] patched(byte[] zip, int inDirectory, int inLocal, long value, int bytes) {
        byte[] other = zip.clone();
        int directory = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf("PK\u0001\u0002");
        for (int at = 0; at < bytes; at++) {
            other[directory + inDirectory + at] = (byte) (value >>> 8 * at);
            if (inLocal >= 0) {
                other[inLocal + at] = (byte) (value >>> 8 * at);
            }
        }
        return other;
    }

    private void assertHostile(byte[] bytes, String message) throws IOException {
        Path file = write(bytes);
        assertMalformed(() -> RowValues.of(Npz.scan(file)), message);
    }

    @Test
    void whatIsNoArchiveSaysWhy() throws IOException {
        byte[] array = spec(1, header("'<i8'", "(2,)"), longs(2));
        byte[] zip = zip(Map.of("id.npy", array), false);
        assertHostile(new byte[0], "it has 0 bytes");
        assertHostile(array, "it is no file .npz");
        assertHostile(zip(Map.of("readme", array), false), "there is no array in it");
        for (int length : new int[] {zip.length - 1, zip.length - 22, 40, 22}) {
            assertHostile(Arrays.copyOf(zip, length), "was cut off");
        }
        assertHostile(patched(zip, 8, -1, 1, 2), "is encrypted");
        assertHostile(patched(zip, 10, 8, 12, 2), "is compressed by method 12");
        assertHostile(patched(zip, 10, -1, 8, 2), "or stored otherwise");
        assertHostile(patched(zip, 24, -1, 200, 4), "cannot have 200 bytes, as it has 144 in the archive");
        assertHostile(patched(zip, 24, -1, -1, 4), "cannot have 4294967295 bytes");
        assertHostile(patched(zip, 20, -1, 100_000, 4), "is not at byte 0, where the directory says");
        assertHostile(patched(zip, 42, -1, 5, 4), "is not at byte 5");
        assertHostile(patched(zip, 42, -1, 1 << 30, 4), "which is not before the directory");
        assertHostile(patched(zip, 46, -1, 'x', 1), "is called 'id.npy' where it begins");
        assertHostile(patched(zip, 28, -1, 1000, 2), "ends within the description of a file");
        // as many bytes less in the array
        assertHostile(
                patched(patched(zip, 24, -1, 136, 4), 20, -1, 136, 4), "does not go with the 8 bytes of its data");
        // two entries of the directory for one file
        byte[] two = zip(arrays(2), false);
        int directory = new String(two, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        byte[] same = two.clone();
        int next = directory + 46 + "id.npy".length();
        assertThat(new String(two, next, 4, StandardCharsets.ISO_8859_1)).isEqualTo("PK\u0001\u0002");
        Arrays.fill(same, next + 42, next + 46, (byte) 0);
        assertHostile(same, "is called 'id.npy' where it begins");
        byte[] twice = zip(Map.of("aa.npy", array), false);
        byte[] doubled = new byte[twice.length + 52];
        int from = new String(twice, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        System.arraycopy(twice, 0, doubled, 0, from + 52);
        System.arraycopy(twice, from, doubled, from + 52, 52);
        System.arraycopy(twice, from + 52, doubled, from + 104, 22);
        ByteBuffer end = ByteBuffer.wrap(doubled).order(ByteOrder.LITTLE_ENDIAN);
        end.putShort(from + 104 + 8, (short) 2)
                .putShort(from + 104 + 10, (short) 2)
                .putInt(from + 104 + 12, 104);
        assertHostile(doubled, "'aa.npy' occurs twice");
        doubled[from + 52 + 46] = 'b';
        assertHostile(doubled, "is called 'aa.npy' where it begins");
        // a file within another one: its local header is in the bytes of that
        byte[] inner = Arrays.copyOf(zip, zip.length);
        byte[] outer = zip(Map.of("zz.npy", inner), false);
        int central = new String(outer, StandardCharsets.ISO_8859_1).lastIndexOf("PK\u0001\u0002");
        int innerCentral = new String(zip, StandardCharsets.ISO_8859_1).lastIndexOf("PK\u0001\u0002");
        byte[] nested = new byte[outer.length + 52];
        System.arraycopy(outer, 0, nested, 0, central + 52);
        System.arraycopy(zip, innerCentral, nested, central + 52, 52);
        System.arraycopy(outer, central + 52, nested, central + 104, 22);
        ByteBuffer tail = ByteBuffer.wrap(nested).order(ByteOrder.LITTLE_ENDIAN);
        tail.putInt(central + 52 + 42, 36);
        tail.putShort(central + 104 + 8, (short) 2).putShort(central + 104 + 10, (short) 2);
        tail.putInt(central + 104 + 12, 104);
        assertHostile(nested, "begins within another one");
    }

    @Test
    void bombsAndDamagedBytesAreErrors() throws IOException {
        // 8 MB of zeros in 8 KB: read in little memory
        int rows = 1 << 20;
        byte[] zeros = spec(1, header("'<i8'", "(" + rows + ",)"), new byte[8 * rows]);
        byte[] bomb = zip(Map.of("id.npy", zeros), true);
        assertThat(bomb.length).isLessThan(20_000);
        Execution small = Execution.builder().threads(2).memoryLimit(4 << 20).build();
        Path file = write(bomb);
        assertThat(Npz.scan(file).using(small).filter(col("id").eq(0)).count()).isEqualTo(rows);
        // more than it says, and less: of the array, and of what the directory says
        byte[] longer = zip(Map.of("id.npy", Arrays.copyOf(zeros, zeros.length + 8)), true);
        assertHostile(longer, "does not go with");
        assertHostile(patched(longer, 24, -1, zeros.length, 4), "more than the 8388736 bytes that the directory says");
        byte[] shorter = zip(Map.of("id.npy", Arrays.copyOf(zeros, zeros.length - 8)), true);
        assertHostile(patched(shorter, 24, -1, zeros.length, 4), "it ends after 8388728 bytes of 8388736");
        assertHostile(patched(bomb, 24, -1, -2, 4), "cannot have 4294967294 bytes");
        assertHostile(patched(bomb, 16, -1, 1, 4), "its checksum is another");
        byte[] some = zip(Map.of("id.npy", spec(1, header("'<i8'", "(5000,)"), longs(5000))), true);
        for (int round = 0; round < 100; round++) {
            byte[] damaged = some.clone();
            damaged[50 + random.nextInt(some.length / 2)] ^= (byte) (1 << random.nextInt(8));
            Path broken = write(damaged);
            assertThatThrownBy(() -> RowValues.of(Npz.scan(broken)))
                    .isInstanceOf(PeristyleException.class)
                    .hasMessageContaining("a.npz");
        }
    }

    @Test
    void verifyFindsEveryBitOfWhatIsInTheArchive() throws IOException {
        for (boolean isDeflated : new boolean[] {false, true}) {
            Map<String, byte[]> files = arrays(200);
            files.put("empty.npy", new byte[0]);
            byte[] good = zip(files, isDeflated);
            assertThat(Npz.verify(write(good))).isEqualTo(good.length);
            int start = 30 + "id.npy".length();
            // a deflated file may have bits after its end
            int length = isDeflated ? 200 : files.get("id.npy").length;
            for (int round = 0; round < 300; round++) {
                byte[] damaged = good.clone();
                damaged[start + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
                Path file = write(damaged);
                if (!isDeflated || !Arrays.equals(inflated(damaged, "id.npy"), files.get("id.npy"))) {
                    assertMalformed(() -> Npz.verify(file), "id.npy");
                }
            }
        }
    }

    /** What the JDK makes of a file, null where it fails: a bit of a code that is never used changes nothing. */
    private static byte[] inflated(byte[] archive, String name) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            ZipEntry entry = in.getNextEntry();
            return entry != null && entry.getName().equals(name) ? in.readAllBytes() : null;
        } catch (IOException damaged) {
            return null;
        }
    }

    @Test
    void aFlippedBitIsReadOrAnError() throws IOException {
        for (boolean isDeflated : new boolean[] {false, true}) {
            byte[] good = zip(arrays(2), isDeflated);
            for (int round = 0; round < 400; round++) {
                byte[] bytes = good.clone();
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    int bit = random.nextInt(8 * good.length);
                    bytes[bit / 8] ^= (byte) (1 << bit % 8);
                }
                Path file = write(random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                try {
                    RowValues.of(
                            Npz.scan(file).using(Execution.builder().threads(1).build()));
                } catch (PeristyleException refused) {
                    assertThat(refused).hasMessageContaining("a.npz");
                }
            }
        }
    }

    /** A sparse file whose second array begins beyond 4 GB, with a directory as zip64 has it. */
    @Test
    void archivesOfMoreThanFourGigabytesAreRead() throws IOException {
        long rows = 600_000_000;
        byte[] npy = spec(1, header("'<i8'", "(" + rows + ",)"), new byte[0]);
        byte[] small = spec(1, header("'<i8'", "(2,)"), longs(2));
        long size = npy.length + 8 * rows;
        try (FileChannel channel = FileChannel.open(
                file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            long at = 0;
            at += channel.write(
                    local("big.npy", -1, -1, ByteBuffer.wrap(little(20, (short) 1, (short) 16, size, size))), at);
            channel.write(ByteBuffer.wrap(npy), at);
            channel.write(ByteBuffer.wrap(little(8, 77L)), at + size - 8);
            at += size;
            long second = at;
            at += channel.write(local("small.npy", small.length, small.length, ByteBuffer.allocate(0)), at);
            at += channel.write(ByteBuffer.wrap(small), at);
            long directory = at;
            at += channel.write(central("big.npy", -1, 0, little(20, (short) 1, (short) 16, size, size)), at);
            at += channel.write(central("small.npy", small.length, -1, little(12, (short) 1, (short) 8, second)), at);
            byte[] end = little(
                    98,
                    0x06064B50,
                    44L,
                    (short) 45,
                    (short) 45,
                    0,
                    0,
                    2L,
                    2L,
                    at - directory,
                    directory,
                    0x07064B50,
                    0,
                    at,
                    1,
                    0x06054B50,
                    0,
                    (short) 2,
                    (short) 2,
                    -1,
                    -1,
                    (short) 0);
            channel.write(ByteBuffer.wrap(end), at);
        }
        assertThat(Npz.arrays(file())).containsExactly("big", "small");
        assertThat(RowValues.of(Npz.scan(file(), List.of("small")))).hasToString("[[0], [1]]");
        assertThat(Npz.scan(file(), List.of("big")).count()).isEqualTo(rows);
        Execution execution = Execution.builder().memoryLimit(16 << 20).build();
        assertThat(RowValues.of(
                        Npz.scan(file(), List.of("big")).using(execution).limit(1)))
                .hasToString("[[0]]");
    }

    @SuppressWarnings("ByteBufferBackingArray") // allocated here
    private static ByteBuffer local(String name, int stored, int size, ByteBuffer extra) {
        byte[] bytes = little(
                30 + name.length() + extra.remaining(),
                0x04034B50,
                (short) 45,
                (short) 0,
                (short) 0,
                0,
                0,
                stored,
                size,
                (short) name.length(),
                (short) extra.remaining(),
                name.getBytes(StandardCharsets.US_ASCII),
                extra.array());
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer central(String name, int size, int header, byte[] extra) {
        byte[] bytes = little(
                46 + name.length() + extra.length,
                0x02014B50,
                (short) 45,
                (short) 45,
                (short) 0,
                (short) 0,
                0,
                0,
                size,
                size,
                (short) name.length(),
                (short) extra.length,
                (short) 0,
                (short) 0,
                (short) 0,
                0,
                header,
                name.getBytes(StandardCharsets.US_ASCII),
                extra);
        return ByteBuffer.wrap(bytes);
    }
}
