package dev.peristyle.internal.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.platform.JavaFork;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextExtremeTrialTest {

    @Test
    void theAnswerIsTheSameWhileFormsTakeTurns() throws IOException {
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        JavaFork.Outcome outcome = JavaFork.run(
                Runtime.version().feature(),
                module ? List.of("--add-modules=jdk.incubator.vector") : List.of(),
                TextExtremeTrialProgram.class);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        // which form wins within the time is up to the machine and its load; VectorSwitchTest shows how it is decided
        assertThat(outcome.output().strip())
                .isIn("right in all passes, switched on", module ? "right in all passes, still tried" : "");
    }
}
