package dev.peristyle.internal.chronicle;

import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Chronicle logs through SLF4J, which prints a warning where a program has no logger configured. Whoever only reads a
 * file should not see that, so the first initialization of SLF4J happens here, with its own reports turned down.
 */
final class SilentLogging {

    private static final String VERBOSITY = "slf4j.internal.verbosity";

    private SilentLogging() {}

    /** Does nothing where a logger is configured or where the program has set the verbosity itself. */
    static void prepare() {
        if (System.getProperty(VERBOSITY) != null || hasProvider()) {
            return;
        }
        System.setProperty(VERBOSITY, "ERROR");
        try {
            LoggerFactory.getILoggerFactory();
        } finally {
            System.clearProperty(VERBOSITY);
        }
    }

    private static boolean hasProvider() {
        try {
            return ServiceLoader.load(SLF4JServiceProvider.class, LoggerFactory.class.getClassLoader()).stream()
                    .findAny()
                    .isPresent();
        } catch (LinkageError olderThanSlf4jTwo) {
            // A program that brings SLF4J 1.x has its own binding, or its own warning.
            return true;
        }
    }
}
