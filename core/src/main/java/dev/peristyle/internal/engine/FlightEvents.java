package dev.peristyle.internal.engine;

import dev.peristyle.execution.OperatorReport;
import dev.peristyle.execution.RunReport;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The events of a run and of its operators, committed when it has ended. */
final class FlightEvents {

    private FlightEvents() {}

    static void record(RunReport report) {
        RunEvent run = new RunEvent();
        if (run.shouldCommit()) {
            run.completed = report.completed();
            run.threads = report.threads();
            run.elapsed = report.elapsed().toNanos();
            run.busy = report.busy().toNanos();
            run.rowsRead = report.rowsRead();
            run.bytesRead = report.bytesRead();
            run.peakMemory = report.peakMemory();
            run.spilled = report.spilledBytes();
            run.commit();
        }
        for (OperatorReport operator : report.operators()) {
            record(operator);
        }
    }

    private static void record(OperatorReport report) {
        OperatorEvent operator = new OperatorEvent();
        if (operator.shouldCommit()) {
            operator.number = report.number();
            operator.name = report.name();
            operator.text = report.text();
            operator.rowsIn = report.rowsIn();
            operator.rowsOut = report.rowsOut();
            operator.bytes = report.bytes();
            operator.time = report.time().toNanos();
            operator.peakMemory = report.peakMemory();
            operator.spilled = report.spilledBytes();
            operator.spilledPages = report.spilledPages();
            operator.spillTime = report.spillTime().toNanos();
            operator.commit();
        }
    }

    @Name("dev.peristyle.Run")
    @Label("Pipeline Run")
    @Category("Peristyle")
    @Description("A run of a pipeline has ended")
    @StackTrace(false)
    // the flight recorder reads the fields
    @SuppressWarnings("UnusedVariable")
    private static final class RunEvent extends Event {
        @Label("Completed")
        boolean completed;

        @Label("Threads")
        int threads;

        @Label("Elapsed")
        @Timespan(Timespan.NANOSECONDS)
        long elapsed;

        @Label("Busy")
        @Timespan(Timespan.NANOSECONDS)
        long busy;

        @Label("Rows Read")
        long rowsRead;

        @Label("Bytes Read")
        @DataAmount
        long bytesRead;

        @Label("Peak Memory")
        @DataAmount
        long peakMemory;

        @Label("Spilled")
        @DataAmount
        long spilled;
    }

    @Name("dev.peristyle.Operator")
    @Label("Pipeline Operator")
    @Category("Peristyle")
    @Description("What one step of a run has done")
    @StackTrace(false)
    // the flight recorder reads the fields
    @SuppressWarnings("UnusedVariable")
    private static final class OperatorEvent extends Event {
        @Label("Number")
        int number;

        @Label("Name")
        String name;

        @Label("Text")
        String text;

        @Label("Rows In")
        long rowsIn;

        @Label("Rows Out")
        long rowsOut;

        @Label("Bytes")
        @DataAmount
        long bytes;

        @Label("Time")
        @Timespan(Timespan.NANOSECONDS)
        long time;

        @Label("Peak Memory")
        @DataAmount
        long peakMemory;

        @Label("Spilled")
        @DataAmount
        long spilled;

        @Label("Spilled Pages")
        long spilledPages;

        @Label("Time of Spilling")
        @Timespan(Timespan.NANOSECONDS)
        long spillTime;
    }
}
