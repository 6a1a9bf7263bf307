package dev.peristyle.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.csv.Csv;
import dev.peristyle.execution.Execution;
import dev.peristyle.spi.SystemMemory.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupMemoryTest {

    @TempDir
    Path root;

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Found found() {
        return new ControlGroupMemory(root).find();
    }

    @Test
    void aSystemThatTellsNothingIsUnknown() throws IOException {
        assertThat(found()).isNull();
        write("proc/meminfo", "MemFree: 12 kB\n");
        write("proc/self/cgroup", "rubbish\n0::/a\n");
        assertThat(found()).isNull();
    }

    @Test
    void withoutGroupsTheMachineCounts() throws IOException {
        write("proc/meminfo", "MemTotal:       16000000 kB\nMemFree:        12 kB\n");
        assertThat(found().bytes()).isEqualTo(16_000_000L << 10);
        assertThat(found().origin()).contains("/proc/meminfo");
    }

    @Test
    void theLeastOfAGroupOfVersion2AndThoseAboveItCounts() throws IOException {
        write("proc/meminfo", "MemTotal: 16000000 kB\n");
        write("proc/self/cgroup", "0::/kube/pod/one\n");
        write("sys/fs/cgroup/kube/pod/one/memory.max", "max\n");
        write("sys/fs/cgroup/kube/pod/memory.max", "1073741824\n");
        write("sys/fs/cgroup/kube/memory.max", "2147483648\n");
        assertThat(found()).isEqualTo(new Found(1L << 30, "the control group (/sys/fs/cgroup/kube/pod/memory.max)"));
        write("sys/fs/cgroup/kube/pod/one/memory.max", "536870912\n");
        assertThat(found().bytes()).isEqualTo(512L << 20);
    }

    @Test
    void aGroupOfVersion1Counts() throws IOException {
        write("proc/meminfo", "MemTotal: 16000000 kB\n");
        write("proc/self/cgroup", "12:cpu,cpuacct:/other\n7:memory:/docker/abc\n0::/\n");
        write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "268435456\n");
        assertThat(found().bytes()).isEqualTo(256L << 20);
    }

    @Test
    void aGroupThatIsSeenAtTheTopOnlyCounts() throws IOException {
        write("proc/meminfo", "MemTotal: 16000000 kB\n");
        write("proc/self/cgroup", "4:memory:/docker/name/of/the/host\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "134217728\n");
        assertThat(found().bytes()).isEqualTo(128L << 20);
        write("proc/self/cgroup", "0::/../../elsewhere\n");
        write("sys/fs/cgroup/memory.max", "100000000\n");
        assertThat(found().bytes()).isEqualTo(100_000_000);
    }

    @Test
    void noLimitOfVersion1AndALimitAboveTheMachineDoNotCount() throws IOException {
        write("proc/meminfo", "MemTotal: 1000 kB\n");
        write("proc/self/cgroup", "4:memory:/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(found().bytes()).isEqualTo(1000 << 10);
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "99999999\n");
        assertThat(found().bytes()).isEqualTo(1000 << 10);
    }

    @Test
    void aFileThatIsNoTextLimitsNothing() throws IOException {
        write("proc/meminfo", "MemTotal: 1000 kB\n");
        Files.createDirectories(root.resolve("proc/self"));
        Files.write(root.resolve("proc/self/cgroup"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThat(found().bytes()).isEqualTo(1000 << 10);
    }

    @Test
    void plansSayWhatWasFoundAndChosen() throws IOException {
        Path file = Files.write(root.resolve("in.csv"), "a\n1\n".getBytes(StandardCharsets.UTF_8));
        String plan = Csv.scan(file).explain();
        assertThat(plan).contains("memory limit " + Execution.defaults().memoryLimit() + " bytes (the default: half");
        String set = Csv.scan(file)
                .using(Execution.builder().memoryLimit(1 << 20).build())
                .explain();
        assertThat(set).contains("memory limit 1048576 bytes").doesNotContain("default");
    }
}
