package dev.peristyle.columnfile;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.Pipeline;
import dev.peristyle.column.BoxedRows;
import dev.peristyle.column.Table;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.file.WindowMode;
import dev.peristyle.internal.file.Resources;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarBinaryVector;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ArrowWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.MetadataVersion;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Arrow Java writes is read, value for value. */
class ArrowWrittenTest {
    /** One column of what Arrow Java is to write: its vector, our type, and values as we have them. */
    private record Sample(String name, ArrowType arrow, DataType type, Setter setter, Maker maker) {}

    private interface Setter {
        void set(FieldVector vector, int row, Object value);
    }

    private interface Maker {
        Object make(Random random);
    }

    private static final List<Sample> SAMPLES = List.of(
            sample(
                    "bit",
                    new ArrowType.Bool(),
                    DataType.BOOLEAN,
                    BitVector.class,
                    (vector, row, value) -> vector.setSafe(row, (Boolean) value ? 1 : 0),
                    Random::nextBoolean),
            sample(
                    "tiny",
                    new ArrowType.Int(8, true),
                    DataType.BYTE,
                    TinyIntVector.class,
                    (vector, row, value) -> vector.setSafe(row, (Byte) value),
                    random -> (byte) random.nextInt()),
            sample(
                    "small",
                    new ArrowType.Int(16, true),
                    DataType.SHORT,
                    SmallIntVector.class,
                    (vector, row, value) -> vector.setSafe(row, (Short) value),
                    random -> (short) random.nextInt()),
            sample(
                    "int",
                    new ArrowType.Int(32, true),
                    DataType.INT,
                    IntVector.class,
                    (vector, row, value) -> vector.setSafe(row, (Integer) value),
                    Random::nextInt),
            sample(
                    "big",
                    new ArrowType.Int(64, true),
                    DataType.LONG,
                    BigIntVector.class,
                    (vector, row, value) -> vector.setSafe(row, (Long) value),
                    Random::nextLong),
            sample(
                    "u4",
                    new ArrowType.Int(32, false),
                    DataType.UNSIGNED_INT,
                    UInt4Vector.class,
                    (vector, row, value) -> vector.setSafe(row, ((Long) value).intValue()),
                    random -> random.nextInt() & 0xFFFF_FFFFL),
            sample(
                    "u8",
                    new ArrowType.Int(64, false),
                    DataType.UNSIGNED_LONG,
                    UInt8Vector.class,
                    (vector, row, value) -> vector.setSafe(row, ((BigInteger) value).longValue()),
                    random -> new BigInteger(64, random)),
            sample(
                    "float",
                    ArrowFiles.type(DataType.FLOAT),
                    DataType.FLOAT,
                    Float4Vector.class,
                    (vector, row, value) -> vector.setSafe(row, (Float) value),
                    Random::nextFloat),
            sample(
                    "double",
                    ArrowFiles.type(DataType.DOUBLE),
                    DataType.DOUBLE,
                    Float8Vector.class,
                    (vector, row, value) -> vector.setSafe(row, (Double) value),
                    Random::nextGaussian),
            sample(
                    "narrow",
                    new ArrowType.Decimal(18, 4, 128),
                    DataType.decimal(18, 4),
                    DecimalVector.class,
                    (vector, row, value) -> vector.setSafe(row, (BigDecimal) value),
                    random -> BigDecimal.valueOf(random.nextLong() % 1_000_000_000_000_000_000L, 4)),
            sample(
                    "wide",
                    new ArrowType.Decimal(38, 10, 128),
                    DataType.decimal(38, 10),
                    DecimalVector.class,
                    (vector, row, value) -> vector.setSafe(row, (BigDecimal) value),
                    random -> new BigDecimal(new BigInteger(120, random).negate(), 10)),
            sample(
                    "days",
                    ArrowFiles.type(DataType.DATE),
                    DataType.DATE,
                    DateDayVector.class,
                    (vector, row, value) -> vector.setSafe(row, (int) ((LocalDate) value).toEpochDay()),
                    random -> LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000)),
            sample(
                    "millis",
                    new ArrowType.Date(org.apache.arrow.vector.types.DateUnit.MILLISECOND),
                    DataType.DATE,
                    DateMilliVector.class,
                    (vector, row, value) -> vector.setSafe(row, ((LocalDate) value).toEpochDay() * 86_400_000),
                    random -> LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000)),
            sample(
                    "time32",
                    new ArrowType.Time(TimeUnit.MILLISECOND, 32),
                    DataType.time(Resolution.MILLIS),
                    TimeMilliVector.class,
                    (vector, row, value) -> vector.setSafe(row, (int) (((LocalTime) value).toNanoOfDay() / 1_000_000)),
                    random -> LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L)),
            sample(
                    "time64",
                    new ArrowType.Time(TimeUnit.MICROSECOND, 64),
                    DataType.time(Resolution.MICROS),
                    TimeMicroVector.class,
                    (vector, row, value) -> vector.setSafe(row, ((LocalTime) value).toNanoOfDay() / 1000),
                    random -> LocalTime.ofNanoOfDay(random.nextInt(86_400_000) * 1_000_000L)),
            sample(
                    "zoned",
                    new ArrowType.Timestamp(TimeUnit.NANOSECOND, "Europe/Zurich"),
                    DataType.timestamp(Resolution.NANOS),
                    TimeStampNanoTZVector.class,
                    (vector, row, value) ->
                            vector.setSafe(row, ChronoUnit.NANOS.between(Instant.EPOCH, (Instant) value)),
                    random -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))),
            sample(
                    "local",
                    new ArrowType.Timestamp(TimeUnit.MILLISECOND, null),
                    DataType.localTimestamp(Resolution.MILLIS),
                    TimeStampMilliVector.class,
                    (vector, row, value) -> vector.setSafe(
                            row,
                            ((LocalDateTime) value).toInstant(ZoneOffset.UTC).toEpochMilli()),
                    random -> LocalDateTime.ofEpochSecond(random.nextInt(), 7_000_000, ZoneOffset.UTC)),
            sample(
                    "text",
                    new ArrowType.Utf8(),
                    DataType.STRING,
                    VarCharVector.class,
                    (vector, row, value) -> vector.setSafe(row, utf8(value)),
                    ArrowWrittenTest::text),
            sample(
                    "large text",
                    new ArrowType.LargeUtf8(),
                    DataType.STRING,
                    LargeVarCharVector.class,
                    (vector, row, value) -> vector.setSafe(row, utf8(value)),
                    ArrowWrittenTest::text),
            sample(
                    "text view",
                    new ArrowType.Utf8View(),
                    DataType.STRING,
                    ViewVarCharVector.class,
                    (vector, row, value) -> vector.setSafe(row, utf8(value)),
                    ArrowWrittenTest::text),
            sample(
                    "bytes",
                    new ArrowType.Binary(),
                    DataType.BINARY,
                    VarBinaryVector.class,
                    (vector, row, value) -> vector.setSafe(row, (byte[]) value),
                    random -> utf8(text(random))),
            sample(
                    "large bytes",
                    new ArrowType.LargeBinary(),
                    DataType.BINARY,
                    LargeVarBinaryVector.class,
                    (vector, row, value) -> vector.setSafe(row, (byte[]) value),
                    random -> utf8(text(random))),
            sample(
                    "bytes view",
                    new ArrowType.BinaryView(),
                    DataType.BINARY,
                    ViewVarBinaryVector.class,
                    (vector, row, value) -> vector.setSafe(row, (byte[]) value),
                    random -> utf8(text(random))),
            sample(
                    "fixed",
                    new ArrowType.FixedSizeBinary(5),
                    DataType.fixedBinary(5),
                    FixedSizeBinaryVector.class,
                    (vector, row, value) -> vector.setSafe(row, (byte[]) value),
                    random -> {
                        byte[] bytes = new byte[5];
                        random.nextBytes(bytes);
                        return bytes;
                    }));

    private interface TypedSetter<V> {
        void set(V vector, int row, Object value);
    }

    private static <V extends FieldVector> Sample sample(
            String name, ArrowType arrow, DataType type, Class<V> vector, TypedSetter<V> setter, Maker maker) {
        return new Sample(
                name, arrow, type, (target, row, value) -> setter.set(vector.cast(target), row, value), maker);
    }

    private static byte[] utf8(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Random random) {
        return "é".repeat(random.nextInt(3)) + "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 300 : 15));
    }

    private final Random random = Seeds.fresh();
    private CompressionUtil.CodecType codec = CompressionUtil.CodecType.NO_COMPRESSION;
    private IpcOption option = IpcOption.DEFAULT;
    private boolean isStream;

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsOpen() {
        assertThat(Resources.of(directory)).isEmpty();
    }

    private interface Filling {
        /** Fills the vectors for a batch and returns its rows. */
        int fill(VectorSchemaRoot root, int batch);
    }

    private Path write(
            BufferAllocator allocator,
            List<Field> fields,
            DictionaryProvider dictionaries,
            int batches,
            Filling filling)
            throws IOException {
        Path file = directory.resolve("arrow.arrow");
        try (VectorSchemaRoot root =
                        VectorSchemaRoot.create(new org.apache.arrow.vector.types.pojo.Schema(fields), allocator);
                FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                ArrowWriter writer = writer(root, dictionaries, channel)) {
            writer.start();
            for (int batch = 0; batch < batches; batch++) {
                root.getFieldVectors().forEach(FieldVector::reset);
                root.setRowCount(filling.fill(root, batch));
                writer.writeBatch();
            }
            writer.end();
        }
        return file;
    }

    private ArrowWriter writer(VectorSchemaRoot root, DictionaryProvider dictionaries, FileChannel channel) {
        CompressionCodec.Factory codecs = codec == CompressionUtil.CodecType.NO_COMPRESSION
                ? NoCompressionCodec.Factory.INSTANCE
                : CommonsCompressionFactory.INSTANCE;
        return isStream
                ? new ArrowStreamWriter(root, dictionaries, channel, option, codecs, codec)
                : new ArrowFileWriter(root, dictionaries, channel, Map.of(), option, codecs, codec);
    }

    private static Field field(Sample sample) {
        return new Field(sample.name, FieldType.nullable(sample.arrow), null);
    }

    @ParameterizedTest
    @EnumSource(WindowMode.class)
    void everyTypeIsRead(WindowMode mode) throws IOException {
        checkEveryType(mode);
    }

    @ParameterizedTest
    @EnumSource(value = CompressionUtil.CodecType.class, mode = EnumSource.Mode.EXCLUDE, names = "NO_COMPRESSION")
    void everyTypeIsReadCompressed(CompressionUtil.CodecType compressed) throws IOException {
        codec = compressed;
        checkEveryType(compressed == CompressionUtil.CodecType.ZSTD ? WindowMode.MAP : WindowMode.READ);
    }

    private void checkEveryType(WindowMode mode) throws IOException {
        Schema.Builder builder = Schema.builder();
        SAMPLES.forEach(sample -> builder.add(sample.name, sample.type));
        Schema schema = builder.build();
        for (int[] sizes : new int[][] {{}, {0}, {1}, {9, 0, 64}, {1000, 1, 777}}) {
            for (double nullShare : new double[] {0, 0.3, 1}) {
                List<Object[]> expected = new ArrayList<>();
                Path file;
                try (BufferAllocator allocator = new RootAllocator()) {
                    file = write(
                            allocator,
                            SAMPLES.stream().map(ArrowWrittenTest::field).toList(),
                            null,
                            sizes.length,
                            (root, batch) -> fill(root, sizes[batch], nullShare, expected));
                }
                try (Table table = scan(file, schema.names(), mode).collect()) {
                    assertThat(table.schema()).isEqualTo(schema);
                    ColumnFiles.assertSame(BoxedRows.of(table), expected);
                }
                List<Object[]> kept = expected.stream()
                        .filter(row -> row[3] != null && (Integer) row[3] > 0)
                        .toList();
                try (Table table = scan(file, schema.names(), mode)
                        .filter(col("int").gt(0))
                        .collect()) {
                    ColumnFiles.assertSame(BoxedRows.of(table), kept);
                }
                assertThat(scan(file, schema.names(), mode).count()).isEqualTo(expected.size());
                if (isStream) {
                    checkPassing(Files.readAllBytes(file), expected, kept);
                }
            }
        }
    }

    private Pipeline scan(Path file, List<String> columns, WindowMode mode) {
        ColumnStreamOptions options =
                ColumnStreamOptions.builder().columns(columns).windows(mode).build();
        return isStream ? ColumnStream.scan(file, options) : ColumnFile.scan(file, columns, mode);
    }

    /** As what comes through a pipe, in pieces. */
    private void checkPassing(byte[] stream, List<Object[]> expected, List<Object[]> kept) {
        try (Table table = ColumnStream.scan(new Trickle(stream, random)).collect()) {
            ColumnFiles.assertSame(BoxedRows.of(table), expected);
        }
        try (Table table = ColumnStream.scan(Channels.newChannel(new ByteArrayInputStream(stream)))
                .filter(col("int").gt(0))
                .collect()) {
            ColumnFiles.assertSame(BoxedRows.of(table), kept);
        }
        // some columns of each batch, with gaps between them
        try (Table table = ColumnStream.scan(new ByteArrayInputStream(stream))
                .select("text view", "bit")
                .collect()) {
            ColumnFiles.assertSame(
                    BoxedRows.of(table),
                    expected.stream()
                            .map(row -> new Object[] {row[position("text view")], row[position("bit")]})
                            .toList());
        }
        assertThat(ColumnStream.scan(new Trickle(stream, random)).count()).isEqualTo(expected.size());
    }

    private static int position(String name) {
        return SAMPLES.stream().map(Sample::name).toList().indexOf(name);
    }

    @ParameterizedTest
    @EnumSource(WindowMode.class)
    void everyTypeIsReadFromStreams(WindowMode mode) throws IOException {
        isStream = true;
        checkEveryType(mode);
    }

    @ParameterizedTest
    @EnumSource(value = CompressionUtil.CodecType.class, mode = EnumSource.Mode.EXCLUDE, names = "NO_COMPRESSION")
    void everyTypeIsReadFromCompressedStreams(CompressionUtil.CodecType compressed) throws IOException {
        isStream = true;
        codec = compressed;
        checkEveryType(compressed == CompressionUtil.CodecType.ZSTD ? WindowMode.MAP : WindowMode.READ);
    }

    /** As versions before 0.15 have written them. */
    @Test
    void everyTypeIsReadFromStreamsWithoutMarkers() throws IOException {
        isStream = true;
        option = new IpcOption(true, MetadataVersion.V4);
        checkEveryType(WindowMode.READ);
    }

    private int fill(VectorSchemaRoot root, int rows, double nullShare, List<Object[]> expected) {
        for (FieldVector vector : root.getFieldVectors()) {
            if (vector instanceof BaseVariableWidthViewVector views) {
                // their own growth misses the first rows
                views.allocateNew(1 << 16, rows + 1);
            }
        }
        for (int row = 0; row < rows; row++) {
            Object[] values = new Object[SAMPLES.size()];
            for (int column = 0; column < values.length; column++) {
                FieldVector vector = root.getVector(column);
                if (random.nextDouble() < nullShare) {
                    setNull(vector, row);
                } else {
                    values[column] = SAMPLES.get(column).maker.make(random);
                    SAMPLES.get(column).setter.set(vector, row, values[column]);
                }
            }
            expected.add(values);
        }
        return rows;
    }

    private static void setNull(FieldVector vector, int row) {
        while (vector.getValueCapacity() <= row) {
            vector.reAlloc();
        }
        vector.setNull(row);
    }

    @Test
    void dictionariesAreReadAsTheirValues() throws IOException {
        List<Object[]> expected = new ArrayList<>();
        Path file;
        try (BufferAllocator allocator = new RootAllocator();
                VarCharVector names = new VarCharVector("names", allocator);
                BigIntVector numbers = new BigIntVector("numbers", allocator)) {
            String[] texts = {"one", "two", null, "a much longer text than the others", ""};
            for (int at = 0; at < texts.length; at++) {
                if (texts[at] == null) {
                    setNull(names, at);
                } else {
                    names.setSafe(at, utf8(texts[at]));
                }
            }
            names.setValueCount(texts.length);
            for (int at = 0; at < 200; at++) {
                numbers.setSafe(at, at * 1_000_000_007L);
            }
            numbers.setValueCount(200);
            Dictionary byName = new Dictionary(names, new DictionaryEncoding(1, false, new ArrowType.Int(8, true)));
            Dictionary byNumber =
                    new Dictionary(numbers, new DictionaryEncoding(2, true, new ArrowType.Int(16, false)));
            DictionaryProvider provider = new DictionaryProvider.MapDictionaryProvider(byName, byNumber);
            List<Field> fields = List.of(
                    new Field("name", new FieldType(true, new ArrowType.Int(8, true), byName.getEncoding()), null),
                    new Field(
                            "number", new FieldType(true, new ArrowType.Int(16, false), byNumber.getEncoding()), null),
                    new Field("id", FieldType.nullable(new ArrowType.Int(32, true)), null));
            file = write(allocator, fields, provider, 3, (root, batch) -> {
                for (int row = 0; row < 500; row++) {
                    int name = random.nextInt(6) - 1;
                    int number = random.nextInt(201) - 1;
                    position((BaseFixedWidthVector) root.getVector(0), row, name);
                    position((BaseFixedWidthVector) root.getVector(1), row, number);
                    ((IntVector) root.getVector(2)).setSafe(row, expected.size());
                    expected.add(new Object[] {
                        name < 0 ? null : texts[name], number < 0 ? null : number * 1_000_000_007L, expected.size()
                    });
                }
                return 500;
            });
        }
        try (Table table = ColumnFile.scan(file).collect()) {
            assertThat(table.schema())
                    .isEqualTo(Schema.builder()
                            .add("name", DataType.STRING)
                            .add("number", DataType.LONG)
                            .add("id", DataType.INT)
                            .build());
            ColumnFiles.assertSame(BoxedRows.of(table), expected);
        }
        try (Table table = ColumnFile.scan(file)
                .filter(col("name").eq("two").and(col("id").ge(700)))
                .select("id", "number")
                .collect()) {
            ColumnFiles.assertSame(
                    BoxedRows.of(table),
                    expected.stream()
                            .filter(row -> "two".equals(row[0]) && (Integer) row[2] >= 700)
                            .map(row -> new Object[] {row[2], row[1]})
                            .toList());
        }
    }

    private static void position(BaseFixedWidthVector vector, int row, int position) {
        if (position < 0) {
            setNull(vector, row);
        } else if (vector instanceof TinyIntVector bytes) {
            bytes.setSafe(row, position);
        } else {
            ((org.apache.arrow.vector.UInt2Vector) vector).setSafe(row, position);
        }
    }

    @Test
    void nestedFieldsAreRefusedByNameAndPassedOver() throws IOException {
        Path file;
        try (BufferAllocator allocator = new RootAllocator()) {
            Field id = new Field("id", FieldType.nullable(new ArrowType.Int(32, true)), null);
            Field item = new Field("item", FieldType.nullable(new ArrowType.Utf8View()), null);
            List<Field> fields = List.of(
                    id,
                    new Field("tags", FieldType.nullable(new ArrowType.List()), List.of(item)),
                    new Field(
                            "place",
                            FieldType.nullable(new ArrowType.Struct()),
                            List.of(
                                    new Field("x", FieldType.nullable(new ArrowType.Int(64, true)), null),
                                    new Field("y", FieldType.nullable(new ArrowType.Utf8()), null))),
                    new Field("nothing", FieldType.nullable(new ArrowType.Null()), null),
                    new Field("view", FieldType.nullable(new ArrowType.Utf8View()), null),
                    new Field("last", FieldType.nullable(new ArrowType.Utf8()), null));
            file = write(allocator, fields, null, 2, (root, batch) -> {
                UnionListWriter tags = ((ListVector) root.getVector("tags")).getWriter();
                StructVector place = (StructVector) root.getVector("place");
                ViewVarCharVector items = (ViewVarCharVector) ((ListVector) root.getVector("tags")).getDataVector();
                for (int row = 0; row < 100; row++) {
                    ((IntVector) root.getVector("id")).setSafe(row, row);
                    tags.setPosition(row);
                    tags.startList();
                    tags.endList();
                    place.setIndexDefined(row);
                    ((BigIntVector) place.getChild("x")).setSafe(row, row);
                    ((VarCharVector) place.getChild("y")).setSafe(row, utf8("y" + row));
                    ((ViewVarCharVector) root.getVector("view")).setSafe(row, utf8("a view that is long: " + row));
                    ((VarCharVector) root.getVector("last")).setSafe(row, utf8("last " + row));
                }
                items.setValueCount(0);
                return 100;
            });
        }
        assertThatThrownBy(() -> ColumnFile.scan(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("field 'tags' is of the type list, which is nested and not read")
                .hasMessageContaining("ColumnFile.scan(file, columns)");
        assertThatThrownBy(() -> ColumnFile.scan(file, List.of("id", "nothing")))
                .hasMessageContaining("field 'nothing' is of the type null");
        assertThatThrownBy(() -> ColumnFile.scan(file, List.of("id", "lst")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no column 'lst'");
        List<Object[]> expected = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            expected.add(new Object[] {"last " + row % 100, "a view that is long: " + row % 100, row % 100});
        }
        try (Table table = ColumnFile.scan(file, List.of("last", "view", "id")).collect()) {
            ColumnFiles.assertSame(BoxedRows.of(table), expected);
        }
    }
}
