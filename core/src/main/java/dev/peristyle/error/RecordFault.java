package dev.peristyle.error;

/** What can be wrong with one record of a text file. */
public enum RecordFault {
    /** It has fewer fields than there are columns. */
    TOO_FEW_FIELDS("too few fields"),

    /** It has more fields than there are columns. */
    TOO_MANY_FIELDS("too many fields"),

    /** A field does not have the type of its column. */
    NOT_CONVERTIBLE("not convertible"),

    /** Text follows a closing quote, or a quote is not closed. */
    MALFORMED_QUOTES("malformed quotes"),

    /** It has bytes that are no text in the encoding of the file. */
    INVALID_ENCODING("invalid encoding"),

    /** It is longer than a record may be. */
    TOO_LONG("too long");

    private final String text;

    RecordFault(String text) {
        this.text = text;
    }

    /**
     * As reports and files of rejected records have it.
     *
     * @return a few words, such as {@code too few fields}
     */
    @Override
    public String toString() {
        return text;
    }
}
