package dev.peristyle.internal.loop;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a loop of its own for each operation out of one that is written once.
 *
 * <p>A template is a class whose operation is a {@code static final} field. Its own bytes are defined again as a hidden
 * class with the operation as class data, so that the field is a constant there: the compiler sees which operation it is
 * and compiles it into the loop, however many others there are. A loop that got its operation as a field of an object
 * would be compiled for all of them together, with a call a row.
 *
 * <p>Where hidden classes cannot be defined, the template runs itself, with the operation in an instance field: slower and
 * right. Nothing here is loaded before an expression needs it.
 *
 * <p>What an operation holds should be in a record: the compiler takes only those fields for constants.
 */
public final class LoopTemplate {

    /** More operations than programs have; a class per operation stays for good. */
    private static final int MAX_SHARED = 1_000;

    private static final Map<Object, Object> SHARED = new ConcurrentHashMap<>();

    private LoopTemplate() {}

    /**
     * The loop of an operation that is one of few, made once; the template itself when they are many after all.
     *
     * @param parts what the operation is equal in; the equality of a record would cost the start of a process 30 ms
     */
    static RowLoop shared(Class<? extends RowLoop> template, Object operation, Object... parts) {
        return shared(RowLoop.class, template, operation, parts);
    }

    /**
     * As {@link #shared(Class, Object, Object...)}, for loops that are run with something else than a {@link RowLoop}.
     *
     * @param form what the template implements: a hidden class is no kind of its own template
     */
    static <T> T shared(Class<T> form, Class<? extends T> template, Object operation, Object... parts) {
        List<Object> key = List.of(template, List.of(parts));
        Object known = SHARED.get(key);
        if (known != null) {
            return form.cast(known);
        }
        if (SHARED.size() >= MAX_SHARED) {
            return make(template, operation);
        }
        T made = define(form, template, operation);
        Object first = SHARED.putIfAbsent(key, made);
        return first == null ? made : form.cast(first);
    }

    /** A loop for an operation of a user; lives as long as somebody holds it. */
    static RowLoop define(Class<? extends RowLoop> template, Object operation) {
        return define(RowLoop.class, template, operation);
    }

    private static <T> T define(Class<T> form, Class<? extends T> template, Object operation) {
        return define(MethodHandles.lookup(), form, template, operation);
    }

    /**
     * A loop of another package, for an operation of a user; lives as long as somebody holds it.
     *
     * @param lookup of that package
     * @param form what the template implements
     */
    public static <T> T define(
            MethodHandles.Lookup lookup, Class<T> form, Class<? extends T> template, Object operation) {
        try (InputStream stream = template.getResourceAsStream(template.getSimpleName() + ".class")) {
            if (stream != null) {
                MethodHandles.Lookup hidden =
                        lookup.defineHiddenClassWithClassData(stream.readAllBytes(), operation, true);
                return make(hidden.lookupClass().asSubclass(form), operation);
            }
        } catch (IOException | IllegalAccessException | LinkageError | UnsupportedOperationException failure) {
            return make(template, operation);
        }
        return make(template, operation);
    }

    private static <T> T make(Class<? extends T> template, Object operation) {
        try {
            Constructor<? extends T> constructor = template.getDeclaredConstructor(Object.class);
            constructor.setAccessible(true);
            return constructor.newInstance(operation);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(template + " is no template", failure);
        }
    }

    /** The operation of a hidden class; null in the template itself. */
    public static <T> T operation(MethodHandles.Lookup lookup, Class<T> type) {
        try {
            return type.cast(MethodHandles.classData(lookup, "_", Object.class));
        } catch (IllegalAccessException failure) {
            throw new IllegalStateException("a class cannot look at itself", failure);
        }
    }
}
