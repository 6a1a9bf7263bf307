package dev.peristyle.internal.state;

import dev.peristyle.spi.SpillFile;

/** Where an operator of a run may put what has no room in memory; counts what it does. Thread-safe. */
public interface SpillSpace {

    /** None: whoever has no room in memory fails. */
    SpillSpace NONE = new SpillSpace() {
        @Override
        public boolean isAvailable() {
            return false;
        }

        @Override
        public SpillFile create(String owner) {
            throw new IllegalStateException(owner + " has nowhere to spill to");
        }
    };

    /**
     * Says whether there is a service that spills. Loads it when first asked.
     *
     * @return false if whoever has no room in memory has to fail
     */
    boolean isAvailable();

    /**
     * A file without records.
     *
     * @param owner who writes it, for messages
     * @return the file, to be closed by the caller
     */
    SpillFile create(String owner);
}
