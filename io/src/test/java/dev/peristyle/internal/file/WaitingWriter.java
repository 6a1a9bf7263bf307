package dev.peristyle.internal.file;

import java.io.IOException;
import java.nio.file.Path;

/** Begins an output, says {@code open} and waits to be killed. */
final class WaitingWriter {

    private WaitingWriter() {}

    public static void main(String[] arguments) throws IOException {
        try (OutputFile output = OutputFile.create(Path.of(arguments[0]))) {
            System.out.println("open");
            if (System.in.read() < 0) {
                output.commit();
            }
        }
    }
}
