package dev.peristyle.internal.engine;

import dev.peristyle.internal.jdk.Services;
import dev.peristyle.spi.SpillService;

/** Finds who puts on disk what has no room in memory. Loaded at the first look, so that a run that needs no disk looks for none. */
public final class SpillServices {

    private static final Services<SpillService> SERVICES = new Services<>(SpillService.class);

    private SpillServices() {}

    /** The service; null if there is none, as without {@code peristyle-io}. */
    public static SpillService find() {
        return SERVICES.find();
    }
}
