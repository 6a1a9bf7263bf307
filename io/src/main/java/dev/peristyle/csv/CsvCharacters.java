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

    static void checkCurrency(String sign) {
        boolean other = sign.chars()
                .anyMatch(c -> Character.isDigit(c)
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || "+-()%".indexOf(c) >= 0);
        if (sign.isEmpty() || other || sign.equalsIgnoreCase("e")) {
            throw new IllegalArgumentException(
                    "currencySigns must be texts without blanks, digits and signs of numbers, but one is "
                            + shown(sign));
        }
    }

    static void checkDelimiter(String delimiter) {
        if (delimiter.isEmpty()
                || delimiter.indexOf('\n') >= 0
                || delimiter.indexOf('\r') >= 0
                || delimiter.indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    "delimiter must be at least one character and hold no line end, but is " + shown(delimiter));
        }
        if (delimiter.length() == 1 && delimiter.charAt(0) < 128) {
            check("delimiter", delimiter.charAt(0));
        }
    }

    static void checkDifferent(String first, int firstCharacter, String second, int secondCharacter) {
        if (firstCharacter == secondCharacter) {
            throw new IllegalArgumentException(
                    first + " and " + second + " must differ, but both are '" + (char) firstCharacter + "'");
        }
    }

    static void checkNotIn(String delimiter, String option, int character) {
        if (character >= 0 && delimiter.indexOf(character) >= 0) {
            throw new IllegalArgumentException(
                    delimiter.length() == 1
                            ? "delimiter and " + option + " must differ, but both are '" + delimiter + "'"
                            : "the delimiter " + shown(delimiter) + " must not hold the " + option + " '"
                                    + (char) character + "'");
        }
    }

    static String shown(String text) {
        return "'"
                + text.replace("\r", "\\r")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                        .replace("\0", "\\0") + "'";
    }
}
