package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.ground.PowersOfTen;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Family;
import dev.peristyle.schema.Resolution;
import dev.peristyle.spi.BooleanWriter;
import dev.peristyle.spi.BytesWriter;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.DecimalWriter;
import dev.peristyle.spi.DoubleWriter;
import dev.peristyle.spi.IntegerWriter;
import dev.peristyle.spi.TimeWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reads values in the binary format of PostgreSQL, which is that of its types' send functions, big-endian. */
enum CopyDecoder {
    BOOL(DataType.BOOLEAN) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((BooleanWriter) writer).add(row[from] != 0);
        }
    },
    INT2(DataType.SHORT) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((IntegerWriter) writer).add((short) SHORTS.get(row, from));
        }
    },
    INT4(DataType.INT) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((IntegerWriter) writer).add((int) INTS.get(row, from));
        }
    },
    INT8(DataType.LONG) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((IntegerWriter) writer).add((long) LONGS.get(row, from));
        }
    },
    FLOAT4(DataType.FLOAT) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((DoubleWriter) writer).add(Float.intBitsToFloat((int) INTS.get(row, from)));
        }
    },
    FLOAT8(DataType.DOUBLE) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((DoubleWriter) writer).add(Double.longBitsToDouble((long) LONGS.get(row, from)));
        }
    },
    /** Digits to the base of 10,000, the first of them times 10,000 to the power of the weight. */
    NUMERIC(null) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            int groups = (short) SHORTS.get(row, from);
            int weight = (short) SHORTS.get(row, from + 2);
            int sign = (short) SHORTS.get(row, from + 4) & 0xFFFF;
            if (sign != 0 && sign != NEGATIVE) {
                throw new IllegalArgumentException((sign == NAN ? "NaN" : "infinity") + " is no decimal");
            }
            DecimalWriter decimals = (DecimalWriter) writer;
            if (groups == 0) {
                decimals.addUnscaled(0);
                return;
            }
            int exponent = DIGITS * (weight - groups + 1) + scale;
            if (groups <= LONG_GROUPS) {
                long value = 0;
                for (int group = 0; group < groups; group++) {
                    value = value * 10_000 + (short) SHORTS.get(row, from + 8 + 2 * group);
                }
                value = sign == NEGATIVE ? -value : value;
                if (exponent <= 0 && exponent > -DIGITS) {
                    long power = PowersOfTen.asLong(-exponent);
                    if (value % power == 0) {
                        decimals.addUnscaled(value / power);
                        return;
                    }
                } else if (exponent > 0 && exponent + DIGITS * groups <= PowersOfTen.MAX_LONG) {
                    decimals.addUnscaled(value * PowersOfTen.asLong(exponent));
                    return;
                }
            }
            BigInteger value = BigInteger.ZERO;
            for (int group = 0; group < groups; group++) {
                value = value.multiply(BASE).add(BigInteger.valueOf((short) SHORTS.get(row, from + 8 + 2 * group)));
            }
            decimals.add(new BigDecimal(sign == NEGATIVE ? value.negate() : value, -DIGITS * (weight - groups + 1)));
        }

        @Override
        boolean gives(DataType type) {
            return type.family() == Family.DECIMAL;
        }
    },
    DATE(DataType.DATE) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            int days = (int) INTS.get(row, from);
            if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
                throw new IllegalArgumentException("infinity is no date");
            }
            ((TimeWriter) writer).addUnits((long) days + DAYS_TO_2000);
        }
    },
    TIME(DataType.time(Resolution.MICROS)) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((TimeWriter) writer).addUnits((long) LONGS.get(row, from));
        }
    },
    TIMESTAMP(DataType.LOCAL_TIMESTAMP) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((TimeWriter) writer).addUnits(micros((long) LONGS.get(row, from)));
        }
    },
    TIMESTAMPTZ(DataType.TIMESTAMP) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((TimeWriter) writer).addUnits(micros((long) LONGS.get(row, from)));
        }
    },
    TEXT(DataType.STRING) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((BytesWriter) writer).add(row, from, length);
        }
    },
    VARCHAR(DataType.STRING) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((BytesWriter) writer).add(row, from, length);
        }
    },
    BPCHAR(DataType.STRING) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((BytesWriter) writer).add(row, from, length);
        }
    },
    JSON(DataType.STRING) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((BytesWriter) writer).add(row, from, length);
        }
    },
    UUID_VALUE(DataType.STRING) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            byte[] text = new UUID((long) LONGS.get(row, from), (long) LONGS.get(row, from + Long.BYTES))
                    .toString()
                    .getBytes(StandardCharsets.US_ASCII);
            ((BytesWriter) writer).add(text, 0, text.length);
        }
    },
    BYTEA(DataType.BINARY) {
        @Override
        void add(byte[] row, int from, int length, ColumnWriter writer, int scale) {
            ((BytesWriter) writer).add(row, from, length);
        }
    };

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;

    /** Decimal digits of a group. */
    private static final int DIGITS = 4;

    /** Groups that are a long for certain. */
    private static final int LONG_GROUPS = 4;

    private static final BigInteger BASE = BigInteger.valueOf(10_000);
    private static final long DAYS_TO_2000 = 10_957;
    private static final long MICROS_TO_2000 = DAYS_TO_2000 * 86_400_000_000L;

    @SuppressWarnings("ImmutableEnumChecker") // types have no state
    private final DataType type;

    CopyDecoder(DataType type) {
        this.type = type;
    }

    /** What reads a column, or null if it has to be read otherwise. */
    static CopyDecoder of(QueryColumn column) {
        String name = column.typeName().equals("uuid") ? "uuid_value" : column.typeName();
        for (CopyDecoder decoder : values()) {
            if (decoder.name().equalsIgnoreCase(name)) {
                return decoder.gives(column.type()) ? decoder : null;
            }
        }
        return null;
    }

    private static long micros(long since2000) {
        if (since2000 == Long.MAX_VALUE || since2000 == Long.MIN_VALUE) {
            throw new IllegalArgumentException("infinity is no timestamp");
        }
        return Math.addExact(since2000, MICROS_TO_2000);
    }

    boolean gives(DataType wanted) {
        return wanted.equals(type);
    }

    /**
     * Adds a value.
     *
     * @param row holds it
     * @param from where it begins
     * @param length its bytes
     * @param scale of a decimal column
     * @throws IllegalArgumentException if the column has no such value
     */
    abstract void add(byte[] row, int from, int length, ColumnWriter writer, int scale);
}
