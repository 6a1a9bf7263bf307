package dev.peristyle.error;

/** The run was cancelled through its cancellation token. */
public final class CancelledException extends PeristyleException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do
     */
    public CancelledException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do
     * @param cause what was caught
     */
    public CancelledException(String message, Throwable cause) {
        super(message, cause);
    }
}
