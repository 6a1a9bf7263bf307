package dev.peristyle.internal.chronicle;

import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.core.shutdown.PriorityHook;

/**
 * Chronicle gives resources back on a thread of its own and registers a shutdown hook for what is left then. Both stay for ever
 * and keep the class loader alive, so that an application that is deployed again and again would never be unloaded. Nothing of
 * ours needs them: windows are unmapped by the thread that releases them.
 */
final class DirectRelease {

    private static final String IN_BACKGROUND = "background.releaser";

    private DirectRelease() {}

    /**
     * Makes Chronicle give back at once. Does nothing where the program has set {@code -Dbackground.releaser} itself or has
     * used Chronicle before.
     */
    static void prepare() {
        if (System.getProperty(IN_BACKGROUND) != null) {
            return;
        }
        boolean hooked = PriorityHook.getRegisteredHook() != null;
        System.setProperty(IN_BACKGROUND, "false");
        try {
            // its initialization reads the property
            BackgroundResourceReleaser.isOnBackgroundResourceReleaserThread();
        } finally {
            System.clearProperty(IN_BACKGROUND);
        }
        if (!hooked) {
            PriorityHook.clear();
        }
    }
}
