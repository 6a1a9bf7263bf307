package dev.peristyle.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Start-up in JVMs of their own, on the oldest and the newest JDK that Peristyle supports. */
class PlatformForkTest {

    private static final String FLAG = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";
    private static final String OPENS_FLAG = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";
    private static final String NEVER = "-Dperistyle.openModules=never";

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void runsWithoutOneFlag(int version) {
        JavaFork.Outcome outcome = JavaFork.run(version, List.of(), PlatformProgram.class);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).isEqualToIgnoringNewLines("42");
        if (version == 17) {
            assertThat(outcome.errors()).isEmpty();
        } else {
            assertThat(outcome.errorsBeyondUnsafeWarning()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void touchesNothingWhenTheFlagIsGiven(int version) {
        for (String flag : List.of(FLAG, OPENS_FLAG)) {
            JavaFork.Outcome outcome =
                    JavaFork.run(version, List.of(flag, NEVER, "-Xlog:class+load=info"), PlatformProgram.class);
            assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
            assertThat(outcome.errors()).isEmpty();
            assertThat(outcome.output().lines())
                    .contains("42")
                    .noneMatch(line -> line.contains("sun.misc.Unsafe ") || line.contains("TrustedLookup"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void listsTheFlagsWhenOpeningIsForbidden(int version) {
        JavaFork.Outcome outcome = JavaFork.run(version, List.of(NEVER), PlatformProgram.class);
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.errors())
                .contains(
                        "-Dperistyle.openModules=never forbids",
                        "java " + FLAG + " -jar",
                        "JAVA_TOOL_OPTIONS=\"" + FLAG + "\"",
                        "<argLine> of maven-surefire-plugin: " + FLAG,
                        "Add-Exports: java.base/jdk.internal.misc");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void rejectsAnUnknownSetting(int version) {
        JavaFork.Outcome outcome =
                JavaFork.run(version, List.of("-Dperistyle.openModules=maybe"), PlatformProgram.class);
        assertThat(outcome.errors()).contains("-Dperistyle.openModules=maybe: expected auto or never");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void namesTheModuleThatASmallRuntimeLacks(int version) {
        JavaFork.Outcome outcome = JavaFork.run(version, List.of("--limit-modules=java.base"), PlatformProgram.class);
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.errors())
                .contains(
                        "Peristyle needs the module jdk.unsupported, and this Java runtime does not have it",
                        "jlink --add-modules java.base,jdk.unsupported");
    }
}
