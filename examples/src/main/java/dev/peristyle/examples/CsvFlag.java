package dev.peristyle.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which flag of a command does what an option of the library does: a line for each method of its builder. */
final class CsvFlag {
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)+'");
    private static final Pattern CODE = Pattern.compile("DataType\\.(\\w+(\\([^()]*\\))?)");
    private static final Pattern RESOLUTION = Pattern.compile("Resolution\\.(\\w+)");
    private static final Pattern UNICODE = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");

    private CsvFlag() {}

    /**
     * The flag for a call of the builder.
     *
     * @param arguments as they are written in Java; {@code ...} stands for those that the user knows
     * @return null if there is none
     */
    static String of(String option, List<String> arguments) {
        String first = arguments.isEmpty() || arguments.get(0).equals("...") ? null : arguments.get(0);
        return switch (option) {
            case "noQuote" -> "--no-quote";
            case "noHeader" -> "--no-header";
            case "renameColumns" -> "--rename-columns";
            case "anyLineEnd" -> "--in-line-end any";
            case "trim", "inferDecimals", "inferNarrowIntegers" -> nameOf(option);
            case "percentNumbers", "accountingNegatives" -> "--" + dashed(option);
            case "currencySigns" -> repeated("--currency-sign", arguments);
            case "trueTokens" -> repeated("--true-token", arguments);
            case "falseTokens" -> repeated("--false-token", arguments);
            case "zone" -> first == null || text(first) == null ? "--zone ZONE" : "--zone " + shell(text(first));
            case "skipLines", "skipRows", "headerRows", "sampleSize" -> nameOf(option) + " " + numberOr(first, "N");
            case "maximumRecordSize", "windowSize" -> nameOf(option) + " " + numberOr(first, "SIZE");
            case "chunkSize" -> nameOf(option) + " " + numberOr(first, "ROWS");
            case "delimiter", "quote", "escape", "comment", "decimalSeparator", "groupingSeparator" ->
                withCharacter(nameOf(option), first);
            case "dateFormat", "timeFormat", "timestampFormat" -> withText(nameOf(option), first, "PATTERN");
            case "fileNameColumn" -> withText(nameOf(option), first, "NAME");
            case "format" -> forColumn("--in-format", arguments, "COLUMN=PATTERN");
            case "columnNullTokens" -> forColumn("--column-null-token", arguments, "COLUMN=TEXT");
            case "nullTokens" -> repeated("--null-token", arguments);
            case "names" -> first == null ? "--names" : joined("--names", arguments);
            case "schema" -> first == null ? "--schema COLUMN=TYPE,..." : null;
            case "type" -> first == null ? "--type COLUMN=TYPE" : type(arguments);
            case "lineEnd" -> first == null ? nameOf(option) : lineEnd(text(first));
            case "charset" -> "--charset " + (first == null ? "NAME" : charset(first));
            case "invalidBytes" -> first == null ? null : "--invalid-bytes " + word(first);
            case "badRows" -> badRows(first);
            default -> null;
        };
    }

    /** The flag of an option without what it is set to; null if it is none, or its name is a word of sentences too. */
    static String nameOf(String option) {
        return switch (option) {
            case "delimiter", "quote", "escape", "comment", "trim" -> "--" + option;
            case "maximumRecordSize" -> "--max-record-size";
            case "sampleSize" -> "--sample-rows";
            case "chunkSize" -> "--chunk-rows";
            case "lineEnd" -> "--in-line-end";
            case "dateFormat", "timeFormat", "timestampFormat" -> "--in-" + dashed(option);
            case "skipLines",
                    "skipRows",
                    "headerRows",
                    "windowSize",
                    "decimalSeparator",
                    "groupingSeparator",
                    "fileNameColumn",
                    "inferDecimals",
                    "inferNarrowIntegers" -> "--" + dashed(option);
            default -> null;
        };
    }

    private static String dashed(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String numberOr(String argument, String word) {
        return argument != null && argument.matches("\\d+") ? argument : word;
    }

    private static String withCharacter(String flag, String argument) {
        if (argument == null) {
            return flag + " CHARACTER";
        }
        String text = text(argument);
        return text == null ? null : flag + " " + shell(FlagText.of(text));
    }

    private static String withText(String flag, String argument, String word) {
        String text = argument == null ? word : text(argument);
        return text == null || hasControls(text) ? null : flag + " " + (argument == null ? word : shell(text));
    }

    private static String forColumn(String flag, List<String> arguments, String words) {
        if (arguments.size() < 2) {
            return flag + " " + words;
        }
        String column = text(arguments.get(0));
        List<String> flags = new ArrayList<>();
        for (String argument : arguments.subList(1, arguments.size())) {
            String text = text(argument);
            if (column == null || text == null || column.contains("=") || hasControls(column + text)) {
                return null;
            }
            flags.add(flag + " " + shell(column + "=" + text));
        }
        return String.join(" ", flags);
    }

    private static String repeated(String flag, List<String> arguments) {
        List<String> flags = new ArrayList<>();
        for (String argument : arguments) {
            String one = argument.equals("...") ? flag + " TEXT" : withText(flag, argument, "TEXT");
            if (one == null) {
                return null;
            }
            flags.add(one);
        }
        return flags.isEmpty() ? null : String.join(" ", flags);
    }

    private static String joined(String flag, List<String> arguments) {
        List<String> texts = new ArrayList<>();
        for (String argument : arguments) {
            String text = text(argument);
            if (text == null || text.contains(",") || hasControls(text)) {
                return null;
            }
            texts.add(text);
        }
        return flag + " " + shell(String.join(",", texts));
    }

    private static String type(List<String> arguments) {
        String column = text(arguments.get(0));
        Matcher code = CODE.matcher(arguments.get(arguments.size() - 1));
        if (column == null || column.contains("=") || hasControls(column) || !code.find()) {
            return null;
        }
        String name = code.group(1).replace("localTimestamp", "local_timestamp").replace(" ", "");
        String type = RESOLUTION.matcher(name).replaceAll(found -> switch (found.group(1)) {
            case "SECONDS" -> "s";
            case "MILLIS" -> "ms";
            case "MICROS" -> "us";
            default -> "ns";
        });
        try {
            return "--type " + shell(column + "=" + TypeName.of(TypeName.parse(type)));
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static String charset(String argument) {
        String name = text(argument);
        return name != null ? name : argument.replace("StandardCharsets.", "").replace('_', '-');
    }

    private static String badRows(String policy) {
        if (policy == null) {
            return "--on-error skip";
        }
        return switch (policy) {
            case "BadRows.skip()" -> "--on-error skip";
            case "BadRows.fail().padding()" -> "--pad";
            case "BadRows.fail().truncating()" -> "--truncate";
            default -> null;
        };
    }

    private static String lineEnd(String text) {
        return text == null ? null : "--in-line-end " + (text.equals("\r") ? "cr" : text.equals("\n") ? "lf" : "crlf");
    }

    private static String word(String constant) {
        return constant.substring(constant.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** What the first literal of an argument says; null if it has none. */
    private static String text(String argument) {
        Matcher literal = LITERAL.matcher(argument);
        if (!literal.find()) {
            return null;
        }
        String inside = literal.group().substring(1, literal.group().length() - 1);
        String characters = UNICODE.matcher(inside)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
        try {
            return characters.translateEscapes();
        } catch (IllegalArgumentException notJava) {
            return null;
        }
    }

    /** No shell takes them easily. */
    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** As a shell takes it. */
    private static String shell(String text) {
        return text.matches("[\\w.=/,:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
