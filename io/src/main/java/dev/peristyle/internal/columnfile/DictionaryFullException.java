package dev.peristyle.internal.columnfile;

/** A column has more different texts than its dictionary may have. */
final class DictionaryFullException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String column;

    DictionaryFullException(String column, String message) {
        super(message);
        this.column = column;
    }

    String column() {
        return column;
    }
}
