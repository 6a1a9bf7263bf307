package dev.peristyle.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JVM of its own for what can only be seen at start-up: flags, printed warnings, class loading. */
public final class JavaFork {

    /** What the forked JVM has left. */
    public record Outcome(int exitCode, String output, String errors) {

        /**
         * What was printed to stderr beyond the warning about {@code sun.misc.Unsafe} that Java 24 and later print
         * once.
         *
         * @return the lines, without line ends
         */
        public List<String> errorsBeyondUnsafeWarning() {
            return errors.lines()
                    .filter(line -> !UNSAFE_WARNING.matcher(line).matches())
                    .toList();
        }
    }

    private static final Pattern UNSAFE_WARNING =
            Pattern.compile("WARNING: (A terminally deprecated method in sun\\.misc\\.Unsafe has been called"
                    + "|sun\\.misc\\.Unsafe::\\w+ (has been called by|will be removed in) .*"
                    + "|Please consider reporting this to the maintainers of class .*)");

    /** Set to {@code 17} or {@code 25} (or both, with a comma) in the lanes that promise these versions. */
    private static final String PROMISED = System.getProperty("peristyle.promisedJdks", "");

    private JavaFork() {}

    /**
     * Runs a main class on the class path of this test.
     *
     * @param version feature version of the JDK; without such a JDK the test is skipped, or fails where it is promised
     * @param flags flags of the JVM
     * @param mainClass the class to run
     * @param arguments its arguments
     * @return exit code and what was printed
     */
    public static Outcome run(int version, List<String> flags, Class<?> mainClass, String... arguments) {
        List<String> command = command(version, flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /**
     * Runs a module.
     *
     * @param version feature version of the JDK; without such a JDK the test is skipped, or fails where it is promised
     * @param flags flags of the JVM
     * @param modulePath where modules are
     * @param mainClass module and class, with a slash between them
     * @return exit code and what was printed
     */
    public static Outcome runModule(int version, List<String> flags, String modulePath, String mainClass) {
        List<String> command = command(version, flags);
        command.addAll(List.of("-p", modulePath, "-m", mainClass));
        return run(command);
    }

    private static List<String> command(int version, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(java(version).toString());
        command.addAll(flags);
        return command;
    }

    private static Outcome run(List<String> command) {
        try {
            Path output = Files.createTempFile("fork", ".out");
            Path errors = Files.createTempFile("fork", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
                // Both would add to what the JVM prints.
                builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
                Process process = builder.start();
                process.getOutputStream().close();
                assertThat(process.waitFor(10, TimeUnit.MINUTES))
                        .as("%s ends within ten minutes", command)
                        .isTrue();
                return new Outcome(process.exitValue(), read(output), read(errors));
            } finally {
                Files.deleteIfExists(output);
                Files.deleteIfExists(errors);
            }
        } catch (IOException failed) {
            throw new AssertionError("Cannot run " + command, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", interrupted);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static Path java(int version) {
        if (Runtime.version().feature() == version) {
            return Path.of(System.getProperty("java.home"), "bin", "java");
        }
        String fromEnvironment = System.getenv("JAVA_HOME_" + version);
        Path found = fromEnvironment == null ? search(version) : Path.of(fromEnvironment, "bin", "java");
        if (found == null || !Files.isExecutable(found)) {
            String reason = "No JDK " + version + ": neither JAVA_HOME_" + version + " nor /usr/lib/jvm has one";
            assertThat(List.of(PROMISED.split(","))).as(reason).doesNotContain(Integer.toString(version));
            assumeTrue(false, reason);
        }
        return found;
    }

    private static Path search(int version) {
        Path standardLocation = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(standardLocation)) {
            return null;
        }
        try (Stream<Path> homes = Files.list(standardLocation)) {
            return homes.filter(home -> home.getFileName().toString().matches("(.*\\D)?" + version + "(\\D.*)?"))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .sorted()
                    .findFirst()
                    .orElse(null);
        } catch (IOException unreadable) {
            return null;
        }
    }
}
