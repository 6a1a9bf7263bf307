package dev.peristyle.spi;

import java.util.Objects;

/**
 * Says how much memory a process can have, where nobody has set a limit. Found with {@link java.util.ServiceLoader};
 * {@code peristyle-io} has one that reads what the system tells of control groups. Thread-safe.
 */
public interface SystemMemory {

    /**
     * What a process can have.
     *
     * @param bytes heap and all else together
     * @param origin what says so, such as {@code "the container (/sys/fs/cgroup/memory.max)"}
     */
    record Found(long bytes, String origin) {

        /**
         * What a process can have.
         *
         * @param bytes heap and all else together
         * @param origin what says so
         */
        public Found {
            Objects.requireNonNull(origin, "origin");
        }
    }

    /**
     * What a process has resident: what the system counts as its memory.
     *
     * @param bytes all of it, -1 if it is not known
     * @param mappedBytes of these, the ones that are pages of files: code, libraries, archives of classes, mapped windows
     */
    record Resident(long bytes, long mappedBytes) {

        /** What is said of a system that does not tell. */
        public static final Resident UNKNOWN = new Resident(-1, 0);
    }

    /**
     * Says what this process has resident now. It is asked many times a second while a run is profiled.
     *
     * @return bytes; {@link Resident#UNKNOWN} unless an implementation knows better
     */
    default Resident resident() {
        return Resident.UNKNOWN;
    }

    /**
     * Looks.
     *
     * @return the smallest of the limits that hold, or null if none is known
     */
    Found find();
}
