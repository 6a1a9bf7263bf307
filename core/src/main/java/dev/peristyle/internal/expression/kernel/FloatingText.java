package dev.peristyle.internal.expression.kernel;

import java.math.BigDecimal;

/**
 * Rewrites what Java writes for floating point numbers: plain digits from 0.0001 to below 10^16 ({@code 12000000.0}, not
 * {@code 1.2E7}), else an exponent with a sign and two digits ({@code 1e+20}), {@code inf} and {@code nan}.
 */
final class FloatingText {

    private static final int LARGEST_PLAIN_EXPONENT = 15;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    private FloatingText() {}

    static String of(String java) {
        switch (java) {
            case "NaN" -> {
                return "nan";
            }
            case "Infinity" -> {
                return "inf";
            }
            case "-Infinity" -> {
                return "-inf";
            }
            default -> {
                return java.indexOf('E') < 0 && !java.startsWith("0.00") ? java : rewritten(java);
            }
        }
    }

    private static String rewritten(String java) {
        BigDecimal value = new BigDecimal(java).stripTrailingZeros();
        if (value.signum() == 0) {
            return java;
        }
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent <= LARGEST_PLAIN_EXPONENT) {
            String plain = value.toPlainString();
            return plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        String digits = value.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String magnitude = Integer.toString(Math.abs(exponent));
        return (value.signum() < 0 ? "-" : "")
                + mantissa
                + (exponent < 0 ? "e-" : "e+")
                + (magnitude.length() < 2 ? "0" : "")
                + magnitude;
    }
}
