package dev.peristyle.internal.engine;

import java.util.List;

/** Closes several things, all of them also when one fails. */
final class Closing {

    private Closing() {}

    /**
     * Closes in reverse order.
     *
     * @param resources what to close; null entries are passed over
     * @throws RuntimeException the first failure, with the later ones suppressed
     */
    static void all(List<? extends AutoCloseable> resources) {
        RuntimeException first = null;
        for (int position = resources.size() - 1; position >= 0; position--) {
            AutoCloseable resource = resources.get(position);
            if (resource == null) {
                continue;
            }
            try {
                resource.close();
            } catch (RuntimeException failure) {
                first = join(first, failure);
            } catch (Exception failure) {
                first = join(first, new IllegalStateException("could not close " + resource, failure));
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Closes after a failure, which stays the one that is thrown. */
    static void after(Throwable failure, List<? extends AutoCloseable> resources) {
        try {
            all(resources);
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    private static RuntimeException join(RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
