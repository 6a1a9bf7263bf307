package dev.peristyle.internal.jdbc;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Family;
import dev.peristyle.spi.BooleanWriter;
import dev.peristyle.spi.BytesWriter;
import dev.peristyle.spi.ColumnWriter;
import dev.peristyle.spi.DecimalWriter;
import dev.peristyle.spi.DoubleWriter;
import dev.peristyle.spi.IntegerWriter;
import dev.peristyle.spi.TimeWriter;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;

/** How a value of the current row is read, of the type that the database has: as a primitive where a driver gives one. */
enum CellRead implements ValueRead {
    BOOLEAN {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            boolean value = rows.getBoolean(column);
            if (!value && rows.wasNull()) {
                writer.addNull();
            } else {
                ((BooleanWriter) writer).add(value);
            }
            return 0;
        }
    },
    INTEGER {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            long value = rows.getLong(column);
            if (value == 0 && rows.wasNull()) {
                writer.addNull();
            } else {
                ((IntegerWriter) writer).add(value);
            }
            return 0;
        }
    },
    /** Integers that may be no longs. */
    WIDE_INTEGER {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            BigDecimal value = rows.getBigDecimal(column);
            if (value == null) {
                writer.addNull();
            } else {
                ((IntegerWriter) writer).add(ExactCast.integer(value));
            }
            return 0;
        }
    },
    FLOATING {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            double value = rows.getDouble(column);
            if (value == 0 && rows.wasNull()) {
                writer.addNull();
            } else {
                ((DoubleWriter) writer).add(value);
            }
            return 0;
        }
    },
    /** Those of 32 bits, which a double that was rounded from their text may not give. */
    NARROW_FLOATING {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            float value = rows.getFloat(column);
            if (value == 0 && rows.wasNull()) {
                writer.addNull();
            } else {
                ((DoubleWriter) writer).add(value);
            }
            return 0;
        }
    },
    DECIMAL {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            BigDecimal value = rows.getBigDecimal(column);
            if (value == null) {
                writer.addNull();
            } else {
                ((DecimalWriter) writer).add(value);
            }
            return 0;
        }
    },
    DATE {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            LocalDate value = rows.getObject(column, LocalDate.class);
            if (value == null) {
                writer.addNull();
            } else {
                ((TimeWriter) writer).add(value);
            }
            return 0;
        }
    },
    TIME {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            LocalTime value = rows.getObject(column, LocalTime.class);
            if (value == null) {
                writer.addNull();
            } else {
                ((TimeWriter) writer).add(value);
            }
            return 0;
        }
    },
    LOCAL_TIMESTAMP {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            LocalDateTime value = rows.getObject(column, LocalDateTime.class);
            if (value == null) {
                writer.addNull();
            } else {
                ((TimeWriter) writer).add(value);
            }
            return 0;
        }
    },
    INSTANT {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
            if (value == null) {
                writer.addNull();
            } else {
                ((TimeWriter) writer).add(value.toInstant());
            }
            return 0;
        }
    },
    TEXT {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            String value = rows.getString(column);
            if (value == null) {
                writer.addNull();
                return 0;
            }
            ((BytesWriter) writer).add(value);
            return value.length();
        }
    },
    BYTES {
        @Override
        public int read(ResultSet rows, int column, ColumnWriter writer) throws SQLException {
            byte[] value = rows.getBytes(column);
            if (value == null) {
                writer.addNull();
                return 0;
            }
            ((BytesWriter) writer).add(value, 0, value.length);
            return value.length;
        }
    };

    private static final Map<Family, CellRead> BY_FAMILY = new EnumMap<>(Map.of(
            Family.BOOLEAN, BOOLEAN,
            Family.INTEGER, INTEGER,
            Family.FLOATING, FLOATING,
            Family.DECIMAL, DECIMAL,
            Family.DATE, DATE,
            Family.TIME, TIME,
            Family.TIMESTAMP, LOCAL_TIMESTAMP,
            Family.STRING, TEXT,
            Family.BINARY, BYTES));

    /** How values of a type are read where the database has the same, or null if drivers have none of it. */
    static CellRead of(DataType type) {
        if (type.equals(DataType.UNSIGNED_LONG)) {
            return WIDE_INTEGER;
        }
        if (type.equals(DataType.FLOAT)) {
            return NARROW_FLOATING;
        }
        return type.family() == Family.TIMESTAMP && type.isUtc() ? INSTANT : BY_FAMILY.get(type.family());
    }
}
