package dev.peristyle.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * The JDK's own lookup, which no module boundary stops, used for one thing only: to add exports and opens.
 *
 * <p>The lookup is a private static field that reflection may not read, so {@code sun.misc.Unsafe} reads it. That class
 * is used by name: javac has no way to accept it without a warning. Java 24 and later print a warning of their own the
 * first time this runs.
 */
final class TrustedLookup {

    /** Has {@code sun.misc.Unsafe}. */
    static final String MODULE = "jdk.unsupported";

    private final MethodHandle addExports;
    private final MethodHandle addOpens;

    private TrustedLookup(MethodHandles.Lookup lookup) throws ReflectiveOperationException {
        MethodType type = MethodType.methodType(void.class, String.class, Module.class);
        addExports = lookup.findVirtual(Module.class, "implAddExports", type);
        addOpens = lookup.findVirtual(Module.class, "implAddOpens", type);
    }

    static TrustedLookup obtain() throws ReflectiveOperationException {
        Class<?> unsafeType = Class.forName("sun.misc.Unsafe");
        Field instance = unsafeType.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Object unsafe = instance.get(null);
        Field lookup = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
        // handles, because before reflection calls a method it reads its annotations, for which it makes classes
        MethodHandles.Lookup any = MethodHandles.publicLookup();
        MethodHandle staticFieldBase =
                any.findVirtual(unsafeType, "staticFieldBase", MethodType.methodType(Object.class, Field.class));
        MethodHandle staticFieldOffset =
                any.findVirtual(unsafeType, "staticFieldOffset", MethodType.methodType(long.class, Field.class));
        MethodHandle getObject =
                any.findVirtual(unsafeType, "getObject", MethodType.methodType(Object.class, Object.class, long.class));
        try {
            Object base = staticFieldBase.invoke(unsafe, lookup);
            long offset = (long) staticFieldOffset.invoke(unsafe, lookup);
            return new TrustedLookup((MethodHandles.Lookup) getObject.invoke(unsafe, base, offset));
        } catch (RuntimeException | Error | ReflectiveOperationException refused) {
            throw refused;
        } catch (Throwable refused) {
            throw new ReflectiveOperationException(refused);
        }
    }

    void grant(PackageAccess access, Module user) throws ReflectiveOperationException {
        MethodHandle add = access.kind() == PackageAccess.Kind.OPEN ? addOpens : addExports;
        try {
            add.invokeExact(access.owner(), access.packageName(), user);
        } catch (RuntimeException | Error refused) {
            throw refused;
        } catch (Throwable refused) {
            throw new ReflectiveOperationException(refused);
        }
    }
}
