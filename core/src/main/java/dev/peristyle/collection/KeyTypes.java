package dev.peristyle.collection;

import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;

/** Which records are keys: those that are equal exactly where their columns are. */
final class KeyTypes {

    private static final Set<Class<?>> EXACT = Set.of(
            boolean.class,
            byte.class,
            short.class,
            int.class,
            long.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            String.class,
            BigInteger.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            Instant.class,
            Duration.class);

    private KeyTypes() {}

    static void check(Class<?> record) {
        for (RecordComponent component : record.getRecordComponents()) {
            Class<?> type = component.getType();
            if (!type.isEnum() && !EXACT.contains(type)) {
                throw new IllegalArgumentException(
                        "record " + record.getSimpleName() + " cannot be the key of a map: its"
                                + " component '" + component.getName() + "' is of type "
                                + component.getGenericType().getTypeName()
                                + ", of which equal values can have different columns, or different values the same. Components of keys"
                                + " are integers, booleans, String, dates, times and enums");
            }
        }
    }
}
