package dev.peristyle.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says the options that an error advises as flags: the library names them as Java code. What no flag does stays as it is.
 */
final class CsvFlagAdvice {
    private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)+'";
    private static final String CALL =
            "\\.?\\b([a-z]\\w+)\\(((?:" + TEXT + "|\\((?:" + TEXT + "|[^()])*\\)|[^()\"'])*)\\)";
    private static final Pattern ONE = Pattern.compile(CALL);
    private static final Pattern CHAIN =
            Pattern.compile("CsvOptions\\.builder\\(\\)((?:" + CALL.replace("\\.?\\b", "\\.") + ")+)");
    private static final Pattern LITERAL = Pattern.compile(TEXT);
    private static final Pattern SHOWN = Pattern.compile("\\n(record|text): [^\\n]*\\n");
    private static final Pattern CODE = Pattern.compile("DataType\\.(\\w+(\\([^()]*\\))?)");
    private static final Pattern RESOLUTION = Pattern.compile("Resolution\\.(\\w+)");

    private CsvFlagAdvice() {}

    /** The message with flags in it; what it shows of the file is left alone. */
    static String of(String message) {
        Matcher shown = SHOWN.matcher(message);
        int advice = shown.find() ? shown.end() : 0;
        return message.substring(0, advice) + translated(message.substring(advice));
    }

    private static String translated(String message) {
        StringBuilder text = new StringBuilder();
        Matcher chain = CHAIN.matcher(message);
        while (chain.find()) {
            String flags = flags(chain.group(1));
            chain.appendReplacement(text, Matcher.quoteReplacement(flags == null ? chain.group() : flags));
        }
        chain.appendTail(text);
        Matcher call = ONE.matcher(text.toString());
        StringBuilder all = new StringBuilder();
        while (call.find()) {
            String flag = flag(call.group(1), call.group(2));
            call.appendReplacement(all, Matcher.quoteReplacement(flag == null ? call.group() : flag));
        }
        call.appendTail(all);
        return all.toString().replace("Csv.detect(file) says why", "the command detect says why");
    }

    private static String flags(String calls) {
        List<String> flags = new ArrayList<>();
        Matcher call = ONE.matcher(calls);
        while (call.find()) {
            String flag = flag(call.group(1), call.group(2));
            if (flag == null) {
                return null;
            }
            flags.add(flag);
        }
        return String.join(" ", flags);
    }

    private static String flag(String option, String arguments) {
        List<String> texts = texts(arguments);
        String first = texts.isEmpty() ? null : texts.get(0);
        return switch (option) {
            case "noQuote" -> "--no-quote";
            case "noHeader" -> "--no-header";
            case "renameColumns" -> "--rename-columns";
            case "anyLineEnd" -> "--in-line-end any";
            case "trim" -> "--trim";
            case "names" -> "--names";
            case "fileNameColumn" -> "--file-name-column";
            case "maximumRecordSize" -> "--max-record-size SIZE";
            case "skipLines" -> "--skip-lines " + (arguments.matches("\\d+") ? arguments : "N");
            case "delimiter" -> first == null ? null : "--delimiter " + shell(first);
            case "quote" -> first == null ? null : "--quote " + shell(first);
            case "escape" -> first == null ? null : "--escape " + shell(first);
            case "lineEnd" -> first == null ? null : "--in-line-end " + lineEnd(first);
            case "charset" ->
                "--charset "
                        + (first != null
                                ? first
                                : arguments.isEmpty() || arguments.equals("...")
                                        ? "NAME"
                                        : arguments
                                                .replace("StandardCharsets.", "")
                                                .replace('_', '-'));
            case "invalidBytes" -> "--invalid-bytes " + word(arguments);
            case "badRows" -> arguments.equals("BadRows.skip()") ? "--on-error skip" : null;
            case "nullTokens" ->
                first == null
                        ? null
                        : String.join(
                                " ",
                                texts.stream()
                                        .map(token -> "--null-token " + shell(token))
                                        .toList());
            case "type" -> first == null ? null : type(first, arguments);
            default -> null;
        };
    }

    private static String type(String column, String arguments) {
        Matcher code = CODE.matcher(arguments);
        if (!code.find()) {
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

    private static String lineEnd(String text) {
        return text.equals("\r") ? "cr" : text.equals("\n") ? "lf" : "crlf";
    }

    private static String word(String constant) {
        return constant.substring(constant.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static List<String> texts(String arguments) {
        List<String> texts = new ArrayList<>();
        Matcher literal = LITERAL.matcher(arguments);
        while (literal.find()) {
            String inside = literal.group().substring(1, literal.group().length() - 1);
            if (inside.contains("\\u")) {
                // no shell takes it easily
                return List.of();
            }
            texts.add(inside.translateEscapes());
        }
        return texts;
    }

    /** As a shell takes it. */
    private static String shell(String text) {
        if (text.equals("\t")) {
            return "'\\t'";
        }
        return text.matches("[\\w.=/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
