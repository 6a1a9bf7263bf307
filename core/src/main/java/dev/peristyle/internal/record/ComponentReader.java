package dev.peristyle.internal.record;

import dev.peristyle.column.RowView;
import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.record.ExactConversions.Conversion;
import dev.peristyle.schema.Field;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Makes the method handle that reads one column for one component of a record: {@code (row) -> component type}, where the row is a
 * {@link RowView} or a {@link StoredRow}. It starts from the accessor of the row that gives the component's plain type without loss, and
 * wraps what the component does with null around it.
 */
final class ComponentReader {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private static final Map<Class<?>, Class<?>> PRIMITIVES = Map.of(
            Boolean.class, boolean.class,
            Byte.class, byte.class,
            Short.class, short.class,
            Integer.class, int.class,
            Long.class, long.class,
            Float.class, float.class,
            Double.class, double.class);

    /** How a value may be missing: the type of the value, and what to give instead of it. */
    private record Absence(Class<?> optional, Class<?> value, MethodHandle wrap, Object none) {}

    private static final Map<Class<?>, Absence> PRIMITIVE_OPTIONALS = Map.of(
            OptionalInt.class, absence(OptionalInt.class, int.class, OptionalInt.empty()),
            OptionalLong.class, absence(OptionalLong.class, long.class, OptionalLong.empty()),
            OptionalDouble.class, absence(OptionalDouble.class, double.class, OptionalDouble.empty()));

    /** Reads rows of any chunks. */
    static final ComponentReader OF_VIEWS = new ComponentReader(RowView.class);

    /** Reads rows of stores. */
    static final ComponentReader OF_STORED = new ComponentReader(StoredRow.class);

    /** What a row is. */
    private final Class<?> rows;

    private ComponentReader(Class<?> rows) {
        this.rows = rows;
    }

    /** What the handles take. */
    Class<?> rows() {
        return rows;
    }

    MethodHandle of(Property component, int column, Field field) {
        Class<?> type = component.type();
        Absence absence = type == Optional.class ? optional(component, field) : PRIMITIVE_OPTIONALS.get(type);
        Class<?> wanted = absence == null ? type : absence.value();
        Class<?> plain = PRIMITIVES.getOrDefault(wanted, wanted);
        boolean isText = plain.isEnum() || plain == CharSequence.class;
        Conversion conversion = ExactConversions.find(field.type(), isText ? String.class : plain);
        if (conversion == null) {
            throw mismatch(component, field);
        }
        MethodHandle accessor = virtual(accessor(conversion, plain), conversion.read(), int.class);
        MethodHandle value = MethodHandles.insertArguments(accessor, 1, column);
        if (plain.isEnum()) {
            value = constants(component, plain, field, value);
        }
        value = MethodHandles.explicitCastArguments(value, MethodType.methodType(plain, rows));
        if (absence != null) {
            MethodHandle wrapped = MethodHandles.filterReturnValue(
                    value.asType(MethodType.methodType(absence.wrap().type().parameterType(0), rows)), absence.wrap());
            return unlessNull(column, wrapped, constant(absence.optional(), absence.none()));
        }
        if (type.isPrimitive()) {
            return unlessNull(column, value, failure(component, field));
        }
        return unlessNull(column, value.asType(MethodType.methodType(type, rows)), constant(type, null));
    }

    private String accessor(Conversion conversion, Class<?> component) {
        return rows == StoredRow.class ? StoredRow.accessor(conversion.accessor(), component) : conversion.accessor();
    }

    /** {@code (row) -> record}, null where all of its columns are. */
    MethodHandle unlessAllNull(List<Integer> columns, MethodHandle value) {
        MethodHandle allNull = MethodHandles.insertArguments(
                find("allNull", MethodType.methodType(boolean.class, int[].class, Object.class)), 0, (Object)
                        columns.stream().mapToInt(Integer::intValue).toArray());
        MethodHandle test = allNull.asType(MethodType.methodType(boolean.class, rows));
        return MethodHandles.guardWithTest(test, constant(value.type().returnType(), null), value);
    }

    /** Found by its name. */
    @SuppressWarnings("UnusedMethod")
    private static boolean allNull(int[] columns, Object row) {
        for (int column : columns) {
            boolean isNull = row instanceof StoredRow stored ? stored.isNull(column) : ((RowView) row).isNull(column);
            if (!isNull) {
                return false;
            }
        }
        return true;
    }

