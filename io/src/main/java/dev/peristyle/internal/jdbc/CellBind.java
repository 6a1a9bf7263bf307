package dev.peristyle.internal.jdbc;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.ground.WideInteger;
import dev.peristyle.internal.ground.WordAccess;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.agrona.UnsafeApi;

/** Binds the values of one column that lie in the form of {@link BinaryRows}. */
abstract class CellBind {

    /** Types of PostgreSQL that take a text for a text; all others are left to find out what it is. */
    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "name");

    /** Where the bytes of an array begin. */
    private static final long BYTES = UnsafeApi.arrayBaseOffset(byte[].class);

    private final int sqlType;
    private final int width;

    private CellBind(int sqlType, int width) {
        this.sqlType = sqlType;
        this.width = width;
    }

    /**
     * The way to bind values.
     *
     * @param type any but a duration
     */
    static CellBind of(DataType type, Product product, TableColumn target) {
        return switch (type.family()) {
            case BOOLEAN -> new OfBoolean();
            case INTEGER -> type.layout() == Layout.UINT64 ? new OfUnsigned() : new OfInteger(type.layout());
            case FLOATING -> new OfFloating(type.layout());
            case DECIMAL -> new OfDecimal(type);
            case DATE, TIME, TIMESTAMP -> new OfTime(type, product, KeptTime.of(type, target));
            case STRING -> new OfText(product == Product.POSTGRESQL && !TEXTS.contains(target.typeName()));
            case BINARY -> new OfBytes();
            case DURATION -> throw new IllegalArgumentException("databases have no " + type);
        };
    }

    /**
     * Binds a value.
     *
     * @param position from 1
     * @param address of the byte that says whether there is a value
     * @return the address after the value
     * @throws IllegalArgumentException if the database would round it
     */
    final long bind(PreparedStatement statement, int position, long address) throws SQLException {
        if (UnsafeApi.getByte(address) == 0) {
            statement.setNull(position, sqlType);
            return address + 1;
        }
        return address
                + 1
                + (width >= 0 ? fixed(statement, position, address + 1) : view(statement, position, address + 1));
    }

    private int fixed(PreparedStatement statement, int position, long address) throws SQLException {
        set(statement, position, address);
        return width;
    }

    private int view(PreparedStatement statement, int position, long address) throws SQLException {
        byte[] bytes = new byte[UnsafeApi.getInt(address)];
        UnsafeApi.copyMemory(null, address + Integer.BYTES, bytes, BYTES, bytes.length);
        set(statement, position, bytes);
        return Integer.BYTES + bytes.length;
    }

    void set(PreparedStatement statement, int position, long address) throws SQLException {
        throw new IllegalStateException("no value of fixed width");
    }

    void set(PreparedStatement statement, int position, byte[] bytes) throws SQLException {
        throw new IllegalStateException("no value of any length");
    }

    private static final class OfBoolean extends CellBind {
        OfBoolean() {
            super(Types.BOOLEAN, 1);
        }

        @Override
        void set(PreparedStatement statement, int position, long address) throws SQLException {
            statement.setBoolean(position, UnsafeApi.getByte(address) != 0);
        }
    }

    private static final class OfInteger extends CellBind {
        private final WordAccess access;

        OfInteger(Layout layout) {
            super(Types.BIGINT, layout.bytes());
            this.access = WordAccess.of(layout);
        }

        @Override
        void set(PreparedStatement statement, int position, long address) throws SQLException {
            statement.setLong(position, access.load(address));
        }
    }

    private static final class OfUnsigned extends CellBind {
        OfUnsigned() {
            super(Types.NUMERIC, Long.BYTES);
        }

        @Override
        void set(PreparedStatement statement, int position, long address) throws SQLException {
            statement.setBigDecimal(position, new BigDecimal(Long.toUnsignedString(UnsafeApi.getLong(address))));
        }
    }

    private static final class OfFloating extends CellBind {
        private final DoubleAccess access;
        private final boolean isNarrow;

        OfFloating(Layout layout) {
            super(layout == Layout.FLOAT64 ? Types.DOUBLE : Types.REAL, layout.bytes());
            this.access = DoubleAccess.of(layout);
            this.isNarrow = layout != Layout.FLOAT64;
        }

        @Override
        void set(PreparedStatement statement, int position, long address) throws SQLException {
            if (isNarrow) {
                statement.setFloat(position, (float) access.load(address));
            } else {
                statement.setDouble(position, access.load(address));
            }
        }
    }

    private static final class OfDecimal extends CellBind {
        private final int scale;
        private final boolean isWide;

        OfDecimal(DataType type) {
            super(Types.NUMERIC, type.layout().bytes());
            this.scale = type.scale();
            this.isWide = type.layout() == Layout.INT128;
        }

        @Override
        void set(PreparedStatement statement, int position, long address) throws SQLException {
            statement.setBigDecimal(
                    position,
                    isWide
                            ? new BigDecimal(WideInteger.at(address), scale)
                            : BigDecimal.valueOf(UnsafeApi.getLong(address), scale));
        }
    }

    /** Dates and times: objects of {@code java.time}, and texts in SQLite. */
    private static final class OfTime extends CellBind {
        private final DataType type;
        private final boolean isText;
        private final KeptTime kept;

        OfTime(DataType type, Product product, KeptTime kept) {
            super(sqlType(type, product), type.layout().bytes());
            this.type = type;
            this.isText = product == Product.SQLITE;
            this.kept = kept;
        }

        private static int sqlType(DataType type, Product product) {
            if (product == Product.SQLITE) {
                return Types.VARCHAR;
            }
            if (type instanceof DataType.Date) {
                return Types.DATE;
            }
            return type instanceof DataType.Time
                    ? Types.TIME
                    : type.isUtc() ? Types.TIMESTAMP_WITH_TIMEZONE : Types.TIMESTAMP;
        }

        @Override
        void set(PreparedStatement statement, int position, long address) throws SQLException {
            Object value = value(address);
            if (!isText) {
                statement.setObject(position, value);
            } else if (value instanceof LocalDateTime time) {
                statement.setString(position, time.toString().replace('T', ' '));
            } else {
                statement.setString(position, value.toString());
            }
        }

        private Object value(long address) {
            if (type instanceof DataType.Date) {
                return LocalDate.ofEpochDay(UnsafeApi.getInt(address));
            }
            long units = UnsafeApi.getLong(address);
            Resolution resolution = type.resolution();
            kept.check(units);
            if (type instanceof DataType.Time) {
                return LocalTime.ofNanoOfDay(units * resolution.nanos());
            }
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    Math.floorDiv(units, resolution.perSecond()),
                    (int) (Math.floorMod(units, resolution.perSecond()) * resolution.nanos()),
                    ZoneOffset.UTC);
            return type.isUtc() ? time.atOffset(ZoneOffset.UTC) : time;
        }
    }

    private static final class OfText extends CellBind {
        private final boolean isUntyped;

        OfText(boolean isUntyped) {
            super(isUntyped ? Types.OTHER : Types.VARCHAR, -1);
            this.isUntyped = isUntyped;
        }

        @Override
        void set(PreparedStatement statement, int position, byte[] bytes) throws SQLException {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (isUntyped) {
                statement.setObject(position, text, Types.OTHER);
            } else {
                statement.setString(position, text);
            }
        }
    }

    private static final class OfBytes extends CellBind {
        OfBytes() {
            super(Types.BINARY, -1);
        }

        @Override
        void set(PreparedStatement statement, int position, byte[] bytes) throws SQLException {
            statement.setBytes(position, bytes);
        }
    }
}
