package dev.peristyle.internal.record;

import dev.peristyle.spi.ColumnWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a component of a record is read and added to its column, as one method handle: what {@link ComponentReader} is for the way back.
 *
 * @param form how its values become values of a column
 * @param add {@code (ColumnWriter, record)}: adds the component of the record, null for what is not there
 */
record ComponentAdder(ComponentType form, MethodHandle add) {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** The way of a component; null if it is of a type that has no column. */
    static ComponentAdder of(RecordComponent component) {
        MethodHandle accessor = accessor(component);
        MethodHandle unwrap = unwrap(component.getType());
        Class<?> type = unwrap == null ? component.getType() : unwrapped(component, unwrap);
        ComponentType form = type == null
                ? null
                : ComponentType.find(MethodType.methodType(type).unwrap().returnType());
        return form == null ? null : new ComponentAdder(form, adding(form, unwrap, accessor));
    }

    /** {@code (optional) -> value}; null for what is no optional. */
    private static MethodHandle unwrap(Class<?> type) {
        if (type == Optional.class) {
            return virtual(type, "get", Object.class);
        }
        if (type == OptionalInt.class) {
            return virtual(type, "getAsInt", int.class);
        }
        if (type == OptionalLong.class) {
            return virtual(type, "getAsLong", long.class);
        }
        return type == OptionalDouble.class ? virtual(type, "getAsDouble", double.class) : null;
    }

    /** What an optional holds; null if that is not known. */
    private static Class<?> unwrapped(RecordComponent component, MethodHandle unwrap) {
        if (component.getType() != Optional.class) {
            return unwrap.type().returnType();
        }
        return component.getGenericType() instanceof ParameterizedType generic
                        && generic.getActualTypeArguments()[0] instanceof Class<?> value
                ? value
                : null;
    }

    private static MethodHandle adding(ComponentType form, MethodHandle unwrap, MethodHandle accessor) {
        MethodHandle add = form.add();
        Class<?> held = accessor.type().returnType();
        if (unwrap == null) {
            add = add.asType(MethodType.methodType(void.class, ColumnWriter.class, held));
        } else {
            add = MethodHandles.filterArguments(add, 1, unwrap.asType(MethodType.methodType(form.parameter(), held)));
            add = unless(virtual(held, "isEmpty", boolean.class), add);
        }
        if (!held.isPrimitive()) {
            add = unless(isNull(held), add);
        }
        return MethodHandles.filterArguments(add, 1, accessor);
    }

    /**
     * {@code (Object) -> inner record}, or null where the record around it is.
     *
     * @param outer {@code (Object) -> record} that has the component; null where the object is that record
     */
    static MethodHandle reaching(MethodHandle outer, RecordComponent component) {
        MethodHandle accessor = accessor(component);
        if (outer == null) {
            return accessor.asType(accessor.type().changeParameterType(0, Object.class));
        }
        Class<?> around = outer.type().returnType();
        MethodHandle none = MethodHandles.dropArguments(MethodHandles.constant(component.getType(), null), 0, around);
        return MethodHandles.filterArguments(MethodHandles.guardWithTest(isNull(around), none, accessor), 0, outer);
    }

    /**
     * {@code (ColumnWriter, Object)}: adds null where the record around the component is null.
     *
     * @param outer {@code (Object) -> record} that has the component; null where the object is that record
     */
    MethodHandle through(MethodHandle outer) {
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
        MethodHandle guard = MethodHandles.dropArguments(test, 0, ColumnWriter.class);
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
}
