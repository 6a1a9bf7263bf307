package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.FunctionReference;
import org.junit.jupiter.api.Test;

class FunctionsTest {

    @Test
    void eachFunctionHasALine() {
        CommandRun run = CommandRun.of("functions");

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output().lines()).hasSameSizeAs(FunctionReference.entries());
        assertThat(run.output())
                .containsPattern("(?m)^text +x\\.text\\(\\)\\.padLeft\\(length, fill\\) +text +string +Filled up");
    }

    @Test
    void aWordChoosesLines() {
        CommandRun run = CommandRun.of("functions", "SHA-256");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output().lines()).hasSize(1);
        CommandRun none = CommandRun.of("functions", "no such word");
        assertThat(none.exitCode()).isOne();
        assertThat(none.errors()).contains("there is no function with 'no such word'");
    }

    @Test
    void thePageIsTheOneOfTheLibrary() {
        assertThat(CommandRun.of("functions", "--markdown").output()).isEqualTo(FunctionReference.markdown());
    }
}
