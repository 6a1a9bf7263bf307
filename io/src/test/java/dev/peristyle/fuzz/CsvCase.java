package dev.peristyle.fuzz;

import dev.peristyle.file.InvalidBytes;
import dev.peristyle.fuzz.CsvRules.Bad;
import dev.peristyle.fuzz.CsvRules.LineEnd;
import java.util.List;
import java.util.Random;

/**
 * Bytes and how they are read. Random ones are records that are right for the most part, with pieces put in, left out, doubled and exchanged that mean
 * something: quotes, delimiters and halves of them, line ends, comments, byte order marks, halves of characters.
 *
 * @param input bytes as characters of Latin-1
 * @param rules how they are read
 */
record CsvCase(String input, CsvRules rules) {

    /** Any dialect and options. */
    static CsvCase of(Random random) {
        CsvRules rules = rules(random);
        return new CsvCase(input(random, rules), rules);
    }

    /** Default options, for which there are kernels. */
    static CsvCase plain(Random random) {
        CsvRules rules = CsvRules.plain(1 + random.nextInt(4), one(random, Bad.FAIL, Bad.REJECT));
        return new CsvCase(input(random, rules), rules);
    }

    private static CsvRules rules(Random random) {
        while (true) {
            boolean plain = random.nextInt(3) == 0;
            CsvRules rules = new CsvRules(
                    Bytes.of(one(random, ",", ";", "\t", "|", "||", "\u00e4", "a|", "\u0001", "\ud83d\ude00", "||")),
                    random.nextInt(8) == 0 ? -1 : random.nextBoolean() ? '"' : '\'',
                    plain || random.nextBoolean() ? -1 : '\\',
                    plain || random.nextBoolean() ? -1 : '#',
                    plain ? LineEnd.LINE_FEED_OR_BOTH : one(random, LineEnd.values()),
                    !plain && random.nextInt(3) == 0,
                    random.nextInt(4) == 0 ? random.nextInt(3) : 0,
                    random.nextInt(3) == 0,
                    1 + random.nextInt(4),
                    random.nextInt(3) == 0,
                    random.nextInt(3) == 0 ? List.of("NA", "\\N") : List.of(),
                    random.nextInt(3) == 0 ? 16 + random.nextInt(60) : 1 << 16,
                    one(random, InvalidBytes.values()),
                    one(random, Bad.values()));
            if (rules.delimiter().length() > 1 || !plain || rules.delimiter().charAt(0) < 128) {
                return rules;
            }
        }
    }

    @SafeVarargs
    private static <T> T one(Random random, T... all) {
        return all[random.nextInt(all.length)];
    }

    private static String input(Random random, CsvRules rules) {
        StringBuilder input = new StringBuilder(random.nextInt(8) == 0 ? "\u00ef\u00bb\u00bf" : "");
        for (int line = 0; line < rules.skippedLines(); line++) {
            input.append(one(random, "made \"today", "", "#", "'")).append(lineEnd(random, rules));
        }
        int first = input.length();
        if (rules.header()) {
            input.append(String.join(rules.delimiter(), rules.schema().names())).append(lineEnd(random, rules));
            first = random.nextInt(10) == 0 ? first : input.length();
        }
        if (random.nextInt(6) == 0) {
            soup(random, rules, input);
        } else {
            records(random, rules, input);
        }
        int changes = random.nextInt(3) == 0 ? 0 : random.nextInt(random.nextBoolean() ? 3 : 10);
        for (int change = 0; change < changes; change++) {
            change(random, rules, input, first);
        }
        return input.toString();
    }

    private static void soup(Random random, CsvRules rules, StringBuilder input) {
        for (int piece = random.nextInt(60); piece > 0; piece--) {
            input.append(piece(random, rules));
        }
    }

