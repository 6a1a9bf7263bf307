package dev.peristyle.csv;

import dev.peristyle.Pipeline;
import dev.peristyle.column.Chunk;
import dev.peristyle.column.ChunkIterator;
import dev.peristyle.column.ChunkWriter;
import dev.peristyle.column.Column;
import dev.peristyle.column.ColumnBuffer;
import dev.peristyle.column.Table;
import dev.peristyle.column.TableBuilder;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.ground.Bits;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Schema;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.agrona.UnsafeApi;

/** Tables of every type, with the extreme values of each and all that a CSV can mistake, and their bits. */
final class RandomTable {
    /** What a reader may take for something else; they are put together to texts. */
    private static final String[] NASTY = {
        "",
        ",",
        ";",
        "\t",
        "|",
        "\"",
        "\"\"",
        "'",
        "\n",
        "\r",
        "\r\n",
        " ",
        "#",
        "\\",
        "\0",
        "\ufeff",
        "\u00a0",
        "\u2028",
        "=",
        "+",
        "-",
        "@",
        "\uff1d",
        "NULL",
        "\\N",
        "NA",
        "null",
        "sep=;",
        "sep=",
        "PK\3\4",
        "BZh",
        "%PDF-",
        "<html",
        "{\"a\":1}",
        "[{",
        "PAR1",
        "a",
        "true",
        "007",
        "M\u00fcller",
        "\ud83d\ude00",
        "text of more than eight bytes",
        "0x",
        "NaN"
    };

    private final Random random;
    private final MemoryPool pool;

    RandomTable(Random random, MemoryPool pool) {
        this.random = random;
        this.pool = pool;
    }

