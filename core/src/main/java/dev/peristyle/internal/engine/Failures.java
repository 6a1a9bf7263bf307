package dev.peristyle.internal.engine;

import dev.peristyle.internal.lifetime.Closing;
import java.util.Arrays;
import java.util.List;

/** How runs end, those that fail included. */
public final class Failures {

    private Failures() {}

    /**
     * Closes a run that has failed and throws what ended it, with whatever goes wrong meanwhile suppressed in it.
     *
     * @param failure what ended it, of any kind
     * @param run the run; may be closed already
     * @return never; to be thrown by the caller, so that the compiler knows
     */
    public static RuntimeException end(Throwable failure, Run run) {
        Throwable cause = Interruption.explain(failure);
        Closing.after(cause, List.of(run));
        return rethrow(cause);
    }

    /**
     * Says what a failure is: that of a file which the system has closed for an interrupt is the interrupt.
     *
     * @param failure of any kind
     * @return the failure, or what it comes from
     */
    public static Throwable explain(Throwable failure) {
        return Interruption.explain(failure);
    }

    /**
     * Throws what has failed.
     *
     * @param failure of any kind
     * @return never; to be thrown by the caller, so that the compiler knows
     */
    public static RuntimeException rethrow(Throwable failure) {
        Closing.rethrow(explain(failure));
        throw new AssertionError("nothing has failed");
    }

    /**
     * Closes all of some things, from the last to the first, even when one fails.
     *
     * @param resources what to close; null entries are passed over
     */
    public static void close(AutoCloseable... resources) {
        Closing.all(Arrays.asList(resources));
    }
}