    private static void records(Random random, CsvRules rules, StringBuilder input) {
        int rows = random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(12);
        boolean comments = rules.comment() >= 0;
        for (int row = 0; row < rows; row++) {
            if (comments && random.nextInt(8) == 0) {
                input.append((char) rules.comment()).append(one(random, "", " a \" b", "'", "x".repeat(40)));
            } else if (random.nextInt(12) != 0) {
                for (int column = 0; column < rules.columns(); column++) {
                    input.append(column > 0 ? rules.delimiter() : "").append(field(random, rules, column));
                }
            }
            input.append(row + 1 == rows && random.nextBoolean() ? "" : lineEnd(random, rules));
        }
    }

    private static String lineEnd(Random random, CsvRules rules) {
        return switch (rules.lineEnd()) {
            case LINE_FEED_OR_BOTH -> one(random, "\n", "\n", "\r\n");
            case LINE_FEED -> "\n";
            case BOTH -> "\r\n";
            case CARRIAGE_RETURN -> "\r";
            case ANY -> one(random, "\n", "\r\n", "\r");
        };
    }

    private static String field(Random random, CsvRules rules, int column) {
        if (column == 0 && rules.numbers() && random.nextInt(12) != 0) {
            String number = one(random, "1", "-7", "0", "+5", "0012", "123456789", "9223372036854775807");
            boolean quoted = rules.quote() >= 0 && random.nextInt(4) == 0;
            return quoted ? (char) rules.quote() + number + (char) rules.quote() : number;
        }
        StringBuilder content = new StringBuilder();
        for (int piece = random.nextInt(4); piece > 0; piece--) {
            content.append(
                    random.nextInt(3) == 0 ? piece(random, rules) : one(random, "b", "c d", "7", "\u00c3\u00b6", "NA"));
        }
        if (rules.quote() < 0 || random.nextInt(3) == 0) {
            String text = content.toString();
            return text.chars().anyMatch(each -> each != 'b' && each != 'c' && each != 'N' && each != 'A')
                            && random.nextInt(20) != 0
                    ? ""
                    : text;
        }
        String quote = String.valueOf((char) rules.quote());
        boolean escapes = rules.escape() >= 0;
        String text = escapes ? content.toString().replace("\\", "\\\\") : content.toString();
        String blanks = rules.trim() ? one(random, "", " ", "\t ") : "";
        String doubled = escapes && random.nextBoolean() ? "\\" + quote : quote + quote;
        return blanks + quote + text.replace(quote, doubled) + quote + blanks;
    }

    /** Something that means something. */
    private static String piece(Random random, CsvRules rules) {
        return switch (random.nextInt(15)) {
            case 0, 1 -> rules.quote() < 0 ? "\"" : String.valueOf((char) rules.quote());
            case 2, 3 -> rules.delimiter();
            case 4 -> rules.delimiter().substring(0, 1);
            case 5 -> one(random, "\n", "\r", "\r\n", "\n\n", "\n\r");
            case 6 -> lineEnd(random, rules);
            case 7 -> one(random, "#", "\n#", "# ");
            case 8 -> one(random, "\\", "\\\\", "\\N");
            case 9 -> one(random, " ", "\t", "  ");
            case 10 ->
                one(random, "\u00c3", "\u00a4", "\u00e2\u0082", "\u00e2\u0082\u00ac", "\u00ff", "\u00f0\u009f\u0098");
            case 11 -> one(random, "\u00ef\u00bb\u00bf", "\u0000", "\u00c2\u0085", "\u000b", "\f");
            case 12 -> one(random, "NA", "1", "-9223372036854775808", "9223372036854775808", "1.5");
            case 13 -> random.nextInt(4) == 0 ? "x".repeat(1 + random.nextInt(90)) : "x";
            default -> one(random, "'", "\"", "\"\"", "''");
        };
    }

    private static void change(Random random, CsvRules rules, StringBuilder input, int first) {
        int from = first + random.nextInt(input.length() - first + 1);
        int to = Math.min(input.length(), from + random.nextInt(6));
        switch (random.nextInt(4)) {
            case 0 -> input.insert(from, piece(random, rules));
            case 1 -> input.replace(from, to, piece(random, rules));
            case 2 -> input.delete(from, to);
            default -> input.insert(from, input.substring(from, Math.min(input.length(), from + random.nextInt(40))));
        }
    }
}
