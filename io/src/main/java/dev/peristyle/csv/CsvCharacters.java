package dev.peristyle.csv;

/** Which characters can structure a file. */
final class CsvCharacters {

    private CsvCharacters() {}

    static void check(String option, int character) {
        if (character == '\n' || character == '\r' || character < 1 || character > 127) {
            throw new IllegalArgumentException(option + " must be an ASCII character and no line end, but is "
                    + (character < ' ' ? "character " + character : "'" + (char) character + "'"));
        }
    }

    static void checkNotInNumbers(String option, char character) {
        if (Character.isLetterOrDigit(character) || "+-.".indexOf(character) >= 0) {
            throw new IllegalArgumentException(option
                    + " must not be a character that numbers and dates are written with, but is '" + character + "'");
        }
    }

    static void checkDifferent(int delimiter, int quote) {
        if (delimiter == quote) {
            throw new IllegalArgumentException(
                    "delimiter and quote must differ, but both are '" + (char) delimiter + "'");
        }
    }
}
