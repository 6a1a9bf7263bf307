package dev.peristyle.internal.jdk;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds what other modules do for this one, which says in its {@code module-info} that it uses it.
 *
 * @param <T> the service
 */
public final class Services<T> {

    private final Class<T> type;
    private final T besideCore;

    /**
     * Looks for a service with the loader of core, once: it costs as much as to read a megabyte.
     *
     * @param type the service
     */
    public Services(Class<T> type) {
        this.type = type;
        this.besideCore =
                ServiceLoader.load(type, type.getClassLoader()).findFirst().orElse(null);
    }

    /**
     * Finds the service: with the loader of the thread, where a container keeps what uses core, and where that sees none, with the
     * loader of core. What the thread's has for another copy of this library is none.
     *
     * @return the first that is found, or null
     */
    public T find() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        if (ofThread != type.getClassLoader()) {
            try {
                T found = ServiceLoader.load(type, ofThread).findFirst().orElse(null);
                if (found != null) {
                    return found;
                }
            } catch (ServiceConfigurationError ofAnotherCopy) {
                return besideCore;
            }
        }
        return besideCore;
    }
}
