package dev.peristyle.examples;

import dev.peristyle.column.BooleanColumn;
import dev.peristyle.column.Column;
import dev.peristyle.column.DateColumn;
import dev.peristyle.column.DecimalColumn;
import dev.peristyle.column.DoubleColumn;
import dev.peristyle.column.DurationColumn;
import dev.peristyle.column.FloatColumn;
import dev.peristyle.column.IntColumn;
import dev.peristyle.column.IntegerColumn;
import dev.peristyle.column.LongColumn;
import dev.peristyle.column.TimeColumn;
import dev.peristyle.column.TimestampColumn;
import dev.peristyle.column.ViewColumn;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Lane;
import dev.peristyle.schema.Layout;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/** What {@code stats} learns about one column, chunk by chunk; nothing is kept but the extremes, sums and the estimate. */
abstract class ColumnProfile {

    final DistinctEstimate distinct = new DistinctEstimate();
    final RunningMean mean = new RunningMean();
    private long nulls;
    private boolean empty = true;

    /** Starts a profile for a type of column. */
    static ColumnProfile of(DataType type) {
        if (type.layout() == Layout.VIEW) {
            return new Texts(type);
        }
        if (type.lane() == Lane.F64) {
            return new Fractions();
        }
        return type.lane() == Lane.I128 ? new Objects(type) : new Numbers(type);
    }

    /** Adds the rows of a chunk. */
    final void add(Column column) {
        nulls += column.nullCount();
        for (int row = 0; row < column.rowCount(); row++) {
            if (!column.isNull(row)) {
                addValue(column, row, empty);
                empty = false;
            }
        }
    }

    final long nulls() {
        return nulls;
    }

    final String minimum() {
        return empty ? "" : minimumText();
    }

    final String maximum() {
        return empty ? "" : maximumText();
    }

    /** The mean of a column of numbers, else nothing. */
    String meanText() {
        return mean.text(0);
    }

    abstract void addValue(Column column, int row, boolean first);

    abstract String minimumText();

    abstract String maximumText();

    /** Everything that is a whole number of 64 bits underneath: integers, decimals, dates, times, booleans. */
    private static final class Numbers extends ColumnProfile {

        private final DataType type;
        private final boolean hasMean;
        private long minimum;
        private long maximum;

        Numbers(DataType type) {
            this.type = type;
            this.hasMean = type.isNumeric();
        }

        @Override
        void addValue(Column column, int row, boolean first) {
            long value = number(column, row);
            minimum = first ? value : Math.min(minimum, value);
            maximum = first ? value : Math.max(maximum, value);
            distinct.add(DistinctEstimate.hash(value));
            if (hasMean) {
                mean.add(value);
            }
        }

        @Override
        String meanText() {
            return mean.text(type.scale());
        }

        private static long number(Column column, int row) {
            if (column instanceof LongColumn longs) {
                return longs.get(row);
            } else if (column instanceof IntColumn ints) {
                return ints.get(row);
            } else if (column instanceof IntegerColumn integers) {
                return integers.get(row);
            } else if (column instanceof DecimalColumn decimals) {
                return decimals.getUnscaled(row);
            } else if (column instanceof DateColumn dates) {
                return dates.getEpochDay(row);
            } else if (column instanceof TimestampColumn timestamps) {
                return timestamps.getUnits(row);
            } else if (column instanceof TimeColumn times) {
                return times.getUnits(row);
            } else if (column instanceof DurationColumn durations) {
                return durations.getUnits(row);
            } else {
                return ((BooleanColumn) column).get(row) ? 1 : 0;
            }
        }

        private String text(long value) {
            if (type instanceof DataType.Bool) {
                return value == 1 ? "true" : "false";
            } else if (type instanceof DataType.Decimal decimal) {
                return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
            } else if (type instanceof DataType.Date) {
                return LocalDate.ofEpochDay(value).toString();
            } else if (type instanceof DataType.Time time) {
                return LocalTime.ofNanoOfDay(value * time.resolution().nanos()).toString();
            } else if (type instanceof DataType.Timestamp timestamp) {
                Duration sinceEpoch = duration(value, timestamp.resolution());
                Instant instant = Instant.ofEpochSecond(sinceEpoch.getSeconds(), sinceEpoch.getNano());
                return timestamp.isUtc()
                        ? instant.toString()
                        : instant.atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
            } else if (type instanceof DataType.Duration amount) {
                return duration(value, amount.resolution()).toString();
            }
            return Long.toString(value);
        }

