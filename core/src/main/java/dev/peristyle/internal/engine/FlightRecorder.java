package dev.peristyle.internal.engine;

import dev.peristyle.execution.RunReport;
import dev.peristyle.internal.jdk.Presence;

/**
 * Tells JDK Flight Recorder of runs. A run-time image can lack {@code jdk.jfr}; the classes of events are then never loaded.
 * Without a recording a run costs the test of a flag: to load one class of events reads the metadata of all events of the
 * JDK, 170 classes and a fifth of a second at the start of a process.
 */
final class FlightRecorder {

    private static final boolean PRESENT = Presence.of("jdk.jfr.Event");

    private FlightRecorder() {}

    static void record(RunReport report) {
        if (PRESENT && jdk.jfr.FlightRecorder.isInitialized()) {
            FlightEvents.record(report);
        }
    }
}
