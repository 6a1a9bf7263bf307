package dev.peristyle.internal.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.peristyle.architecture.ArchitectureRules;
import dev.peristyle.internal.expression.ScalarFunction;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A function that is written and not listed would be missing from the tests that take all of them. */
class FunctionsTest {

    /** Those that hold what a user passed, and those into which the library itself turns others. */
    private static final Set<Class<?>> OF_NO_NAME =
            Set.of(MapFunction.class, MapText.class, MapRow.class, Memoized.class, Always.class, Factor.class);

    @Test
    void listsEveryFunctionOfItsPackage() throws ReflectiveOperationException {
        List<ScalarFunction> written = new ArrayList<>();
        for (Class<?> type : classes()) {
            List<ScalarFunction> constants = constants(type);
            assertThat(constants).as("constants of %s", type).isNotEmpty();
            written.addAll(constants);
        }
        assertThat(Functions.all()).containsExactlyInAnyOrderElementsOf(written);
    }

    private static List<Class<?>> classes() {
        List<Class<?>> classes = new ArrayList<>();
        for (JavaClass type : ArchitectureRules.moduleOf(Functions.class)) {
            if (type.getPackageName().equals(Functions.class.getPackageName())
                    && type.isAssignableTo(ScalarFunction.class)
                    && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                    && !OF_NO_NAME.contains(type.reflect())) {
                classes.add(type.reflect());
            }
        }
        return classes;
    }

    private static List<ScalarFunction> constants(Class<?> type) throws ReflectiveOperationException {
        List<ScalarFunction> constants = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && ScalarFunction.class.isAssignableFrom(field.getType())) {
                field.setAccessible(true);
                constants.add((ScalarFunction) field.get(null));
            }
        }
        return constants;
    }
}