        private static Duration duration(long units, Resolution resolution) {
            long perSecond = resolution.perSecond();
            return Duration.ofSeconds(
                    Math.floorDiv(units, perSecond), Math.floorMod(units, perSecond) * resolution.nanos());
        }

        @Override
        String minimumText() {
            return text(minimum);
        }

        @Override
        String maximumText() {
            return text(maximum);
        }
    }

    /** Numbers of more than 64 bits, which cost an object each. */
    private static final class Objects extends ColumnProfile {

        private final DataType type;
        private BigDecimal minimum;
        private BigDecimal maximum;

        Objects(DataType type) {
            this.type = type;
        }

        @Override
        void addValue(Column column, int row, boolean first) {
            BigDecimal value = column instanceof DecimalColumn decimals
                    ? decimals.get(row)
                    : new BigDecimal(((IntegerColumn) column).getBigInteger(row));
            minimum = first ? value : minimum.min(value);
            maximum = first ? value : maximum.max(value);
            BigInteger unscaled = value.unscaledValue();
            long high = unscaled.shiftRight(Long.SIZE).longValue();
            distinct.add(DistinctEstimate.hash(DistinctEstimate.hash(high) ^ unscaled.longValue()));
            mean.add(value);
        }

        @Override
        String minimumText() {
            return text(minimum);
        }

        @Override
        String maximumText() {
            return text(maximum);
        }

        private String text(BigDecimal value) {
            return value.setScale(type.scale()).toPlainString();
        }
    }

    private static final class Fractions extends ColumnProfile {

        private double minimum = Double.POSITIVE_INFINITY;
        private double maximum = Double.NEGATIVE_INFINITY;

        @Override
        void addValue(Column column, int row, boolean first) {
            double value = column instanceof DoubleColumn doubles ? doubles.get(row) : ((FloatColumn) column).get(row);
            minimum = Math.min(minimum, value);
            maximum = Math.max(maximum, value);
            distinct.add(DistinctEstimate.hash(Double.doubleToLongBits(value)));
            mean.add(value);
        }

        @Override
        String minimumText() {
            return TextTable.text(minimum);
        }

        @Override
        String maximumText() {
            return TextTable.text(maximum);
        }
    }

    /** Texts are compared and hashed where they lie; only a new extreme is copied, since the chunk will be reused. */
    private static final class Texts extends ColumnProfile {

        private static final int SHOWN = 30;

        private final boolean binary;
        private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        private final UnsafeBuffer minimum = new UnsafeBuffer(0, 0);
        private final UnsafeBuffer maximum = new UnsafeBuffer(0, 0);

        Texts(DataType type) {
            this.binary = type instanceof DataType.Binary;
        }

        @Override
        void addValue(Column column, int row, boolean first) {
            ((ViewColumn) column).view(row, view);
            if (first || view.compareTo(minimum) < 0) {
                minimum.wrap(copy());
            }
            if (first || view.compareTo(maximum) > 0) {
                maximum.wrap(copy());
            }
            distinct.add(hash(view));
        }

        private byte[] copy() {
            byte[] bytes = new byte[view.capacity()];
            view.getBytes(0, bytes);
            return bytes;
        }

        private static long hash(UnsafeBuffer text) {
            int length = text.capacity();
            long hash = length;
            int position = 0;
            for (; position + Long.BYTES <= length; position += Long.BYTES) {
                hash = DistinctEstimate.hash(hash ^ text.getLong(position));
            }
            for (; position < length; position++) {
                hash = hash * 31 + text.getByte(position);
            }
            return DistinctEstimate.hash(hash);
        }

        private String text(UnsafeBuffer extreme) {
            String text = binary
                    ? "0x" + HexFormat.of().formatHex(extreme.byteArray())
                    : new String(extreme.byteArray(), StandardCharsets.UTF_8).replaceAll("\\s", " ");
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
        }

        @Override
        String minimumText() {
            return text(minimum);
        }

        @Override
        String maximumText() {
            return text(maximum);
        }
    }
}
