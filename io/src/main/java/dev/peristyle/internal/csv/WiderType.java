package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.NumberText;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Decimal;
import dev.peristyle.schema.DataType.Int;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which type takes the values of a column and a text that its own type does not take: as code, for the advice of an error. */
final class WiderType {
    private static final int MAX_NUMBER = 400;
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern PLAIN = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX]([0-9a-fA-F]{2})*");
    private static final Pattern FRACTION = Pattern.compile("\\.([0-9]{1,9})(?![0-9])");
    private static final List<Int> WIDER = List.of(new Int(16, true), new Int(32, true), new Int(64, true));
    private static final String DOUBLE = "DataType.DOUBLE";
    private static final String STRING = "DataType.STRING";

    private WiderType() {}

    static String of(DataType type, String text) {
        if (text.length() > MAX_NUMBER) {
            return STRING;
        }
        if (type.isNumeric()) {
            return ofNumber(type, text);
        }
        if (type instanceof DataType.Time time) {
            return ofTime("time", time.resolution(), text);
        }
        if (type instanceof DataType.Duration duration) {
            return ofTime("duration", duration.resolution(), text);
        }
        if (type instanceof DataType.Timestamp timestamp) {
            if (!timestamp.isUtc() && Contradiction.hasZone(text)) {
                return codeOf(timestamp);
            }
            return ofTime(timestamp.isUtc() ? "timestamp" : "localTimestamp", timestamp.resolution(), text);
        }
        boolean bytes =
                type instanceof DataType.Binary && HEXADECIMAL.matcher(text).matches();
        return bytes ? "DataType.BINARY" : STRING;
    }

    /** The type as it is, as code; of timestamps the one that takes a time with a zone and without. */
    static String codeOf(DataType type) {
        if (type instanceof Decimal) {
            return "DataType.decimal(" + type.precision() + ", " + type.scale() + ")";
        }
        if (type instanceof DataType.Timestamp timestamp && timestamp.resolution() != Resolution.MICROS) {
            return "DataType.timestamp(Resolution." + timestamp.resolution() + ")";
        }
        return "DataType." + type.kind();
    }

    private static String ofNumber(DataType type, String text) {
        if (type instanceof Int integer && WHOLE.matcher(text).matches()) {
            return ofWhole(integer, new BigInteger(text));
        }
        if (type instanceof Decimal decimal && PLAIN.matcher(text).matches()) {
            return ofDecimal(decimal, new BigDecimal(text));
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return NumberText.isGivenBack(number, number.doubleValue()) ? DOUBLE : STRING;
        } catch (NumberFormatException notANumber) {
            return STRING;
        }
    }

    private static String ofWhole(Int type, BigInteger number) {
        for (Int wider : WIDER) {
            if (min(wider).compareTo(min(type).min(number)) <= 0
                    && max(wider).compareTo(max(type).max(number)) >= 0) {
                return "DataType." + wider.kind();
            }
        }
        boolean fits = number.abs().compareTo(BigInteger.TEN.pow(DataType.MAX_DECIMAL_PRECISION)) < 0;
        return fits ? "DataType.decimal(" + DataType.MAX_DECIMAL_PRECISION + ", 0)" : STRING;
    }

    private static BigInteger min(Int type) {
        return type.signed() ? BigInteger.ONE.shiftLeft(type.bits() - 1).negate() : BigInteger.ZERO;
    }

    private static BigInteger max(Int type) {
        return BigInteger.ONE
                .shiftLeft(type.signed() ? type.bits() - 1 : type.bits())
                .subtract(BigInteger.ONE);
    }

    private static String ofDecimal(Decimal type, BigDecimal number) {
        int scale = Math.max(type.scale(), Math.max(0, number.scale()));
        int digits = scale + Math.max(number.precision() - number.scale(), type.precision() - type.scale());
        if (digits > DataType.MAX_DECIMAL_PRECISION) {
            return STRING;
        }
        int precision =
                digits <= DataType.MAX_LONG_PRECISION ? DataType.MAX_LONG_PRECISION : DataType.MAX_DECIMAL_PRECISION;
        return "DataType.decimal(" + precision + ", " + scale + ")";
    }

    private static String ofTime(String factory, Resolution resolution, String text) {
        Matcher fraction = FRACTION.matcher(text);
        if (fraction.find()) {
            int digits = fraction.group(1).length();
            for (Resolution finer : Resolution.values()) {
                if (finer.fractionDigits() >= digits && finer.fractionDigits() > resolution.fractionDigits()) {
                    return "DataType." + factory + "(Resolution." + finer + ")";
                }
            }
        }
        return STRING;
    }
}
