package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.peristyle.Aggregate;
import dev.peristyle.Aggregates;
import dev.peristyle.architecture.ArchitectureRules;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An aggregate that is written and not listed could not be found by those who use it. */
class AggregateRegistryTest {

    @Test
    void knowsEveryClassOfAggregates() {
        Set<Class<?>> written = ArchitectureRules.moduleOf(AggregateFunction.class).stream()
                .filter(type -> type.isAssignableTo(AggregateFunction.class) && !type.isInterface())
                .map(JavaClass::reflect)
                // has the name that a user gives it
                .filter(type -> type != OwnAggregate.class)
                .collect(Collectors.toSet());
        Set<Class<?>> listed = AggregateRegistry.names().stream()
                .map(name -> AggregateRegistry.named(name).getClass())
                .collect(Collectors.toSet());
        assertThat(listed).isEqualTo(written);
    }

    @Test
    void knowsWhatUsersCanAskFor() {
        Set<String> offered = new TreeSet<>();
        for (Method method : Aggregates.class.getMethods()) {
            if (method.getReturnType() == Aggregate.class) {
                offered.add(method.getName());
            }
        }
        offered.remove("own");
        assertThat(AggregateRegistry.names().stream().map(name -> name.replaceAll("[(].*", "")))
                .containsExactlyInAnyOrderElementsOf(offered);
    }

    @Test
    void findsEachUnderItsOwnName() {
        assertThat(AggregateRegistry.names())
                .doesNotHaveDuplicates()
                .allSatisfy(
                        name -> assertThat(AggregateRegistry.named(name).name()).isEqualTo(name));
    }

    @Test
    void refusesUnknownNames() {
        assertThatThrownBy(() -> AggregateRegistry.named("most"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'most'")
                .hasMessageContaining("countDistinct");
    }
}
