package dev.peristyle.internal.chronicle;

import dev.peristyle.platform.Platform;
import java.util.List;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.OS;

/**
 * Makes Chronicle Bytes usable without JVM flags and silent without a logger. To be called before any other class of
 * Chronicle is touched; further calls do nothing.
 */
public final class ChronicleStartup {

    /** Reaches {@code FileChannelImpl.map0} and {@code unmap0}, which map windows past 2 GB. */
    private static final List<String> OPENS = List.of("java.base/java.lang.reflect", "java.base/sun.nio.ch");

    /** The cleaner of direct buffers; without it Chronicle logs a warning and leaves them to the garbage collector. */
    private static final List<String> EXPORTS = List.of("java.base/jdk.internal.ref");

    private static boolean done;

    private ChronicleStartup() {}

    /**
     * Opens what Chronicle needs and keeps its logging facade quiet.
     *
     * @throws IllegalAccessError if access is missing and forbidden or impossible to grant; the message lists the flags
     */
    public static synchronized void open() {
        if (done) {
            return;
        }
        Platform.open(OS.class, OPENS, EXPORTS);
        // The same module on a class path, another one where each jar is a module.
        Platform.open(MappedFile.class, OPENS, EXPORTS);
        SilentLogging.prepare();
        DirectRelease.prepare();
        done = true;
    }
}
