package dev.peristyle.columnfile;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/** What Arrow Java makes of a file, as the objects that we use. */
final class ArrowFiles {

    private ArrowFiles() {}

    /**
     * Reads a file.
     *
     * @param batches receives the rows of each batch
     */
    static List<Object[]> read(Path file, List<Integer> batches) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                ArrowFileReader reader = new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE)) {
            return rows(reader, batches::add);
        }
    }

    /** All rows of a file or a stream, which is told how many each batch has. */
    static List<Object[]> rows(ArrowReader reader, IntConsumer batches) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        while (reader.loadNextBatch()) {
            batches.accept(root.getRowCount());
            for (int row = 0; row < root.getRowCount(); row++) {
                Object[] values = new Object[root.getFieldVectors().size()];
                for (int column = 0; column < values.length; column++) {
                    values[column] = value(reader, root.getVector(column), row);
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static Object value(ArrowReader reader, FieldVector vector, int row) {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding == null || vector.isNull(row)) {
            return value(vector, row);
        }
        int position = (int) ((BaseIntVector) vector).getValueAsLong(row);
        return value(reader.lookup(encoding.getId()).getVector(), position);
    }

    private static Object value(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        } else if (vector instanceof BitVector bits) {
            return bits.get(row) == 1;
        } else if (vector instanceof UInt1Vector numbers) {
            return (int) numbers.getObjectNoOverflow(row);
        } else if (vector instanceof UInt2Vector numbers) {
            return (int) numbers.get(row);
        } else if (vector instanceof UInt4Vector numbers) {
            return numbers.getObjectNoOverflow(row);
        } else if (vector instanceof UInt8Vector numbers) {
            BigInteger value = BigInteger.valueOf(numbers.get(row));
            return value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(64)) : value;
        } else if (vector instanceof Float2Vector numbers) {
            return numbers.getValueAsFloat(row);
        } else if (vector instanceof DateDayVector days) {
            return LocalDate.ofEpochDay(days.get(row));
        } else if (vector instanceof TimeSecVector times) {
            return LocalTime.ofSecondOfDay(times.get(row));
        } else if (vector instanceof TimeMilliVector times) {
            return LocalTime.ofNanoOfDay(times.get(row) * 1_000_000L);
        } else if (vector instanceof TimeMicroVector times) {
            return LocalTime.ofNanoOfDay(times.get(row) * 1_000);
        } else if (vector instanceof TimeNanoVector times) {
            return LocalTime.ofNanoOfDay(times.get(row));
        } else if (vector instanceof TimeStampVector times) {
            return timestamp((ArrowType.Timestamp) vector.getField().getType(), times.get(row));
        } else if (vector instanceof DurationVector times) {
            // its own objects end with what fits 64 bits of nanoseconds
            Resolution resolution =
                    resolution(((ArrowType.Duration) times.getField().getType()).getUnit());
            long units = DurationVector.get(times.getDataBuffer(), row);
            return Duration.ofSeconds(
                    Math.floorDiv(units, resolution.perSecond()),
                    Math.floorMod(units, resolution.perSecond()) * resolution.nanos());
        } else if (vector instanceof VarCharVector texts) {
            return new String(texts.get(row), StandardCharsets.UTF_8);
        }
        return vector.getObject(row);
    }

    private static Object timestamp(ArrowType.Timestamp type, long units) {
        Resolution resolution = resolution(type.getUnit());
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(units, resolution.perSecond()),
                Math.floorMod(units, resolution.perSecond()) * resolution.nanos());
        return type.getTimezone() == null ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : instant;
    }

    /** The type that Arrow has for one of ours, as its specification names it; the oracle for our table. */
    static ArrowType type(DataType type) {
        return switch (type.family()) {
            case BOOLEAN -> new ArrowType.Bool();
            case INTEGER -> new ArrowType.Int(((DataType.Int) type).bits(), ((DataType.Int) type).signed());
            case FLOATING -> new ArrowType.FloatingPoint(precision(((DataType.Floating) type).bits()));
            case DECIMAL -> new ArrowType.Decimal(type.precision(), type.scale(), 128);
            case DATE -> new ArrowType.Date(org.apache.arrow.vector.types.DateUnit.DAY);
            case TIME -> new ArrowType.Time(unit(type), type.resolution().fractionDigits() < 6 ? 32 : 64);
            case TIMESTAMP -> new ArrowType.Timestamp(unit(type), type.isUtc() ? "UTC" : null);
            case DURATION -> new ArrowType.Duration(unit(type));
            case STRING -> new ArrowType.Utf8();
            case BINARY ->
                ((DataType.Binary) type).isFixed()
                        ? new ArrowType.FixedSizeBinary(((DataType.Binary) type).length())
                        : new ArrowType.Binary();
        };
    }

    private static FloatingPointPrecision precision(int bits) {
        return switch (bits) {
            case 16 -> FloatingPointPrecision.HALF;
            case 32 -> FloatingPointPrecision.SINGLE;
            default -> FloatingPointPrecision.DOUBLE;
        };
    }

    private static TimeUnit unit(DataType type) {
        return switch (type.resolution()) {
            case SECONDS -> TimeUnit.SECOND;
            case MILLIS -> TimeUnit.MILLISECOND;
            case MICROS -> TimeUnit.MICROSECOND;
            case NANOS -> TimeUnit.NANOSECOND;
        };
    }

    private static Resolution resolution(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> Resolution.SECONDS;
            case MILLISECOND -> Resolution.MILLIS;
            case MICROSECOND -> Resolution.MICROS;
            case NANOSECOND -> Resolution.NANOS;
        };
    }
}
