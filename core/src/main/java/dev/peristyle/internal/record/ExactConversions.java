package dev.peristyle.internal.record;

import static dev.peristyle.schema.Family.BINARY;
import static dev.peristyle.schema.Family.BOOLEAN;
import static dev.peristyle.schema.Family.DATE;
import static dev.peristyle.schema.Family.DECIMAL;
import static dev.peristyle.schema.Family.DURATION;
import static dev.peristyle.schema.Family.FLOATING;
import static dev.peristyle.schema.Family.STRING;
import static dev.peristyle.schema.Family.TIME;
import static dev.peristyle.schema.Family.TIMESTAMP;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Family;
import dev.peristyle.schema.Layout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which Java types hold every value of a column's type: a line for each family but the integers, the natural Java type first. */
final class ExactConversions {

    private static final Conversion TO_DOUBLE = new Conversion(double.class, double.class, "getDouble");
    private static final Conversion TO_DECIMAL = to(BigDecimal.class, "getDecimal");

    /** What holds every integer with a sign of so many bits, for integers of all widths. */
    private static final List<Whole> WHOLE = List.of(
            new Whole(Byte.SIZE, new Conversion(byte.class, int.class, "getInt")),
            new Whole(Short.SIZE, new Conversion(short.class, int.class, "getInt")),
            new Whole(Integer.SIZE, new Conversion(int.class, int.class, "getInt")),
            new Whole(Long.SIZE, new Conversion(long.class, long.class, "getLong")),
            new Whole(Integer.MAX_VALUE, to(BigInteger.class, "getBigInteger")),
            new Whole(Integer.MAX_VALUE, TO_DECIMAL),
            // a double has 53 bits and a sign
            new Whole(54, TO_DOUBLE));

    private static final Map<Family, List<Conversion>> BY_FAMILY = new EnumMap<>(Family.class);

    static {
        add(BOOLEAN, to(boolean.class, "getBoolean"));
        add(
                FLOATING,
                new Conversion(float.class, float.class, "getFloat", type -> type.layout() != Layout.FLOAT64),
                TO_DOUBLE);
        add(
                DECIMAL,
                TO_DECIMAL,
                new Conversion(BigInteger.class, BigInteger.class, "getBigInteger", type -> type.scale() == 0),
                new Conversion(
                        long.class,
                        long.class,
                        "getUnscaled",
                        type -> type.scale() == 0 && type.precision() <= DataType.MAX_LONG_PRECISION));
        add(DATE, to(LocalDate.class, "getDate"));
        add(TIME, to(LocalTime.class, "getTime"));
        add(
                TIMESTAMP,
                new Conversion(Instant.class, Instant.class, "getTimestamp", DataType::isUtc),
                new Conversion(LocalDateTime.class, LocalDateTime.class, "getLocalTimestamp", type -> !type.isUtc()));
        add(DURATION, to(Duration.class, "getDuration"));
        add(STRING, to(String.class, "getString"));
        add(BINARY, to(byte[].class, "getBytes"));
    }

    private ExactConversions() {}

    /**
     * A way to read a column.
     *
     * @param result the Java type that it gives
     * @param read what the accessor returns, which is cast to the result if that is narrower
     * @param accessor a method of {@link dev.peristyle.column.RowView}
     * @param exact for which types of the family it is exact
     */
    record Conversion(Class<?> result, Class<?> read, String accessor, Predicate<DataType> exact) {

        Conversion(Class<?> result, Class<?> read, String accessor) {
            this(result, read, accessor, type -> true);
        }
    }

    /** What holds integers of at most so many bits, their sign among them. */
    private record Whole(int bits, Conversion conversion) {}

    private static Conversion to(Class<?> result, String accessor) {
        return new Conversion(result, result, accessor);
    }

    private static void add(Family family, Conversion... conversions) {
        BY_FAMILY.put(family, List.of(conversions));
    }

    private static Stream<Conversion> of(DataType type) {
        if (type instanceof DataType.Int integer) {
            return integers(integer.signed() ? integer.bits() : integer.bits() + 1);
        }
        return BY_FAMILY.get(type.family()).stream()
                .filter(conversion -> conversion.exact().test(type));
    }

    private static Stream<Conversion> integers(int bits) {
        return WHOLE.stream().filter(whole -> whole.bits() >= bits).map(Whole::conversion);
    }

    /** The way to a Java type, a primitive one for what has one, or null if there is none that is exact. */
    static Conversion find(DataType type, Class<?> wanted) {
        return of(type).filter(conversion -> conversion.result() == wanted)
                .findFirst()
                .orElse(null);
    }

    /** The Java type that a message recommends; an integer without a sign is an int or more. */
    static Class<?> natural(DataType type) {
        Stream<Conversion> conversions = type instanceof DataType.Int integer && !integer.signed()
                ? integers(Math.max(Integer.SIZE, integer.bits() + 1))
                : of(type);
        return conversions.findFirst().orElseThrow().result();
    }
}
