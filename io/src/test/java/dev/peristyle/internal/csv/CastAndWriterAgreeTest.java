package dev.peristyle.internal.csv;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value has one text: a cast to string and the writer give the same. */
class CastAndWriterAgreeTest {

    private static final long SEED = 9031;
    private static final int ROWS = 1000;
    private static final int TEXT_BYTES = 64;

    static List<DataType> types() {
        List<DataType> types = new ArrayList<>(List.of(
                DataType.BOOLEAN,
                DataType.BYTE,
                DataType.SHORT,
                DataType.INT,
                DataType.LONG,
                DataType.UNSIGNED_BYTE,
                DataType.UNSIGNED_SHORT,
                DataType.UNSIGNED_INT,
                DataType.UNSIGNED_LONG,
                DataType.float16(),
                DataType.FLOAT,
                DataType.DOUBLE,
                DataType.DATE,
                DataType.BINARY,
                new DataType.Binary(TEXT_BYTES),
                new DataType.Decimal(9, 2),
                new DataType.Decimal(18, 18),
                new DataType.Decimal(38, 0),
                new DataType.Decimal(38, 20)));
        for (Resolution unit : Resolution.values()) {
            types.add(new DataType.Time(unit));
            types.add(new DataType.Timestamp(unit, true));
            types.add(new DataType.Timestamp(unit, false));
            types.add(new DataType.Duration(unit));
        }
        return types;
    }

    @ParameterizedTest
    @MethodSource("types")
    void theTextOfACastIsTheTextInAFile(DataType type) {
        Random random = Seeds.random(SEED);
        Schema schema = Schema.builder().add("x", type).build();
        try (TestRun run = new TestRun();
                OffHeapBuffer bytes = run.memory().allocate(ROWS * (long) TEXT_BYTES, "bytes");
                ColumnBuffer column = new ColumnBuffer(run.memory(), "column", type)) {
            fill(column, type, random, bytes.address());
            ChunkWriter chunk = ChunkWriter.over(schema, List.of(column));
            chunk.publish(ROWS);
            RowFormatter formatter = new RowFormatter(WriteSettings.plain(',', '"', true), schema);
            formatter.bind(chunk.chunk());
            String[] lines;
            try (OffHeapBuffer out = run.memory().allocate(formatter.maxBytes(0, ROWS), "out")) {
                lines = string(out.address(), formatter.format(0, ROWS, out.address()))
                        .split("\n", -1);
            }
            try (TableBuilder builder = new TableBuilder(run.memory(), "table", schema)) {
                builder.append(chunk.chunk());
                try (Table table = builder.build();
                        Table cast = Pipeline.from(table)
                                .with("x", col("x").cast(DataType.STRING))
                                .collect()) {
                    for (int row = 0; row < ROWS; row++) {
                        String text = cast.column("x").isNull(row)
                                ? ""
                                : cast.column("x").getString(row);
                        assertThat(text).as("row %d, seed %d", row, SEED).isEqualTo(lines[row]);
                    }
                }
            }
        }
    }

    private static void fill(ColumnBuffer column, DataType type, Random random, long bytes) {
        column.ensureCapacity(ROWS);
        int nulls = 0;
        for (int word = 0; word < (ROWS + 63) / 64; word++) {
            long present = random.nextLong();
            present |= random.nextLong();
            int rows = Math.min(64, ROWS - 64 * word);
            UnsafeApi.putLong(column.validityAddress() + 8L * word, present);
            nulls += rows - Long.bitCount(present & -1L >>> 64 - rows);
        }
        Layout layout = type.layout();
        for (int row = 0; row < ROWS; row++) {
            long value = type instanceof DataType.Time time
                    ? Math.floorMod(random.nextLong(), time.resolution().perDay())
                    : random.nextLong() >> random.nextInt(64);
            if (type instanceof DataType.Decimal decimal) {
                BigInteger wide = new BigInteger(127, random).mod(BigInteger.TEN.pow(decimal.precision()));
                wide = random.nextBoolean() ? wide : wide.negate();
                value = wide.longValue();
                if (layout == Layout.INT128) {
                    UnsafeApi.putLong(
                            column.valuesAddress() + 16L * row + 8,
                            wide.shiftRight(64).longValue());
                }
            }
            switch (layout) {
                case BIT -> UnsafeApi.putByte(column.valuesAddress() + (row >> 3), (byte) value);
                case INT8, UINT8 -> UnsafeApi.putByte(column.valuesAddress() + row, (byte) value);
                case INT16, UINT16, FLOAT16 -> UnsafeApi.putShort(column.valuesAddress() + 2L * row, (short) value);
                case INT32, UINT32, FLOAT32 -> UnsafeApi.putInt(column.valuesAddress() + 4L * row, (int) value);
                case INT128 -> UnsafeApi.putLong(column.valuesAddress() + 16L * row, value);
                case VIEW -> {
                    UnsafeApi.putLong(bytes + (long) TEXT_BYTES * row, value);
                    UnsafeApi.putLong(column.valuesAddress() + 8L * row, bytes + (long) TEXT_BYTES * row);
                    int length = ((DataType.Binary) type).isFixed() ? TEXT_BYTES : row % TEXT_BYTES;
                    UnsafeApi.putInt(column.lengthsAddress() + 4L * row, length);
                }
                default -> UnsafeApi.putLong(column.valuesAddress() + 8L * row, value);
            }
        }
        column.publish(ROWS, nulls);
    }

    private static String string(long from, long to) {
        byte[] bytes = new byte[(int) (to - from)];
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = UnsafeApi.getByte(from + position);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
