package dev.peristyle.error;

/** The operating system refused an operation on a file, or a database a statement; the message names it. */
public final class DataAccessException extends PeristyleException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do
     */
    public DataAccessException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do
     * @param cause what was caught
     */
    public DataAccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
