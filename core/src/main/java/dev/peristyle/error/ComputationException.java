package dev.peristyle.error;

/**
 * An expression or aggregate has no exact result for some row; the message names operation and values, and where the input knows
 * it the place of the row.
 */
public class ComputationException extends PeristyleException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do
     */
    public ComputationException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do
     * @param cause what was caught
     */
    public ComputationException(String message, Throwable cause) {
        super(message, cause);
    }
}
