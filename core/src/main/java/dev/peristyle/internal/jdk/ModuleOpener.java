package dev.peristyle.internal.jdk;

import java.util.ArrayList;
import java.util.List;

/**
 * Grants a module access to packages of the JDK, touching nothing where the access exists already.
 *
 * <p>The decision is taken anew at each call from what the modules themselves report, so there is no state to get wrong
 * and calls from several threads or class loaders do no harm.
 */
public final class ModuleOpener {

    /** System property that says whether packages may be opened at run time: {@code auto} (default) or {@code never}. */
    public static final String PROPERTY = "peristyle.openModules";

    private ModuleOpener() {}

    /**
     * Makes sure that the module of {@code user} has every access asked for.
     *
     * @param user any class of the library that reaches into the JDK; it is not initialized
     * @param accesses what the library needs
     * @throws IllegalAccessError if something is missing and may not or cannot be granted; the message lists the flags
     */
    public static void grant(Class<?> user, List<PackageAccess> accesses) {
        Module module = user.getModule();
        // no streams and no lambdas: this is the first code that runs in a process, and each of them would be linked
        // for it
        List<PackageAccess> missing = new ArrayList<>();
        for (PackageAccess access : accesses) {
            if (!access.isGrantedTo(module)) {
                missing.add(access);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        if (isForbidden()) {
            throw new IllegalAccessError(MissingAccessMessage.of(
                    module, missing, "-D" + PROPERTY + "=never forbids to open it at run time"));
        }
        try {
            TrustedLookup lookup = TrustedLookup.obtain();
            for (PackageAccess access : missing) {
                lookup.grant(access, module);
            }
        } catch (ReflectiveOperationException | RuntimeException refused) {
            IllegalAccessError error = new IllegalAccessError(
                    ModuleLayer.boot().findModule(TrustedLookup.MODULE).isEmpty()
                            ? MissingAccessMessage.ofModule(TrustedLookup.MODULE)
                            : MissingAccessMessage.of(module, missing, "this JVM refused to open it at run time"));
            error.initCause(refused);
            throw error;
        }
    }

    private static boolean isForbidden() {
        String setting = System.getProperty(PROPERTY, "auto");
        return switch (setting) {
            case "auto" -> false;
            case "never" -> true;
            default -> throw new IllegalAccessError("-D" + PROPERTY + "=" + setting + ": expected auto or never");
        };
    }
}
