package dev.peristyle.internal.csv.kernel;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Timestamps by java.time, and random texts of them. */
final class TimestampOracle {
    private static final Pattern GRAMMAR = Pattern.compile("([0-9]{4}|[+-][0-9]{4,7})-([0-9]{2})-([0-9]{2})"
            + "([T ]([0-9]{2}):([0-9]{2})(:([0-9]{2})(\\.[0-9]+)?)?(Z|[+-][0-9]{2}(:[0-9]{2})?)?)");
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    private TimestampOracle() {}

    static Object micros(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(matcher.group(1)),
                    number(matcher.group(2)),
                    number(matcher.group(3)),
                    number(matcher.group(5)),
                    number(matcher.group(6)),
                    number(matcher.group(8)));
            BigDecimal micros =
                    new BigDecimal("0" + Objects.requireNonNullElse(matcher.group(9), "")).movePointRight(6);
            String zone = matcher.group(10);
            int offset = zone == null ? 0 : ZoneOffset.of(zone).getTotalSeconds();
            return ChronoUnit.MICROS.between(EPOCH, local) - offset * 1_000_000L + micros.longValueExact();
        } catch (DateTimeException | ArithmeticException wrong) {
            return null;
        }
    }

    private static int number(String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }

    static String text(Random random) {
        StringBuilder text = new StringBuilder(String.format(
                "%04d-%02d-%02d%c%02d:%02d",
                random.nextInt(4) == 0 ? random.nextInt(10_000) : 1950 + random.nextInt(100),
                1 + random.nextInt(random.nextInt(9) == 0 ? 13 : 12),
                1 + random.nextInt(random.nextInt(9) == 0 ? 32 : 28),
                random.nextBoolean() ? 'T' : ' ',
                random.nextInt(random.nextInt(9) == 0 ? 26 : 24),
                random.nextInt(random.nextInt(9) == 0 ? 62 : 60)));
        if (random.nextInt(4) != 0) {
            text.append(String.format(":%02d", random.nextInt(random.nextInt(9) == 0 ? 62 : 60)));
            if (random.nextInt(2) == 0) {
                String fraction =
                        String.format("%09d", random.nextInt(1_000_000) * (random.nextInt(5) == 0 ? 1 : 1000L));
                text.append('.').append(fraction, 0, random.nextInt(4) == 0 ? random.nextInt(10) : 6);
            }
        }
        if (random.nextInt(3) == 0) {
            text.append(new String[] {"Z", "+02", "-05:30", "+18:00", "-18", "+18:01", "+19", "z", "+0200", "+02:60"}
                    [random.nextInt(10)]);
        }
        if (random.nextInt(6) == 0) {
            text.setCharAt(random.nextInt(text.length()), "x:-. 0Z".charAt(random.nextInt(7)));
        }
        return text.toString();
    }
}
