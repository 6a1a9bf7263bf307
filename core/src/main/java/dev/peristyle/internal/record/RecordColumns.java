package dev.peristyle.internal.record;

import dev.peristyle.error.ComputationException;
import dev.peristyle.internal.loop.LoopTemplate;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import dev.peristyle.spi.ColumnWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The columns that records of a class become, one for each component, in order; those of a nested record have its name and an
 * underscore before theirs. How a component is read and added to its column is one method handle. Immutable and thread-safe.
 */
public final class RecordColumns {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** What an optional of a primitive holds, and how it is asked. */
    private static final Map<Class<?>, String> PRIMITIVE_OPTIONALS =
            Map.of(OptionalInt.class, "getAsInt", OptionalLong.class, "getAsLong", OptionalDouble.class, "getAsDouble");

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
            MethodHandle accessor = accessor(component);
            if (component.getType().isRecord()) {
                collect(root, component.getType(), name + "_", path + ".", reach(outer, accessor), within, components);
                continue;
            }
            Value value = value(component);
            ComponentType form = value == null ? null : ComponentType.find(value.type());
            if (form == null) {
                throw new IllegalArgumentException("record " + root.getSimpleName() + ", component '" + path
                        + "' is of type " + component.getGenericType().getTypeName()
                        + ", which has no column. Components are primitives but char and their classes, String, CharSequence,"
                        + " BigDecimal, BigInteger, LocalDate, LocalTime, LocalDateTime, Instant, Duration, byte[], enums,"
                        + " optionals of these and records of them");
            }
            MethodHandle add = adding(form, value, accessor);
            Component before = components.put(name, new Component(path, form, form.column(), through(outer, add)));
            if (before != null) {
                throw new IllegalArgumentException("record " + root.getSimpleName() + ": the components '"
                        + before.path() + "' and '" + path + "' both become the column '" + name + "'");
            }
        }
    }

    /**
     * What a component holds.
     *
     * @param type the type of its values, a primitive one for what has one
     * @param unwrap {@code (component) -> value}, where a component that is there may have none; else null
     * @param isPresent says so
     */
    private record Value(Class<?> type, MethodHandle unwrap, MethodHandle isPresent) {}

    private static Value value(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == Optional.class) {
            return component.getGenericType() instanceof ParameterizedType generic
                            && generic.getActualTypeArguments()[0] instanceof Class<?> value
                    ? new Value(plain(value), virtual(type, "get", Object.class), isPresent(type))
                    : null;
        }
        String getter = PRIMITIVE_OPTIONALS.get(type);
        if (getter != null) {
            Class<?> value = Arrays.stream(type.getMethods())
                    .filter(method -> method.getName().equals(getter))
                    .map(Method::getReturnType)
                    .findFirst()
                    .orElseThrow();
            return new Value(value, virtual(type, getter, value), isPresent(type));
        }
        return new Value(plain(type), null, null);
    }

    private static Class<?> plain(Class<?> type) {
        return MethodType.methodType(type).unwrap().returnType();
    }

    private static MethodHandle isPresent(Class<?> optional) {
        return virtual(optional, "isPresent", boolean.class);
    }

    /** {@code (ColumnWriter, record)}: adds the component of the record, null for what is not there. */
    private static MethodHandle adding(ComponentType form, Value value, MethodHandle accessor) {
        MethodHandle add = form.add();
        Class<?> held = accessor.type().returnType();
        if (value.unwrap() != null) {
            MethodHandle unwrap = value.unwrap().asType(MethodType.methodType(form.parameter(), held));
            add = MethodHandles.filterArguments(add, 1, unwrap);
            add = unless(not(value.isPresent()), add);
        } else {
            add = add.asType(MethodType.methodType(void.class, ColumnWriter.class, held));
        }
        if (!held.isPrimitive()) {
            add = unless(isNull(held), add);
        }
        return MethodHandles.filterArguments(add, 1, accessor);
    }

    /** {@code (Object) -> inner}, or null where the record around it is. */
    private static MethodHandle reach(MethodHandle outer, MethodHandle accessor) {
        if (outer == null) {
            return accessor.asType(accessor.type().changeParameterType(0, Object.class));
        }
        Class<?> around = outer.type().returnType();
        Class<?> inner = accessor.type().returnType();
        MethodHandle none = MethodHandles.dropArguments(MethodHandles.constant(inner, null), 0, around);
        return MethodHandles.filterArguments(MethodHandles.guardWithTest(isNull(around), none, accessor), 0, outer);
    }

    /** {@code (ColumnWriter, Object)}: adds null where the record around the component is null. */
    private static MethodHandle through(MethodHandle outer, MethodHandle add) {
        if (outer == null) {
            return add.asType(MethodType.methodType(void.class, ColumnWriter.class, Object.class));
        }
        MethodHandle guarded = unless(isNull(outer.type().returnType()), add);
        return MethodHandles.filterArguments(guarded, 1, outer);
    }

    /** Adds null where a test of the second argument is true. */
    private static MethodHandle unless(MethodHandle test, MethodHandle add) {
        Class<?> held = add.type().parameterType(1);
        MethodHandle none = MethodHandles.dropArguments(virtual(ColumnWriter.class, "addNull", void.class), 1, held);
        MethodHandle guard = MethodHandles.dropArguments(
                test.asType(MethodType.methodType(boolean.class, held)), 0, ColumnWriter.class);
        return MethodHandles.guardWithTest(guard, none, add);
    }

    private static MethodHandle isNull(Class<?> type) {
        try {
            MethodHandle test =
                    LOOKUP.findStatic(Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class));
            return test.asType(MethodType.methodType(boolean.class, type));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MethodHandle not(MethodHandle test) {
        MethodHandle yes = MethodHandles.dropArguments(
                MethodHandles.constant(boolean.class, true), 0, test.type().parameterList());
        MethodHandle no = MethodHandles.dropArguments(
                MethodHandles.constant(boolean.class, false), 0, test.type().parameterList());
        return MethodHandles.guardWithTest(test, no, yes);
    }

    private static MethodHandle virtual(Class<?> type, String name, Class<?> result) {
        try {
            return LOOKUP.findVirtual(type, name, MethodType.methodType(result));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + "." + name, impossible);
        }
    }

    private static MethodHandle accessor(RecordComponent component) {
        Method accessor = component.getAccessor();
        try {
            accessor.setAccessible(true);
            return LOOKUP.unreflect(accessor);
        } catch (InaccessibleObjectException | IllegalAccessException refused) {
            throw new IllegalArgumentException(
                    "the components of " + accessor.getDeclaringClass().getName()
                            + " are not accessible; make the record public, or open its package to Peristyle in its"
                            + " module-info",
                    refused);
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
                    + component.column() + " by default");
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
        return found(column).path();
    }

    /** Makes what fills columns; each is compiled for itself, so they are kept for all runs of a source. */
    List<ColumnFill> fills(List<String> columns) {
        List<ColumnFill> fills = new ArrayList<>();
        for (String column : columns) {
            fills.add(LoopTemplate.define(
                    MethodHandles.lookup(),
                    ColumnFill.class,
                    ComponentLoop.class,
                    found(column).add()));
        }
        return fills;
    }

    private Component found(String column) {
        Component component = components.get(column);
        if (component == null) {
            throw new NoSuchElementException(column);
        }
        return component;
    }
}
