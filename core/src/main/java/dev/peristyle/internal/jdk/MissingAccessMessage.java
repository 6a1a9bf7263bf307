package dev.peristyle.internal.jdk;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells which flags are missing and where each way of starting Java takes them, or which module the runtime lacks. */
final class MissingAccessMessage {

    private MissingAccessMessage() {}

    static String of(Module user, List<PackageAccess> missing, String reason) {
        String flags = missing.stream().map(access -> access.flagFor(user)).collect(Collectors.joining(" "));
        return """
                Peristyle needs access to packages of the JDK that are not open, and %s.
                Missing: %s
                Add these flags, in one of these places:
                  java command line      java %s -jar ...
                  environment variable   JAVA_TOOL_OPTIONS="%s" (also for Spring Boot and containers)
                  Maven tests            <argLine> of maven-surefire-plugin: %s
                  manifest of your jar   %s""".formatted(
                        reason,
                        missing.stream()
                                .map(access -> access.module() + "/" + access.packageName())
                                .collect(Collectors.joining(", ")),
                        flags,
                        flags,
                        flags,
                        manifest(missing));
    }

    /** For a runtime that jlink has made of too few modules. Flags would not help: libraries need the module as well. */
    static String ofModule(String module) {
        return """
                Peristyle needs the module %s, and this Java runtime does not have it.
                A runtime that jlink makes must be told:
                  jlink --add-modules java.base,%s,...""".formatted(module, module);
    }

    private static String manifest(List<PackageAccess> missing) {
        return missing.stream()
                .collect(Collectors.groupingBy(
                        PackageAccess::kind,
                        TreeMap::new,
                        Collectors.mapping(
                                access -> access.module() + "/" + access.packageName(), Collectors.joining(" "))))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey().manifestAttribute() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}
