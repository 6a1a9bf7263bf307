package dev.peristyle.internal.record;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.loop.LoopTemplate;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The columns that records of a class become, one for each component, in order; those of a nested record have its name and an
 * underscore before theirs. Immutable and thread-safe.
 */
public final class RecordColumns {

    private final Class<?> type;
    private final Map<String, Component> components;

    private RecordColumns(Class<?> type, Map<String, Component> components) {
        this.type = type;
        this.components = components;
    }

    /** One column: how its values come, and what type it has. */
    private record Component(String path, ComponentType form, DataType column, MethodHandle add) {}

    /**
     * Finds the columns of a record.
     *
     * @param type the record
     * @return the columns, with the types that hold every value of a component, or most: see {@code Records}
     * @throws IllegalArgumentException when it is no record, has no components, contains itself, or a component is of a type that has no
     *     column
     */
    public static RecordColumns of(Class<? extends Record> type) {
        Map<String, Component> components = new LinkedHashMap<>();
        collect(type, type, "", "", null, List.of(), components);
        if (components.isEmpty()) {
            throw new IllegalArgumentException("record " + type.getSimpleName() + " has no components, so no columns");
        }
        return new RecordColumns(type, components);
    }

    /** @param outer {@code (Object) -> record}, which may be null; null where the object is the record */
    private static void collect(
            Class<?> root,
            Class<?> record,
            String columnPrefix,
            String pathPrefix,
            MethodHandle outer,
            List<Class<?>> around,
            Map<String, Component> components) {
        if (around.contains(record)) {
            throw new IllegalArgumentException("record " + root.getSimpleName() + ", component '"
                    + pathPrefix.substring(0, pathPrefix.length() - 1)
                    + "': a record that contains itself has no fixed number of columns");
        }
        List<Class<?>> within = new ArrayList<>(around);
        within.add(record);
        for (RecordComponent component : record.getRecordComponents()) {
            String name = columnPrefix + component.getName();
            String path = pathPrefix + component.getName();
            if (component.getType().isRecord()) {
                MethodHandle inner = ComponentAdder.reaching(outer, component);
                collect(root, component.getType(), name + "_", path + ".", inner, within, components);
                continue;
            }
            ComponentAdder adder = ComponentAdder.of(component);
            if (adder == null) {
                throw new IllegalArgumentException("record " + root.getSimpleName() + ", component '" + path
                        + "' is of type " + component.getGenericType().getTypeName()
                        + ", which has no column. Components are primitives but char and their classes, String, CharSequence,"
                        + " BigDecimal, BigInteger, LocalDate, LocalTime, LocalDateTime, Instant, Duration, byte[], enums,"
                        + " optionals of these and records of them");
            }
            ComponentType form = adder.form();
            Component before = components.put(name, new Component(path, form, form.column(), adder.through(outer)));
            if (before != null) {
                throw new IllegalArgumentException("record " + root.getSimpleName() + ": the components '"
                        + before.path() + "' and '" + path + "' both become the column '" + name + "'");
            }
        }
    }

    /**
     * The same columns, one of them with another type.
     *
     * @param column its name
     * @param wanted its type
     * @return new columns
     * @throws IllegalArgumentException when there is no such column, or the type does not hold what the component holds
     */
    public RecordColumns with(String column, DataType wanted) {
        Component component = components.get(schema().field(column).name());
        if (!component.form().allowed().test(wanted)) {
            throw new IllegalArgumentException("record " + type.getSimpleName() + ", component '" + component.path()
                    + "': a column of type " + wanted + " does not hold its values; it is of type "
                    + component.form().column() + " by default");
        }
        Map<String, Component> changed = new LinkedHashMap<>(components);
        changed.put(column, new Component(component.path(), component.form(), wanted, component.add()));
        return new RecordColumns(type, changed);
    }

    /**
     * Returns the columns.
     *
     * @return their names and types, in the order of the components
     */
    public Schema schema() {
        return Schema.of(components.entrySet().stream()
                .map(entry -> new Field(entry.getKey(), entry.getValue().column()))
                .collect(Collectors.toList()));
    }

    /** What messages call the record. */
    String name() {
        return type.getSimpleName();
    }

    /** Names a record by how many there are before it. */
    String place(long before) {
        return "record " + (before + 1) + " of " + name();
    }

    /** Refuses what is no record of the class. */
    Object check(Object record, long before) {
        if (record == null) {
            throw new ComputationException(
                    place(before) + " is null. Leave such records out, or give one whose components" + " are null");
        }
        return type.cast(record);
    }

    /** Which component becomes a column, with the names of the records around it. */
    String path(String column) {
        return components.get(column).path();
    }

    /** Makes what fills columns; each is compiled for itself, so they are kept for all runs of a source. */
    List<ColumnFill> fills(List<String> columns) {
        List<ColumnFill> fills = new ArrayList<>();
        for (String column : columns) {
            fills.add(LoopTemplate.define(
                    MethodHandles.lookup(),
                    ColumnFill.class,
                    ComponentLoop.class,
                    components.get(column).add()));
        }
        return fills;
    }
}
