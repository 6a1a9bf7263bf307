package dev.peristyle.internal.jdk;

/** Which parts of the JDK a runtime has: one made by {@code jlink} can lack modules. */
public final class Presence {

    private Presence() {}

    /**
     * Says whether a class is there and may be used.
     *
     * @param name its full name
     * @return true if so; it is not initialized by that
     */
    public static boolean of(String name) {
        try {
            Class.forName(name, false, Presence.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
