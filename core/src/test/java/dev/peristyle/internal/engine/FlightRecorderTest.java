package dev.peristyle.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.Pipeline;
import dev.peristyle.platform.JavaFork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {

    @TempDir
    Path directory;

    @Test
    void aRecordingHasAnEventOfTheRunAndOneOfEachOperator() throws IOException {
        Path file = directory.resolve("run.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            Pipeline.from(new NumberedRows(3, 10, 8)).count();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = events(file);
        assertThat(events)
                .extracting(event -> event.getEventType().getName())
                .containsExactlyInAnyOrder(
                        "dev.peristyle.Run",
                        "dev.peristyle.Operator",
                        "dev.peristyle.Operator",
                        "dev.peristyle.Operator");
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("dev.peristyle.Run"))
                .allMatch(event -> event.getBoolean("completed") && event.getLong("rowsRead") == 30);
    }

    @Test
    void aRecordingOfAWholeProcessHasItsFirstRun() throws IOException {
        Path file = directory.resolve("process.jfr");
        JavaFork.Outcome outcome = JavaFork.run(
                Runtime.version().feature(),
                List.of("-XX:StartFlightRecording:dumponexit=true,settings=none,filename=" + file),
                OneRun.class);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(events(file))
                .extracting(event -> event.getEventType().getName())
                .contains("dev.peristyle.Run", "dev.peristyle.Operator");
    }

    @Test
    void withoutARecordingTheFlightRecorderIsNotLoaded() {
        JavaFork.Outcome outcome =
                JavaFork.run(Runtime.version().feature(), List.of("-Xlog:class+load:stdout"), OneRun.class);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).contains(FlightRecorder.class.getName()).doesNotContain("jdk.jfr.internal");
    }

    private static List<RecordedEvent> events(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.peristyle."))
                .toList();
    }

    /** A process that runs a pipeline once. */
    static final class OneRun {

        private OneRun() {}

        public static void main(String[] arguments) {
            Pipeline.from(new NumberedRows(3, 10, 8)).count();
        }
    }
}
