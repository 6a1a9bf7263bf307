package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RunOptionsTest {

    @ParameterizedTest
    @CsvSource({"4096, 4096", "512k, 524288", "256m, 268435456", "1g, 1073741824", "2GB, 2147483648"})
    void sizesAreReadWithTheirUnit(String text, long bytes) {
        assertThat(new ByteSizeConverter().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5g", "m", "1t", "99999999999999999999"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> new ByteSizeConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage(
                        "'" + text + "' is not a size; write bytes, or a number with k, m or g, such as 256m or 1g");
    }

    @Test
    void wrongUsageExitsWithTwo() {
        assertThat(CommandRun.of().exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("unknown").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("generate").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("generate", "lineitem", "--scale", "NaN", "--out", "x")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThat(CommandRun.of("generate", "measurements", "--rows", "0", "--out", "x")
                        .errors())
                .startsWith("--rows must be 1 or more, not 0");
        assertThat(CommandRun.of("generate", "measurements", "--rows", "1", "--threads", "0", "--out", "x")
                        .errors())
                .startsWith("--threads must be 1 to 1024, not 0");
    }

    @Test
    void helpListsTheCommandsOnStandardOutput() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains("generate");
    }
}
