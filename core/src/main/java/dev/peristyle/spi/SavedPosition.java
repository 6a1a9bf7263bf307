package dev.peristyle.spi;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a scan or an output has said of its position, from which another process goes on.
 *
 * @param state its own bytes
 * @param isComplete whether all was read and written: what it had to give its name to may have that name already
 */
public record SavedPosition(byte[] state, boolean isComplete) {

    /**
     * Copies the bytes.
     *
     * @param state its own bytes
     * @param isComplete whether all was read and written
     */
    public SavedPosition {
        state = Objects.requireNonNull(state, "state").clone();
    }

    /**
     * Returns the bytes.
     *
     * @return a copy
     */
    @Override
    public byte[] state() {
        return state.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SavedPosition that && isComplete == that.isComplete && Arrays.equals(state, that.state);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(state);
    }

    @Override
    public String toString() {
        return state.length + " bytes" + (isComplete ? ", complete" : "");
    }
}
