package dev.peristyle.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.csv.Csv;
import dev.peristyle.platform.JavaFork;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user's module sees: the exported packages, and nothing else. */
class ModulePathTest {

    private static final String MODULE = "module user { requires dev.peristyle.io; opens user; }";

    private static final String PROGRAM = """
            package user;

            import static dev.peristyle.Aggregates.sum;
            import static dev.peristyle.Expressions.col;

            import dev.peristyle.csv.Csv;
            import dev.peristyle.error.DataAccessException;
            import dev.peristyle.execution.Execution;
            import java.nio.file.Files;
            import java.nio.file.Path;

            public class Program {
                record Total(String name, long total) {}

                public static void main(String[] arguments) throws Exception {
                    Path file = Files.createTempFile("user", ".csv");
                    Files.writeString(file, "name,number\\na,1\\nb,2\\na,40\\n");
                    Csv.scan(file)
                            .groupBy("name")
                            .aggregate(sum(col("number")).as("total"))
                            .stream(Total.class)
                            .forEach(System.out::println);
                    try {
                        Execution nowhere = Execution.builder()
                                .temporaryDirectory(Path.of("/nope/x"))
                                .build();
                        Csv.scan(file).using(nowhere).count();
                    } catch (DataAccessException refused) {
                        System.out.println("the service that spills was found");
                    }
                    Files.delete(file);
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void exportsWhatAUserNeeds() {
        assertThat(unqualified(module("dev.peristyle.core")))
                .containsExactlyInAnyOrder(
                        "dev.peristyle",
                        "dev.peristyle.array",
                        "dev.peristyle.collection",
                        "dev.peristyle.column",
                        "dev.peristyle.error",
                        "dev.peristyle.execution",
                        "dev.peristyle.management",
                        "dev.peristyle.memory",
                        "dev.peristyle.platform",
                        "dev.peristyle.schema",
                        "dev.peristyle.spi");
        assertThat(unqualified(module("dev.peristyle.io")))
                .containsExactlyInAnyOrder(
                        "dev.peristyle.checkpoint",
                        "dev.peristyle.columnfile",
                        "dev.peristyle.csv",
                        "dev.peristyle.file",
                        "dev.peristyle.jdbc",
                        "dev.peristyle.junit",
                        "dev.peristyle.mapped",
                        "dev.peristyle.npy",
                        "dev.peristyle.profile",
                        "dev.peristyle.record");
    }

    @Test
    void onlyIoSeesTheInsideOfCore() {
        for (Exports inside : module("dev.peristyle.core").exports()) {
            assertThat(inside.source().contains(".internal."))
                    .as(inside.toString())
                    .isEqualTo(inside.isQualified());
            assertThat(inside.targets()).isSubsetOf(Set.of("dev.peristyle.io"));
        }
        assertThat(module("dev.peristyle.io").exports()).noneMatch(Exports::isQualified);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void aModuleRunsThatRequiresNothingElse(int version) throws IOException {
        assertThat(compile(MODULE, PROGRAM)).isEmpty();
        JavaFork.Outcome outcome = JavaFork.runModule(
                version, List.of(), modulePath() + File.pathSeparator + classes(), "user/user.Program");
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output().lines())
                .containsExactly(
                        "Total[name=a, total=41]", "Total[name=b, total=2]", "the service that spills was found");
        assertThat(outcome.errorsBeyondUnsafeWarning()).isEmpty();
    }

    @Test
    void whatIsInternalDoesNotCompile() throws IOException {
        for (String type : List.of(
                "dev.peristyle.internal.expression.Binder",
                "dev.peristyle.internal.vector.VectorSwitch",
                "dev.peristyle.internal.csv.ReadSettings")) {
            assertThat(compile(MODULE, "package user; class Program { " + type + " inside; }"))
                    .contains("package " + type.substring(0, type.lastIndexOf('.')) + " is not visible");
        }
    }

    private static List<String> unqualified(ModuleDescriptor module) {
        return module.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(Exports::source)
                .toList();
    }

    private static ModuleDescriptor module(String name) {
        return ModuleFinder.of(place(Pipeline.class), place(Csv.class))
                .find(name)
                .orElseThrow()
                .descriptor();
    }

    /** Where the classes of a module are: a directory or, once it is packaged, a jar. */
    private static Path place(Class<?> member) {
        try {
            return Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The two modules and the libraries that users get with them. */
    private static String modulePath() {
        Stream<String> libraries = Stream.of(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(
                        entry -> Path.of(entry)
                                .getFileName()
                                .toString()
                                .matches(
                                        "(agrona|arrow-format|flatbuffers-java|chronicle-bytes|chronicle-core|posix|slf4j-api)-.*\\.jar"));
        return Stream.concat(Stream.of(place(Pipeline.class), place(Csv.class)).map(Path::toString), libraries)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path classes() {
        return directory.resolve("classes");
    }

    /** Compiles a module; says what the compiler complains about. */
    private String compile(String module, String program) throws IOException {
        Path source = Files.createDirectories(directory.resolve("source/user"));
        List<Path> files = new ArrayList<>();
        files.add(Files.writeString(source.resolveSibling("module-info.java"), module));
        files.add(Files.writeString(source.resolve("Program.java"), program));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-p",
                    modulePath(),
                    "-d",
                    classes().toString());
            compiler.getTask(complaints, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
        }
        return complaints.toString();
    }
}
