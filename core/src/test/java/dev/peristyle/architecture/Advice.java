package dev.peristyle.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The code that messages advise: it is there, and it compiles. */
public final class Advice {

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"");
    private static final Pattern CALL = Pattern.compile("\\b([a-z]\\w+)\\(");

    private Advice() {}

    /**
     * Makes an error and compiles what it advises.
     *
     * @param misuse what fails
     * @param advice a part of the message that is an expression of Java
     * @param scope what the expression needs: parameters of a method
     * @param prefix what the reader adds before it, such as {@code expression} for a call
     * @param directory where the compiler may write
     */
    public static void compiles(ThrowingCallable misuse, String advice, String scope, String prefix, Path directory) {
        assertThat(catchThrowable(misuse)).as("error that advises %s", advice).hasMessageContaining(advice);
        compile(Set.of(prefix + advice), scope, directory);
    }

    /**
     * Compiles code that was advised.
     *
     * @param advised expressions of Java
     * @param scope what they need: parameters of a method
     * @param directory where the compiler may write
     */
    public static void compile(Set<String> advised, String scope, Path directory) {
        StringBuilder source = new StringBuilder("import static dev.peristyle.Aggregates.*;\n"
                + "import static dev.peristyle.Expressions.*;\n"
                + "import static dev.peristyle.SortKey.*;\n"
                + "import dev.peristyle.*;\n"
                + imported("dev.peristyle.csv", "Csv")
                + imported("dev.peristyle.file", "InvalidBytes")
                + "import dev.peristyle.schema.*;\n"
                + "class Advised {\n");
        int number = 0;
        for (String code : advised) {
            source.append("Object advised" + number++ + "(" + scope + ") { return " + code + "; }\n");
        }
        source.append("}\n");
        assertThat(errors(source.toString(), directory))
                .as("compiling %s", source)
                .isEmpty();
    }

    /** The import of a package that only some modules have. */
    private static String imported(String name, String member) {
        try {
            Class.forName(name + "." + member);
            return "import " + name + ".*;\n";
        } catch (ClassNotFoundException absent) {
            return "";
        }
    }

    private static String errors(String source, Path directory) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Advised.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignored) {
                        return source;
                    }
                };
        List<String> options =
                List.of("-proc:none", "-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(errors, null, null, options, null, List.of(file))
                .call();
        return compiled ? "" : "failed: " + errors;
    }

    /**
     * Looks for calls in the texts of a module's source.
     *
     * @param sources the directory of the source
     * @param members any class of each module that a user has
     * @return the calls of methods that no public class has, nor {@link Files} of the JDK
     */
    public static Set<String> unknownCalls(Path sources, Class<?>... members) {
        Set<String> known = new TreeSet<>();
        for (Class<?> member : members) {
            for (JavaClass type : ArchitectureRules.moduleOf(member)) {
                if (!type.getPackageName().contains("internal")) {
                    for (Method method : type.reflect().getDeclaredMethods()) {
                        if (Modifier.isPublic(method.getModifiers())) {
                            known.add(method.getName());
                        }
                    }
                }
            }
        }
        for (Method method : Files.class.getMethods()) {
            known.add(method.getName());
        }
        Set<String> unknown = new TreeSet<>();
        for (String text : texts(sources)) {
            Matcher call = CALL.matcher(text);
            while (call.find()) {
                String name = call.group(1);
                // how the type of bytes of a fixed length is shown
                if (!known.contains(name) && !text.equals("\"binary(\"")) {
                    unknown.add(name + " in " + text);
                }
            }
        }
        return unknown;
    }

    private static List<String> texts(Path sources) {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    Matcher text = TEXT.matcher(line.replace("'\"'", ""));
                    while (!line.strip().startsWith("*") && text.find()) {
                        texts.add(text.group());
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return texts;
    }
}
