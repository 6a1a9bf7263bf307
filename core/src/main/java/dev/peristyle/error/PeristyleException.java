package dev.peristyle.error;

/** The common parent of what Peristyle throws while a pipeline runs; see the package page. */
public abstract class PeristyleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do
     */
    protected PeristyleException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do
     * @param cause what was caught
     */
    protected PeristyleException(String message, Throwable cause) {
        super(message, cause);
    }
}
