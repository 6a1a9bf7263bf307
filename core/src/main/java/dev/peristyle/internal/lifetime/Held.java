package dev.peristyle.internal.lifetime;

import java.lang.ref.Reference;

/**
 * Passes on what was read through raw addresses, and keeps the holder of the memory reachable until then: it is an argument that is evaluated
 * before the read and used after it. Costs nothing once it is compiled.
 *
 * <p>Without it the read may be the last use of the holder: what gives abandoned memory back could then run before it.
 */
@SuppressWarnings("ReachabilityFenceUsage") // what it guards has been read when it is called
public final class Held {

    private Held() {}

    /**
     * Passes a boolean on.
     *
     * @param holder of the memory
     */
    public static boolean by(Object holder, boolean read) {
        Reference.reachabilityFence(holder);
        return read;
    }

    /**
     * Passes an int on.
     *
     * @param holder of the memory
     */
    public static int by(Object holder, int read) {
        Reference.reachabilityFence(holder);
        return read;
    }

    /**
     * Passes a long on.
     *
     * @param holder of the memory
     */
    public static long by(Object holder, long read) {
        Reference.reachabilityFence(holder);
        return read;
    }

    /**
     * Passes a float on.
     *
     * @param holder of the memory
     */
    public static float by(Object holder, float read) {
        Reference.reachabilityFence(holder);
        return read;
    }

    /**
     * Passes a double on.
     *
     * @param holder of the memory
     */
    public static double by(Object holder, double read) {
        Reference.reachabilityFence(holder);
        return read;
    }

    /**
     * Passes an object on.
     *
     * @param holder of the memory
     * @param <T> its class
     */
    public static <T> T by(Object holder, T read) {
        Reference.reachabilityFence(holder);
        return read;
    }
}
