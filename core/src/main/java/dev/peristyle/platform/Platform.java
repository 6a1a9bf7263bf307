package dev.peristyle.platform;

import dev.peristyle.internal.check.Arguments;
import dev.peristyle.internal.jdk.ModuleOpener;
import dev.peristyle.internal.jdk.PackageAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.agrona.UnsafeApi;

/**
 * Start-up: opens the packages of the JDK that the dependencies reach into, so that users need no JVM flag.
 *
 * <p>Where a package is open already, by a flag or by the manifest of a runnable jar, nothing is touched. With
 * {@code -Dperistyle.openModules=never} nothing is ever opened and a missing flag is an error that lists the flags.
 *
 * <p>All methods are idempotent and safe to call from any thread.
 */
public final class Platform {

    private Platform() {}

    /**
     * Opens what core needs. Must have run before Agrona's {@code UnsafeApi} is first used.
     *
     * @throws IllegalAccessError if access is missing and forbidden or impossible to grant; the message lists the flags.
     *     An error, not an exception, so that it leaves a static initializer with its message intact
     */
    public static void open() {
        open(UnsafeApi.class, List.of(), List.of("java.base/jdk.internal.misc"));
    }

    /**
     * Opens what another library needs. To be called before that library is first used.
     *
     * @param user any class of the library that needs the access; it is not initialized by this
     * @param opens packages for deep reflection, as {@code module/package}
     * @param exports packages for ordinary calls, as {@code module/package}
     * @throws IllegalAccessError if access is missing and forbidden or impossible to grant; the message lists the flags
     * @throws IllegalArgumentException if a name is not {@code module/package} or this JVM has no such module
     */
    public static void open(Class<?> user, List<String> opens, List<String> exports) {
        Objects.requireNonNull(user, "user");
        List<PackageAccess> accesses = new ArrayList<>();
        for (String name : Arguments.list("opens", opens)) {
            accesses.add(PackageAccess.parse(PackageAccess.Kind.OPEN, name));
        }
        for (String name : Arguments.list("exports", exports)) {
            accesses.add(PackageAccess.parse(PackageAccess.Kind.EXPORT, name));
        }
        ModuleOpener.grant(user, accesses);
    }
}
