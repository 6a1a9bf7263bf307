package dev.peristyle.internal.lifetime;

import java.util.List;

/** Closes several things, all of them even if one fails, whatever it throws. */
public final class Closing {

    private Closing() {}

    /**
     * Closes in reverse order. Throws the first failure as it is, with the later ones suppressed.
     *
     * @param resources what to close; null entries are passed over
     */
    public static void all(List<? extends AutoCloseable> resources) {
        Throwable first = null;
        for (int position = resources.size() - 1; position >= 0; position--) {
            AutoCloseable resource = resources.get(position);
            if (resource == null) {
                continue;
            }
            try {
                resource.close();
            } catch (Throwable failure) {
                first = join(first, failure);
            }
        }
        rethrow(first);
    }

    /** Closes after a failure, which stays the one that is thrown. */
    public static void after(Throwable failure, List<? extends AutoCloseable> resources) {
        try {
            all(resources);
        } catch (Throwable second) {
            join(failure, second);
        }
    }

    /** The first of two failures, with the other one suppressed in it. */
    public static Throwable join(Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        // the same one can come out of several places, and cannot be suppressed in itself
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    /** Throws a failure as it is, also a checked exception that code in another language has let escape. */
    public static void rethrow(Throwable failure) {
        if (failure != null) {
            throw Closing.<RuntimeException>unchecked(failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
