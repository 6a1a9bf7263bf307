package dev.peristyle.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @Test
    void runsEveryContenderInEveryRound(@TempDir Path directory) throws Exception {
        CompareCommand.run(List.of(
                "--jobs",
                "COUNT",
                "--scalar",
                "--contenders",
                "fastcsv,commons-csv",
                "--rounds",
                "2",
                "--heap",
                "fastcsv=200m",
                "--command",
                "nothing=true {input}",
                "--out",
                directory.toString()));

        assertThat(Files.readString(directory.resolve("report.md")))
                .contains("## COUNT lineitem-0.01.csv, 1 threads", "| fastcsv |", "| commons-csv |", "| nothing |");
        assertThat(Files.readString(directory.resolve("report.svg"))).contains("commons-csv");
        assertThat(Files.readString(directory.resolve("runs.json"))).contains("\"round\" : 1");
    }

    @Test
    void saysWhatAProcessPrintedThatFailed(@TempDir Path directory) {
        assertThatThrownBy(() -> CompareCommand.run(List.of(
                        "--jobs",
                        "COUNT",
                        "--scalar",
                        "--contenders",
                        "fastcsv",
                        "--heap",
                        "fastcsv=1k",
                        "--out",
                        directory.toString())))
                .hasMessageContaining("-Xmx1k")
                .hasMessageContaining("heap");
    }

    @Test
    void refusesUnknownOptions() {
        assertThatThrownBy(() -> CompareOptions.parse(List.of("--colour", "red")))
                .hasMessageContaining("--colour");
        assertThatThrownBy(() -> CompareOptions.parse(List.of("--rounds"))).hasMessageContaining("--rounds");
        assertThatThrownBy(() -> CompareOptions.parse(List.of("--heap", "1g"))).hasMessageContaining("NAME=VALUE");
    }

    @Test
    void readsThePeakOfAProcess() {
        assertThat(ProcessRun.peakKilobytes("VmPeak:\t 9 kB\nVmHWM:\t   123456 kB\n"))
                .isEqualTo(123_456);
    }
}
