package dev.peristyle.internal.record;

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
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How values of a Java type become values of a column, exactly: which type the column has unless another is wanted, which others it can
 * have, and how a value is added.
 *
 * @param column its type unless another is wanted
 * @param allowed which types it can have; a value that one of them does not have is refused when it comes
 * @param parameter the Java type that the writer takes, which the values are converted to
 * @param add {@code (ColumnWriter, parameter)}
 */
record ComponentType(DataType column, Predicate<DataType> allowed, Class<?> parameter, MethodHandle add) {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** As many digits before and after the point as Spark gives a BigDecimal: 20 and 18. */
    private static final DataType DECIMAL = DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 18);

    private static final Map<Class<?>, ComponentType> TYPES = new HashMap<>();

    static {
        add(boolean.class, DataType.BOOLEAN, of(Family.BOOLEAN), method(BooleanWriter.class, "add", boolean.class));
        MethodHandle integer = method(IntegerWriter.class, "add", long.class);
        add(byte.class, DataType.BYTE, of(Family.INTEGER), integer);
        add(short.class, DataType.SHORT, of(Family.INTEGER), integer);
        add(int.class, DataType.INT, of(Family.INTEGER), integer);
        add(long.class, DataType.LONG, of(Family.INTEGER), integer);
        MethodHandle floating = method(DoubleWriter.class, "add", double.class);
        add(float.class, DataType.FLOAT, type -> holds(type, Float.SIZE), floating);
        add(double.class, DataType.DOUBLE, type -> holds(type, Double.SIZE), floating);
        add(
                BigInteger.class,
                DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 0),
                ComponentType::isExact,
                own("addInteger"));
        add(BigDecimal.class, DECIMAL, of(Family.DECIMAL), method(DecimalWriter.class, "add", BigDecimal.class));
        addTime(LocalDate.class, DataType.DATE, of(Family.DATE));
        addTime(LocalTime.class, DataType.time(Resolution.NANOS), of(Family.TIME));
        addTime(LocalDateTime.class, DataType.localTimestamp(Resolution.NANOS), type -> isTimestamp(type, false));
        addTime(Instant.class, DataType.timestamp(Resolution.NANOS), type -> isTimestamp(type, true));
        addTime(Duration.class, DataType.duration(Resolution.NANOS), of(Family.DURATION));
        add(String.class, DataType.STRING, of(Family.STRING), method(BytesWriter.class, "add", String.class));
        add(CharSequence.class, DataType.STRING, of(Family.STRING), own("addText"));
        add(Enum.class, DataType.STRING, of(Family.STRING), own("addName"));
        add(byte[].class, DataType.BINARY, of(Family.BINARY), own("addBytes"));
    }

    /** The way of a Java type, a primitive one for what has one; null if there is none. */
    static ComponentType find(Class<?> type) {
        return TYPES.get(type.isEnum() ? Enum.class : type);
    }

    private static void add(Class<?> type, DataType column, Predicate<DataType> allowed, MethodHandle writer) {
        MethodHandle add = writer.asType(writer.type().changeParameterType(0, ColumnWriter.class));
        TYPES.put(type, new ComponentType(column, allowed, add.type().parameterType(1), add));
    }

    private static void addTime(Class<?> type, DataType column, Predicate<DataType> allowed) {
        add(type, column, allowed, method(TimeWriter.class, "add", type));
    }

    private static Predicate<DataType> of(Family family) {
        return type -> type.family() == family;
    }

    private static boolean holds(DataType type, int bits) {
        return type instanceof DataType.Floating floating && floating.bits() >= bits;
    }

    private static boolean isTimestamp(DataType type, boolean utc) {
        return type.family() == Family.TIMESTAMP && type.isUtc() == utc;
    }

    private static boolean isExact(DataType type) {
        return type.family() == Family.INTEGER || type.family() == Family.DECIMAL;
    }

    private static MethodHandle method(Class<?> writer, String name, Class<?> parameter) {
        try {
            return LOOKUP.findVirtual(writer, name, MethodType.methodType(void.class, parameter));
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static MethodHandle own(String name) {
        for (Method method : ComponentType.class.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                try {
                    return LOOKUP.unreflect(method);
                } catch (IllegalAccessException impossible) {
                    throw new ExceptionInInitializerError(impossible);
                }
            }
        }
        throw new ExceptionInInitializerError(name);
    }

    /** Found by its name, as those below. */
    @SuppressWarnings("UnusedMethod")
    private static void addInteger(ColumnWriter writer, BigInteger value) {
        if (writer instanceof IntegerWriter integers) {
            integers.add(value);
        } else {
            ((DecimalWriter) writer).add(new BigDecimal(value));
        }
    }

    @SuppressWarnings("UnusedMethod")
    private static void addText(BytesWriter writer, CharSequence value) {
        writer.add(value.toString());
    }

    @SuppressWarnings("UnusedMethod")
    private static void addName(BytesWriter writer, Enum<?> value) {
        writer.add(value.name());
    }

    @SuppressWarnings("UnusedMethod")
    private static void addBytes(BytesWriter writer, byte[] value) {
        writer.add(value, 0, value.length);
    }
}
