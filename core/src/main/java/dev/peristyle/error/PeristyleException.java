package dev.peristyle.error;

import dev.peristyle.internal.check.ShownText;

/**
 * The common parent of what Peristyle throws while a pipeline runs; see the package page. Control characters and marks of direction in
 * a message are shown as in a Java literal, wherever they come from.
 */
public abstract class PeristyleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened and what to do
     */
    protected PeristyleException(String message) {
        super(ShownText.lines(message));
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what happened and what to do
     * @param cause what was caught
     */
    protected PeristyleException(String message, Throwable cause) {
        super(ShownText.lines(message), cause);
    }
}
