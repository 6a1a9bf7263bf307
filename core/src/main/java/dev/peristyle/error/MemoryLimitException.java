package dev.peristyle.error;

/** An allocation would exceed a memory limit; the message says who holds what and which setting to change. */
public final class MemoryLimitException extends PeristyleException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do
     */
    public MemoryLimitException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do
     * @param cause what was caught
     */
    public MemoryLimitException(String message, Throwable cause) {
        super(message, cause);
    }
}
