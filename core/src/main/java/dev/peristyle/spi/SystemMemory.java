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
     * Looks.
     *
     * @return the smallest of the limits that hold, or null if none is known
     */
    Found find();
}
