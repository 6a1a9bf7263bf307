package dev.peristyle.internal.lifetime;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the code of a user is that called into the library: the innermost frame that is neither of the library nor of the JDK.
 *
 * <p>It is text, because a frame, or an exception that was not asked for its stack, holds the classes of the user.
 */
public final class CallSite {

    /**
     * So many places are taken from an exception, which costs more for each but nothing before the first; to make a walker ready
     * takes 5 ms (JDK 17) to 50 ms (JDK 25), which a short job would notice.
     */
    private static final int TAKEN_FROM_EXCEPTIONS = 200;

    private static final String[] NOT_OF_A_USER = {"dev.peristyle.", "java.", "javax.", "jdk.", "sun."};

    private static final AtomicInteger TAKEN = new AtomicInteger();

    private CallSite() {}

    /**
     * Finds the place that called.
     *
     * @return such as {@code "com.example.Job.main(Job.java:12)"}; empty if all of the stack is of the library or the JDK
     */
    public static String current() {
        if (TAKEN.get() >= TAKEN_FROM_EXCEPTIONS) {
            return Walker.walk();
        }
        TAKEN.incrementAndGet();
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            if (isOfUser(frame.getClassName())) {
                return frame.toString();
            }
        }
        return "";
    }

    /**
     * Finds the place that called where an exception was made.
     *
     * @param made with its stack
     * @param within the name of a package; where all of the stack is of the library or the JDK, its first frame outside of it is taken
     * @return as {@link #current()}
     */
    public static String of(Throwable made, String within) {
        String first = "";
        for (StackTraceElement frame : made.getStackTrace()) {
            if (isOfUser(frame.getClassName())) {
                return frame.toString();
            }
            if (first.isEmpty() && !frame.getClassName().startsWith(within + ".")) {
                first = frame.toString();
            }
        }
        return first;
    }

    private static boolean isOfUser(String className) {
        for (String prefix : NOT_OF_A_USER) {
            if (className.startsWith(prefix)) {
                return false;
            }
        }
        return true;
    }

    /** Apart, so that it is loaded late. */
    private static final class Walker {

        private static final StackWalker WALKER = StackWalker.getInstance();

        static String walk() {
            return WALKER.walk(frames -> frames.filter(frame -> isOfUser(frame.getClassName()))
                    .findFirst()
                    .map(frame -> frame.toStackTraceElement().toString())
                    .orElse(""));
        }
    }
}
