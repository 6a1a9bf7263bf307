package dev.peristyle.internal.jdk;

import java.util.Optional;

/**
 * One package of the JDK that a dependency reaches into.
 *
 * @param kind how far the access has to go
 * @param module the module that owns the package, for example {@code java.base}
 * @param packageName the package, for example {@code jdk.internal.misc}
 */
public record PackageAccess(Kind kind, String module, String packageName) {

    /** How far the access has to go. */
    public enum Kind {
        /** Public members are called directly. */
        EXPORT("--add-exports", "Add-Exports"),
        /** Private members are reached by reflection; includes {@link #EXPORT}. */
        OPEN("--add-opens", "Add-Opens");

        private final String option;
        private final String manifestAttribute;

        Kind(String option, String manifestAttribute) {
            this.option = option;
            this.manifestAttribute = manifestAttribute;
        }

        /**
         * The attribute that grants this access in the manifest of a runnable jar.
         *
         * @return the attribute's name
         */
        String manifestAttribute() {
            return manifestAttribute;
        }
    }

    /**
     * Parses {@code module/package}, the form that the command line options of the JVM use.
     *
     * @param kind how far the access has to go
     * @param name for example {@code java.base/sun.nio.ch}
     * @return the access described
     * @throws IllegalArgumentException if {@code name} has another form
     */
    public static PackageAccess parse(Kind kind, String name) {
        int slash = name.indexOf('/');
        if (slash <= 0 || slash == name.length() - 1) {
            throw new IllegalArgumentException("Expected module/package, for example java.base/sun.nio.ch: " + name);
        }
        return new PackageAccess(kind, name.substring(0, slash), name.substring(slash + 1));
    }

    /**
     * The module that owns the package.
     *
     * @return the module as this JVM loaded it
     * @throws IllegalArgumentException if this JVM has no such module
     */
    Module owner() {
        Optional<Module> owner = ModuleLayer.boot().findModule(module);
        if (owner.isEmpty()) {
            throw new IllegalArgumentException("This JVM has no module " + module);
        }
        return owner.get();
    }

    /**
     * Whether {@code user} has the access already.
     *
     * @param user the module that reaches into the package
     * @return true if nothing is left to do
     */
    boolean isGrantedTo(Module user) {
        return kind == Kind.OPEN ? owner().isOpen(packageName, user) : owner().isExported(packageName, user);
    }

    /**
     * The command line flag that grants this access.
     *
     * @param user the module that reaches into the package
     * @return the flag in the {@code option=value} form, which works on command lines and in environment variables
     */
    String flagFor(Module user) {
        return kind.option + "=" + module + "/" + packageName + "=" + (user.isNamed() ? user.getName() : "ALL-UNNAMED");
    }
}
