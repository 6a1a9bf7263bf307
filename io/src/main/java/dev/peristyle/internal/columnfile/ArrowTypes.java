package dev.peristyle.internal.columnfile;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Resolution;
import java.util.Locale;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * Our types and those of Arrow, in both directions.
 *
 * <pre>
 *   written as                     column                          also read from
 *   Bool                           boolean
 *   Int 8 to 64, signed or not     byte to long, unsigned too
 *   FloatingPoint half to double   float16, float, double
 *   Decimal 128                    decimal                         Decimal 32, Decimal 64
 *   Date in days                   date                            Date in milliseconds
 *   Time 32 in s, ms               time of that unit
 *   Time 64 in us, ns              time of that unit
 *   Timestamp, zone UTC            timestamp of that unit          with any other zone, whose name is lost
 *   Timestamp without a zone       local timestamp of that unit
 *   Duration                       duration of that unit
 *   Utf8                           string                          LargeUtf8, Utf8View
 *   Binary                         binary                          LargeBinary, BinaryView
 *   FixedSizeBinary                binary of that length
 * </pre>
 *
 * <p>A decimal of up to 18 digits has 64 bits in a column and 128 in a file: not everybody reads narrower ones yet.
 */
final class ArrowTypes {

    /** What is read of a type. */
    record ReadAs(DataType type, ArrowForm form) {}

    /** What is written of a type. */
    record Written(byte type, int offset) {}

    private static final int MAX_INT_DIGITS = 9;

    private ArrowTypes() {}

    /** How the values of a type are written. */
    static ArrowForm form(DataType type) {
        return switch (type.family()) {
            case BOOLEAN -> ArrowForm.BITS;
            case INTEGER, FLOATING, DATE, TIMESTAMP, DURATION -> ArrowForm.SAME;
            case DECIMAL -> isLong(type) ? ArrowForm.WIDE_AS_LONG : ArrowForm.SAME;
            case TIME -> isShortTime(type.resolution()) ? ArrowForm.INT_AS_LONG : ArrowForm.SAME;
            case STRING -> ArrowForm.OFFSETS;
            case BINARY -> ((DataType.Binary) type).isFixed() ? ArrowForm.FIXED_BYTES : ArrowForm.OFFSETS;
        };
    }

    private static boolean isLong(DataType type) {
        return type.precision() <= DataType.MAX_LONG_PRECISION;
    }

    private static boolean isShortTime(Resolution resolution) {
        return resolution == Resolution.SECONDS || resolution == Resolution.MILLIS;
    }

    /** Writes the type of a field. */
    static Written write(FlatBufferBuilder builder, DataType type) {
        return switch (type.family()) {
            case BOOLEAN -> {
                Bool.startBool(builder);
                yield new Written(Type.Bool, Bool.endBool(builder));
            }
            case INTEGER -> {
                DataType.Int number = (DataType.Int) type;
                yield new Written(Type.Int, Int.createInt(builder, number.bits(), number.signed()));
            }
            case FLOATING ->
                new Written(
                        Type.FloatingPoint,
                        FloatingPoint.createFloatingPoint(builder, precision(((DataType.Floating) type).bits())));
            case DECIMAL ->
                new Written(Type.Decimal, Decimal.createDecimal(builder, type.precision(), type.scale(), 128));
            case DATE -> new Written(Type.Date, Date.createDate(builder, DateUnit.DAY));
            case TIME ->
                new Written(Type.Time, Time.createTime(builder, unit(type), isShortTime(type.resolution()) ? 32 : 64));
            case TIMESTAMP -> {
                int zone = ((DataType.Timestamp) type).isUtc() ? builder.createString("UTC") : 0;
                yield new Written(Type.Timestamp, Timestamp.createTimestamp(builder, unit(type), zone));
            }
            case DURATION -> new Written(Type.Duration, Duration.createDuration(builder, unit(type)));
            case STRING -> {
                Utf8.startUtf8(builder);
                yield new Written(Type.Utf8, Utf8.endUtf8(builder));
            }
            case BINARY -> {
                DataType.Binary binary = (DataType.Binary) type;
                if (binary.isFixed()) {
                    yield new Written(
                            Type.FixedSizeBinary, FixedSizeBinary.createFixedSizeBinary(builder, binary.length()));
                }
                Binary.startBinary(builder);
                yield new Written(Type.Binary, Binary.endBinary(builder));
            }
        };
    }

    private static short precision(int bits) {
        return bits == 16 ? Precision.HALF : bits == 32 ? Precision.SINGLE : Precision.DOUBLE;
    }

    private static short unit(DataType type) {
        return switch (type.resolution()) {
            case SECONDS -> TimeUnit.SECOND;
            case MILLIS -> TimeUnit.MILLISECOND;
            case MICROS -> TimeUnit.MICROSECOND;
            case NANOS -> TimeUnit.NANOSECOND;
        };
    }

