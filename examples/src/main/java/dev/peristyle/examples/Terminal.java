package dev.peristyle.examples;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a person is watching. */
final class Terminal {

    private Terminal() {}

    /**
     * What may be shown on a terminal: characters that would move its cursor, change its colours or turn the direction of
     * the text are shown as their numbers, line feeds and tabs as they are.
     */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            int type = Character.getType(character);
            boolean hidden = (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE)
                    && character != '\n'
                    && character != '\r'
                    && character != '\t';
            if (hidden) {
                shown.append(String.format("\\u%04X", character));
            } else {
                shown.appendCodePoint(character);
            }
        });
        return shown.toString();
    }

    /**
     * Says whether both standard output and standard error go to a terminal, so that a moving bar is seen and spoils nothing.
     *
     * <p>{@link System#console()} cannot tell: it looks at standard input and output, and from Java 22 on it answers even
     * without a terminal. Where the operating system shows what a descriptor is, that decides.
     */
    static boolean isInteractive() {
        Path descriptors = Path.of("/proc/self/fd");
        return Files.isDirectory(descriptors)
                ? isTerminal(descriptors.resolve("1")) && isTerminal(descriptors.resolve("2"))
                : consoleIsTerminal(System.console());
    }

    private static boolean isTerminal(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException closed) {
            return false;
        }
    }

    /** {@code Console.isTerminal()} came with Java 22; before it, there being a console meant that it is a terminal. */
    private static boolean consoleIsTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}
