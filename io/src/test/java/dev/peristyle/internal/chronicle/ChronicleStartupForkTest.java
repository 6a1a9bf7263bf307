package dev.peristyle.internal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.peristyle.platform.JavaFork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chronicle's start-up in JVMs of their own: without flags, with all flags, with opening forbidden. */
class ChronicleStartupForkTest {

    private static final List<String> FLAGS = List.of(
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "-Dperistyle.openModules=never");

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void mapsWithoutOneFlagAndPrintsNothing(int version) {
        assertMaps(version, List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void mapsWithTheFlagsAndOpensNothing(int version) {
        assertMaps(version, FLAGS);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void listsAllFlagsWhenOpeningIsForbidden(int version) {
        JavaFork.Outcome outcome =
                JavaFork.run(version, List.of("-Dperistyle.openModules=never"), ChronicleProgram.class);
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.errors())
                .contains("-Dperistyle.openModules=never forbids")
                .contains(FLAGS.subList(1, 4));
    }

    @Test
    void runsWithoutTheUsageReporterOfItsVendor() {
        assertThatThrownBy(() -> Class.forName("net.openhft.chronicle.analytics.Analytics"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static void assertMaps(int version, List<String> flags) {
        JavaFork.Outcome outcome = JavaFork.run(version, flags, ChronicleProgram.class);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output().lines()).containsExactly("mappings left: 0", "12.5,42");
        if (version == 17) {
            assertThat(outcome.errors()).isEmpty();
        } else {
            assertThat(outcome.errorsBeyondUnsafeWarning()).isEmpty();
        }
    }
}
