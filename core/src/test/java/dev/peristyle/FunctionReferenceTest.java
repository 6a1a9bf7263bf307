package dev.peristyle;

import static dev.peristyle.Expressions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.FunctionReference.Entry;
import dev.peristyle.internal.aggregate.AggregateRegistry;
import dev.peristyle.internal.expression.Binder;
import dev.peristyle.schema.AllTypes;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Kind;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference says all that there is, and nothing else; the page is made of it. */
class FunctionReferenceTest {

    private static final Path PAGE = Path.of("../FUNCTIONS.md");

    /** What no function is: where expressions begin, and their names. */
    private static final Set<String> NO_FUNCTIONS = Set.of("col", "lit", "as", "alias");

    private static final Map<String, Predicate<DataType>> DOMAINS = Map.of(
            "number", DataType::isNumeric,
            "integer", type -> type instanceof DataType.Int integer && !integer.equals(DataType.UNSIGNED_LONG),
            "float or double", type -> type instanceof DataType.Floating,
            "text", type -> type.kind() == Kind.STRING,
            "text or binary", type -> type.kind() == Kind.STRING || type.kind() == Kind.BINARY,
            "boolean", type -> type.kind() == Kind.BOOLEAN,
            "any", type -> true,
            "date or timestamp", type -> type.kind() == Kind.DATE || type.kind() == Kind.TIMESTAMP,
            "timestamp or time", type -> type.kind() == Kind.TIMESTAMP || type.kind() == Kind.TIME,
            "number, duration", type -> type.isNumeric() || type.kind() == Kind.DURATION);

    private static final Map<String, DataType> RESULTS = Map.of(
            "int", DataType.INT,
            "long", DataType.LONG,
            "double", DataType.DOUBLE,
            "boolean", DataType.BOOLEAN,
            "string", DataType.STRING,
            "binary", DataType.BINARY,
            "date", DataType.DATE);

    @Test
    void thePageIsMadeOfIt() throws IOException {
        if (Boolean.getBoolean("peristyle.test.writeFunctions")) {
            Files.writeString(PAGE, FunctionReference.markdown(), StandardCharsets.UTF_8);
        }
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8))
                .as("FUNCTIONS.md; -Dtest=FunctionReferenceTest -Dperistyle.test.writeFunctions=true writes it anew")
                .isEqualTo(FunctionReference.markdown());
    }

    @Test
    void hasALineForEachMethod() {
        Set<String> offered = new TreeSet<>();
        offer(offered, Expression.class, "x.");
        offer(offered, MathOperations.class, "x.math().");
        offer(offered, TextOperations.class, "x.text().");
        offer(offered, TimeOperations.class, "x.time().");
        offer(offered, RowOperations.class, "row(x, …).");
        offer(offered, Expressions.class, "");
        offer(offered, Aggregates.class, "");
        assertThat(called()).isEqualTo(offered);
    }

    /** Choices end in {@code otherwise}: how they begin is what they are known by. */
    private static Set<String> called() {
        return FunctionReference.entries().stream()
                .map(entry -> entry.call().startsWith("when(") || entry.call().startsWith("match(")
                        ? entry.call().substring(0, entry.call().indexOf('(') + 1)
                        : entry.call().substring(0, entry.call().lastIndexOf('(') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void offer(Set<String> offered, Class<?> type, String prefix) {
        for (Method method : type.getDeclaredMethods()) {
            boolean isFunction = method.getReturnType() == Expression.class
                    || method.getReturnType() == Aggregate.class
                    || method.getReturnType() == When.class
                    || method.getReturnType() == Match.class;
            if (Modifier.isPublic(method.getModifiers()) && isFunction && !NO_FUNCTIONS.contains(method.getName())) {
                offered.add(prefix + method.getName() + "(");
            }
        }
    }

    @Test
    void hasALineForEachAggregate() {
        Set<String> aggregates = FunctionReference.entries().stream()
                .filter(entry -> entry.group().equals("aggregate"))
                .map(entry -> entry.call().substring(0, entry.call().indexOf('(')))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> registered = AggregateRegistry.names().stream()
                .map(name -> name.contains("(") ? name.substring(0, name.indexOf('(')) : name)
                .collect(Collectors.toCollection(TreeSet::new));
        registered.add("own");
        assertThat(aggregates).isEqualTo(registered);
    }

    @Test
    void namesTheTypesOfFunctionsOfOneArgument() throws ReflectiveOperationException {
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (Entry entry : FunctionReference.entries()) {
            if (entry.call().startsWith("x.") && entry.call().endsWith("()")) {
                checked++;
                assertThat(DOMAINS).as("%s", entry).containsKey(entry.takes());
                for (DataType type : AllTypes.LIST) {
                    DataType actual = bound(entry, type);
                    boolean isWanted = DOMAINS.get(entry.takes()).test(type);
                    DataType result = RESULTS.get(entry.gives());
                    if (actual != null != isWanted || isWanted && result != null && !result.equals(actual)) {
                        wrong.add(entry.call() + " of " + type + " is " + actual);
                    }
                }
            }
        }
        assertThat(checked).isGreaterThan(45);
        assertThat(wrong).isEmpty();
    }

    /** The type of a call; null if it is refused. */
    private static DataType bound(Entry entry, DataType type) throws ReflectiveOperationException {
        Object target = col("x");
        for (String name : Arrays.asList(entry.call().split("\\(\\)\\.?|x\\."))) {
            if (!name.isEmpty()) {
                target = target.getClass().getMethod(name).invoke(target);
            }
        }
        try {
            Schema schema = Schema.builder().add("x", type).build();
            return Binder.bind(((Expression) target).node(), schema).type();
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }
}
