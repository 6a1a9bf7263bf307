package dev.peristyle.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line of another JVM like this one, and how a process is run to its end. */
final class JavaCommand {

    private JavaCommand() {}

    /** Starts a class of this class path, without flags but for a small heap. */
    static List<String> of(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx64m");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** What a process that has ended has left. */
    record Ended(int exitCode, String output) {}

    /**
     * Runs a process to its end, at most some minutes: its output goes to a file, because to read it from the process waits without end for
     * one that hangs.
     *
     * @param directory for that file
     */
    static Ended run(List<String> command, Path directory) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!process.waitFor(5, TimeUnit.MINUTES)) {
                    throw new AssertionError(command + " has not ended, but written: " + Files.readString(output));
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