    Schema schema(int columns, boolean nastyNames) {
        Schema.Builder builder = Schema.builder();
        List<String> names = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            String name = nastyNames ? text() : "c" + column;
            while (name.isEmpty() || names.contains(name)) {
                name += "c" + column;
            }
            names.add(name);
            builder.add(name, AllTypes.LIST.get(random.nextInt(AllTypes.LIST.size())));
        }
        return builder.build();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            text.append(NASTY[random.nextInt(NASTY.length)]);
        }
        return text.toString();
    }

    /** A table that its caller closes. */
    Table table(Schema schema, int rows) {
        List<ColumnBuffer> columns = new ArrayList<>();
        List<OffHeapBuffer> texts = new ArrayList<>();
        try (TableBuilder builder = new TableBuilder(pool, "table", schema)) {
            for (Field field : schema.fields()) {
                ColumnBuffer column = new ColumnBuffer(pool, "column", field.type());
                columns.add(column);
                fill(column, field.type(), rows, texts);
            }
            ChunkWriter chunk = ChunkWriter.over(schema, columns);
            chunk.publish(rows);
            builder.append(chunk.chunk());
            return builder.build();
        } finally {
            columns.forEach(ColumnBuffer::close);
            texts.forEach(OffHeapBuffer::close);
        }
    }

    private void fill(ColumnBuffer column, DataType type, int rows, List<OffHeapBuffer> texts) {
        column.ensureCapacity(rows);
        int nulls = 0;
        int nullShare = random.nextInt(4);
        for (int word = 0; word < (rows + 63) / 64; word++) {
            UnsafeApi.putLong(column.validityAddress() + 8L * word, 0);
            UnsafeApi.putLong(column.valuesAddress() + (type.layout() == Layout.BIT ? 8L * word : 0), 0);
        }
        for (int row = 0; row < rows; row++) {
            boolean present = random.nextInt(8) >= nullShare;
            nulls += present ? 0 : 1;
            if (present) {
                setBit(column.validityAddress(), row);
            }
            if (type.layout() == Layout.VIEW) {
                byte[] bytes = present ? bytes(type) : new byte[0];
                OffHeapBuffer held = pool.allocate(bytes.length + 8, "text");
                texts.add(held);
                for (int position = 0; position < bytes.length; position++) {
                    UnsafeApi.putByte(held.address() + position, bytes[position]);
                }
                UnsafeApi.putLong(column.valuesAddress() + 8L * row, held.address());
                UnsafeApi.putInt(column.lengthsAddress() + 4L * row, bytes.length);
            } else {
                put(column.valuesAddress(), type, row, present ? word(type) : BigInteger.ZERO);
            }
        }
        column.publish(rows, nulls);
    }

    private static void setBit(long bitmap, int row) {
        long address = bitmap + (row >> 3);
        UnsafeApi.putByte(address, (byte) (UnsafeApi.getByte(address) | 1 << (row & 7)));
    }

    private byte[] bytes(DataType type) {
        if (!(type instanceof DataType.Binary binary)) {
            return text().getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[binary.isFixed() ? binary.length() : random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The bits of a value: an extreme one, a small one, or any. */
    private BigInteger word(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            BigInteger most = BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
            BigInteger value = switch (random.nextInt(4)) {
                case 0 -> most;
                case 1 -> BigInteger.valueOf(random.nextInt(3));
                default -> new BigInteger(1 + random.nextInt(127), random).mod(most);
            };
            return random.nextBoolean() ? value : value.negate();
        }
        int bits = type.layout() == Layout.BIT ? 1 : 8 * type.layout().bytes();
        long any = random.nextLong() >> random.nextInt(64);
        long most = -1L >>> Long.SIZE - bits;
        long value = switch (random.nextInt(6)) {
            case 0 -> most >>> 1;
            case 1 -> (most >>> 1) + 1;
            case 2 -> most;
            case 3 -> random.nextInt(3);
            default -> any;
        };
        if (type instanceof DataType.Time time) {
            value = random.nextInt(8) == 0
                    ? time.resolution().perDay() - 1
                    : Math.floorMod(value, time.resolution().perDay());
        } else if (type instanceof DataType.Floating) {
            value = floating(value & most, bits);
        }
        return BigInteger.valueOf(value);
    }

    /** Also infinities and the largest numbers; of the bits of NaN there is one text. */
    private long floating(long word, int bits) {
        long exponent = bits == 16 ? 0x7C00 : bits == 32 ? 0x7F800000L : 0x7FF0000000000000L;
        long sign = 1L << bits - 1;
        long value = switch (random.nextInt(8)) {
            case 0 -> exponent;
            case 1 -> exponent | sign;
            case 2 -> exponent - 1;
            case 3 -> sign;
            default -> word;
        };
        boolean isNaN = (value & exponent) == exponent && (value & exponent - 1 & ~exponent & (sign - 1)) != 0;
        return isNaN ? exponent | (exponent >>> 1 & ~exponent | (exponent & -exponent) >>> 1) : value;
    }

    private static void put(long values, DataType type, int row, BigInteger value) {
        if (type.layout() == Layout.BIT) {
            if (value.testBit(0)) {
                setBit(values, row);
            }
            return;
        }
        int bytes = type.layout().bytes();
        for (int position = 0; position < bytes; position++) {
            UnsafeApi.putByte(
                    values + (long) bytes * row + position,
                    value.shiftRight(8 * position).byteValue());
        }
    }

    /** Each value as its bits, null as null, row by row. */
    static List<List<String>> bits(Pipeline rows) {
        List<List<String>> all = new ArrayList<>();
        try (ChunkIterator chunks = rows.chunks()) {
            while (chunks.next()) {
                Chunk chunk = chunks.chunk();
                for (int row = 0; row < chunk.rowCount(); row++) {
                    List<String> values = new ArrayList<>();
                    for (int column = 0; column < chunk.schema().size(); column++) {
                        values.add(bits(
                                chunk.column(column),
                                chunk.schema().field(column).type(),
                                row));
                    }
                    all.add(values);
                }
            }
        }
        return all;
    }

    private static String bits(Column column, DataType type, int row) {
        long validity = column.validityAddress();
        if (validity != 0 && !Bits.isSet(validity, row)) {
            return null;
        }
        if (type.layout() == Layout.BIT) {
            return String.valueOf(Bits.isSet(column.valuesAddress(), row));
        }
        boolean view = type.layout() == Layout.VIEW;
        int length = view
                ? UnsafeApi.getInt(((ViewColumn) column).lengthsAddress() + 4L * row)
                : type.layout().bytes();
        long address = view
                ? UnsafeApi.getLong(column.valuesAddress() + 8L * row)
                : column.valuesAddress() + (long) length * row;
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (int position = 0; position < length; position++) {
            bytes.put(position, UnsafeApi.getByte(address + position));
        }
        return type instanceof DataType.Utf8
                ? "'" + new String(bytes.array(), StandardCharsets.UTF_8)
                : HexFormat.of().formatHex(bytes.array());
    }
}
