package dev.peristyle.internal.csv;

import dev.peristyle.internal.csv.kernel.NumberText;
import dev.peristyle.internal.file.OffHeapCopy;
import dev.peristyle.internal.value.ValueReader;
import dev.peristyle.memory.MemoryPool;
import dev.peristyle.memory.OffHeapBuffer;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.DataType.Decimal;
import dev.peristyle.schema.DataType.Int;
import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Which type takes the values of a column and a text that its own type does not take: as code, for the advice of an error. */
final class WiderType {
    private static final int MAX_NUMBER = 400;

    /** Decimals of so many digits are told apart by a double. */
    private static final int DOUBLE_DIGITS = 15;

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final Pattern PLAIN = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)");
    private static final Pattern EXPONENT = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)[eE][+-]?[0-9]{1,3}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX]([0-9a-fA-F]{2})*");
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
            return ofTime("time", DataType::time, time.resolution(), text);
        }
        if (type instanceof DataType.Duration duration) {
            return ofTime("duration", DataType::duration, duration.resolution(), text);
        }
        if (type instanceof DataType.Timestamp timestamp) {
            boolean zone = timestamp.isUtc() || Contradiction.hasZone(text);
            if (zone && !timestamp.isUtc() && isRead(DataType.timestamp(timestamp.resolution()), text)) {
                return codeOf(timestamp);
            }
            return zone
                    ? ofTime("timestamp", DataType::timestamp, timestamp.resolution(), text)
                    : ofTime("localTimestamp", DataType::localTimestamp, timestamp.resolution(), text);
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
        boolean plain = PLAIN.matcher(text).matches();
        if (type instanceof Decimal decimal && plain) {
            return ofDecimal(decimal.precision() - decimal.scale(), decimal.scale(), new BigDecimal(text));
        }
        if (!isHeldByDouble(type)) {
            return type instanceof Int integer && plain ? ofDecimal(digits(integer), 0, new BigDecimal(text)) : STRING;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return NumberText.isGivenBack(number, number.doubleValue()) ? DOUBLE : STRING;
        } catch (NumberFormatException notANumber) {
            return STRING;
        }
    }

    /** Whether a double gives back every value of a type, so that none of those that were read before loses digits. */
    private static boolean isHeldByDouble(DataType type) {
        return type instanceof Decimal
                ? type.precision() <= DOUBLE_DIGITS
                : !(type instanceof Int integer) || integer.bits() <= 32;
    }

    /** Whether a text is a number that a cast takes, though files do not: one with an exponent. */
    static boolean isForCast(DataType type, String text) {
        return (type instanceof Int || type instanceof Decimal)
                && text.length() <= MAX_NUMBER
                && EXPONENT.matcher(text).matches();
    }

    private static int digits(Int type) {
        return max(type).toString().length();
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

    private static String ofDecimal(int wholeDigits, int leastScale, BigDecimal number) {
        int scale = Math.max(leastScale, Math.max(0, number.scale()));
        int digits = scale + Math.max(number.precision() - number.scale(), wholeDigits);
        if (digits > DataType.MAX_DECIMAL_PRECISION) {
            return STRING;
        }
        int precision =
                digits <= DataType.MAX_LONG_PRECISION ? DataType.MAX_LONG_PRECISION : DataType.MAX_DECIMAL_PRECISION;
        return "DataType.decimal(" + precision + ", " + scale + ")";
    }

    private static String ofTime(
            String factory, Function<Resolution, DataType> type, Resolution resolution, String text) {
        for (Resolution finer : Resolution.values()) {
            if (finer.fractionDigits() > resolution.fractionDigits() && isRead(type.apply(finer), text)) {
                return "DataType." + factory + "(Resolution." + finer + ")";
            }
        }
        return STRING;
    }

    private static boolean isRead(DataType type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return false;
        }
        // readers look at eight bytes at a time, and the value comes after the text
        int room = (bytes.length + 2 * Long.BYTES) & -Long.BYTES;
        try (MemoryPool pool = MemoryPool.builder("csv advice").build();
                OffHeapBuffer copy =
                        OffHeapCopy.of(Arrays.copyOf(bytes, room + 2 * Long.BYTES), pool, "csv: refused text")) {
            ValueReader reader = ValueReader.of(type);
            return reader.read(copy.address(), bytes.length, copy.address() + room, 0) && reader.isExact();
        }
    }
}
