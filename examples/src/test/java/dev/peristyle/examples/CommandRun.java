package dev.peristyle.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A command that was run in this JVM: its exit code and what it printed. */
record CommandRun(int exitCode, String output, String errors) {

    /** Runs a command while it alone owns the standard streams. */
    static synchronized CommandRun of(String... arguments) {
        PrintStream output = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream outputBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errorBytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(outputBytes, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errorBytes, true, StandardCharsets.UTF_8));
            int exitCode = Main.run(arguments);
            return new CommandRun(
                    exitCode,
                    outputBytes.toString(StandardCharsets.UTF_8),
                    errorBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(output);
            System.setErr(errors);
        }
    }
}