    /** {@code (row) -> enum}: its constant of the name that the row has. */
    private MethodHandle constants(Property component, Class<?> type, Field field, MethodHandle text) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        String place = component.place() + ": column '" + field.name() + "' is ";
        MethodHandle find = MethodHandles.insertArguments(
                find(
                        "constant",
                        MethodType.methodType(Object.class, Map.class, String.class, String.class, Object.class)),
                0,
                constants,
                place);
        MethodHandle ofTextAndRow =
                MethodHandles.filterArguments(find.asType(find.type().changeParameterType(1, rows)), 0, text);
        return MethodHandles.permuteArguments(ofTextAndRow, MethodType.methodType(Object.class, rows), 0, 0);
    }

    /** Found by its name. */
    @SuppressWarnings("UnusedMethod")
    private static Object constant(Map<String, Object> constants, String place, String name, Object row) {
        Object constant = constants.get(name);
        if (constant == null) {
            throw new IllegalStateException(place + "'" + ShownNames.one(name) + "' in row " + number(row)
                    + " (counted from 0), but the constants are " + String.join(", ", constants.keySet())
                    + "; declare the component as String, or filter such rows");
        }
        return constant;
    }

    private static long number(Object row) {
        return row instanceof StoredRow stored ? stored.rowNumber() : ((RowView) row).rowNumber();
    }

    private MethodHandle isNull(int column) {
        return MethodHandles.insertArguments(virtual("isNull", boolean.class, int.class), 1, column);
    }

    private MethodHandle unlessNull(int column, MethodHandle value, MethodHandle otherwise) {
        return MethodHandles.guardWithTest(isNull(column), otherwise, value);
    }

    private MethodHandle constant(Class<?> type, Object value) {
        return MethodHandles.dropArguments(MethodHandles.constant(type, value), 0, rows);
    }

    private MethodHandle failure(Property component, Field field) {
        String place = component.place() + " of type " + component.type() + ": column '" + field.name() + "' of type "
                + field.type() + " is null in row ";
        MethodHandle report = MethodHandles.insertArguments(
                find("refuseNull", MethodType.methodType(IllegalStateException.class, String.class, Object.class)),
                0,
                place);
        MethodHandle thrower = MethodHandles.throwException(component.type(), IllegalStateException.class);
        return MethodHandles.filterArguments(
                thrower, 0, report.asType(report.type().changeParameterType(0, rows)));
    }

    /** Found by its name. */
    @SuppressWarnings("UnusedMethod")
    private static IllegalStateException refuseNull(String place, Object row) {
        return new IllegalStateException(place + number(row)
                + " (counted from 0); declare the component as Optional or as a class that can be null, or filter such"
                + " rows");
    }

    private static Absence optional(Property component, Field field) {
        Type declared = component.generic();
        if (declared instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[0] instanceof Class<?> value) {
            MethodHandle wrap = find("present", MethodType.methodType(Optional.class, Object.class));
            return new Absence(Optional.class, value, wrap, Optional.empty());
        }
        throw mismatch(component, field);
    }

    /** Found by its name. */
    @SuppressWarnings("UnusedMethod")
    private static Optional<Object> present(Object value) {
        return Optional.of(value);
    }

    private static Absence absence(Class<?> optional, Class<?> value, Object none) {
        try {
            MethodHandle wrap = LOOKUP.findStatic(optional, "of", MethodType.methodType(optional, value));
            return new Absence(optional, value, wrap, none);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private MethodHandle virtual(String name, Class<?> result, Class<?> parameter) {
        try {
            return LOOKUP.findVirtual(rows, name, MethodType.methodType(result, parameter));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(rows.getSimpleName() + "." + name, impossible);
        }
    }

    private static MethodHandle find(String name, MethodType type) {
        try {
            return LOOKUP.findStatic(ComponentReader.class, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(name, impossible);
        }
    }

    private static IllegalArgumentException mismatch(Property component, Field field) {
        return new IllegalArgumentException(
                component.place() + " is of type " + component.generic().getTypeName() + ", but column '" + field.name()
                        + "' is of type " + field.type() + ", which does not convert to it exactly; declare it as "
                        + ExactConversions.natural(field.type()).getTypeName() + ", or cast the column");
    }
}