    /** What a field is read as, its dictionary not looked at; null if it is of a type that is not read. */
    static ReadAs read(Field field) {
        return switch (field.typeType()) {
            case Type.Bool -> new ReadAs(DataType.BOOLEAN, ArrowForm.BITS);
            case Type.Int -> integer((Int) field.type(new Int()));
            case Type.FloatingPoint -> floating((FloatingPoint) field.type(new FloatingPoint()));
            case Type.Decimal -> decimal((Decimal) field.type(new Decimal()));
            case Type.Date -> date((Date) field.type(new Date()));
            case Type.Time -> time((Time) field.type(new Time()));
            case Type.Timestamp -> timestamp((Timestamp) field.type(new Timestamp()));
            case Type.Duration -> duration((Duration) field.type(new Duration()));
            case Type.Utf8 -> new ReadAs(DataType.STRING, ArrowForm.OFFSETS);
            case Type.LargeUtf8 -> new ReadAs(DataType.STRING, ArrowForm.LARGE_OFFSETS);
            case Type.Utf8View -> new ReadAs(DataType.STRING, ArrowForm.VIEWS);
            case Type.Binary -> new ReadAs(DataType.BINARY, ArrowForm.OFFSETS);
            case Type.LargeBinary -> new ReadAs(DataType.BINARY, ArrowForm.LARGE_OFFSETS);
            case Type.BinaryView -> new ReadAs(DataType.BINARY, ArrowForm.VIEWS);
            case Type.FixedSizeBinary -> fixed((FixedSizeBinary) field.type(new FixedSizeBinary()));
            default -> null;
        };
    }

    /** The index type of a dictionary, or any other integer. */
    static ReadAs integer(Int type) {
        int bits = type.bitWidth();
        return bits == 8 || bits == 16 || bits == 32 || bits == 64
                ? new ReadAs(new DataType.Int(bits, type.isSigned()), ArrowForm.SAME)
                : null;
    }

    private static ReadAs floating(FloatingPoint type) {
        return switch (type.precision()) {
            case Precision.HALF -> new ReadAs(DataType.float16(), ArrowForm.SAME);
            case Precision.SINGLE -> new ReadAs(DataType.FLOAT, ArrowForm.SAME);
            case Precision.DOUBLE -> new ReadAs(DataType.DOUBLE, ArrowForm.SAME);
            default -> null;
        };
    }

    private static ReadAs decimal(Decimal type) {
        int precision = type.precision();
        int scale = type.scale();
        if (precision < 1 || precision > DataType.MAX_DECIMAL_PRECISION || scale < 0 || scale > precision) {
            return null;
        }
        DataType decimal = DataType.decimal(precision, scale);
        return switch (type.bitWidth()) {
            case 32 -> precision <= MAX_INT_DIGITS ? new ReadAs(decimal, ArrowForm.INT_AS_LONG) : null;
            case 64 -> isLong(decimal) ? new ReadAs(decimal, ArrowForm.SAME) : null;
            case 128 -> new ReadAs(decimal, form(decimal));
            default -> null;
        };
    }

    private static ReadAs date(Date type) {
        return switch (type.unit()) {
            case DateUnit.DAY -> new ReadAs(DataType.DATE, ArrowForm.SAME);
            case DateUnit.MILLISECOND -> new ReadAs(DataType.DATE, ArrowForm.MILLIS_AS_DAYS);
            default -> null;
        };
    }

    private static ReadAs time(Time type) {
        Resolution resolution = resolution(type.unit());
        if (resolution == null || type.bitWidth() != (isShortTime(resolution) ? 32 : 64)) {
            return null;
        }
        DataType time = DataType.time(resolution);
        return new ReadAs(time, form(time));
    }

    private static ReadAs timestamp(Timestamp type) {
        Resolution resolution = resolution(type.unit());
        if (resolution == null) {
            return null;
        }
        String zone = type.timezone();
        boolean isUtc = zone != null && !zone.isEmpty();
        return new ReadAs(new DataType.Timestamp(resolution, isUtc), ArrowForm.SAME);
    }

    private static ReadAs duration(Duration type) {
        Resolution resolution = resolution(type.unit());
        return resolution == null ? null : new ReadAs(DataType.duration(resolution), ArrowForm.SAME);
    }

    private static ReadAs fixed(FixedSizeBinary type) {
        return type.byteWidth() < 1 ? null : new ReadAs(DataType.fixedBinary(type.byteWidth()), ArrowForm.FIXED_BYTES);
    }

    private static Resolution resolution(short unit) {
        return switch (unit) {
            case TimeUnit.SECOND -> Resolution.SECONDS;
            case TimeUnit.MILLISECOND -> Resolution.MILLIS;
            case TimeUnit.MICROSECOND -> Resolution.MICROS;
            case TimeUnit.NANOSECOND -> Resolution.NANOS;
            default -> null;
        };
    }

    /** What Arrow calls a type. */
    static String name(byte type) {
        return type >= 0 && type < Type.names.length
                ? Type.name(type).replace("_", "").toLowerCase(Locale.ROOT)
                : "number " + type;
    }
}
