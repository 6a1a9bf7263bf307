package dev.peristyle.error;

/** The data contradicts its schema or its format. The message holds all the parts below and says what to do. */
public final class MalformedDataException extends PeristyleException {

    private static final long serialVersionUID = 1L;

    /** As the user gave it. */
    private final String file;

    /** 1-based, or -1 if not known. */
    private final long line;

    /** 0-based, in the file. */
    private final long byteOffset;

    /** Null when a whole record is malformed. */
    private final String column;

    /**
     * Creates the exception.
     *
     * @param message the whole message, with every part that is known
     * @param file the file's name as the user gave it
     * @param line 1-based physical line on which the record starts, or -1 if not known
     * @param byteOffset 0-based offset in the file at which the offending field or record starts
     * @param column the column's name, or null when a whole record is malformed
     */
    public MalformedDataException(String message, String file, long line, long byteOffset, String column) {
        super(message);
        this.file = file;
        this.line = line;
        this.byteOffset = byteOffset;
        this.column = column;
    }

    /**
     * Returns the file.
     *
     * @return the name as the user gave it
     */
    public String file() {
        return file;
    }

    /**
     * Returns the physical line on which the record starts.
     *
     * @return 1-based line number, -1 if not known
     */
    public long line() {
        return line;
    }

    /**
     * Returns where the offending field or record starts.
     *
     * @return 0-based byte offset in the file
     */
    public long byteOffset() {
        return byteOffset;
    }

    /**
     * Returns the column.
     *
     * @return its name, or null when a whole record is malformed
     */
    public String column() {
        return column;
    }
}
