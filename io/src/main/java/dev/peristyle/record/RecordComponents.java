package dev.peristyle.record;

import dev.peristyle.schema.Resolution;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The components of a Java {@code record} as fields. */
final class RecordComponents {

    private RecordComponents() {}

    static Map<String, FieldType> of(Class<? extends Record> type, Map<String, FieldType> types) {
        RecordComponent[] components = Objects.requireNonNull(type, "type").getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        Set<String> unknown =
                new TreeSet<>(Objects.requireNonNull(types, "types").keySet());
        Map<String, FieldType> fields = new LinkedHashMap<>();
        for (RecordComponent component : components) {
            String name = component.getName();
            FieldType given = types.get(name);
            fields.put(name, given != null ? given : natural(type, component));
            unknown.remove(name);
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getName() + " has no components " + unknown + "; it has " + fields.keySet());
        }
        return fields;
    }

    private static FieldType natural(Class<?> owner, RecordComponent component) {
        Class<?> type = component.getType();
        if (type == byte.class) {
            return FieldType.int8();
        }
        if (type == short.class) {
            return FieldType.int16();
        }
        if (type == int.class) {
            return FieldType.int32();
        }
        if (type == long.class) {
            return FieldType.int64();
        }
        if (type == float.class) {
            return FieldType.float32();
        }
        if (type == double.class) {
            return FieldType.float64();
        }
        if (type == boolean.class) {
            return FieldType.bool();
        }
        if (type == LocalDate.class) {
            return FieldType.date();
        }
        if (type == Instant.class) {
            return FieldType.timestamp(Resolution.MICROS);
        }
        if (type == LocalDateTime.class) {
            return FieldType.localTimestamp(Resolution.MICROS);
        }
        if (type == LocalTime.class) {
            return FieldType.time(Resolution.MICROS);
        }
        throw new IllegalArgumentException(
                "component '" + component.getName() + "' of " + owner.getName() + " is of type "
                        + type.getSimpleName() + ", which has no width of its own. Name its FieldType, for example with"
                        + " builder().fields(type, Map.of(\"" + component.getName() + "\", FieldType.ascii(20)))");
    }
}
