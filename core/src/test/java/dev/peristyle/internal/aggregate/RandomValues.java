package dev.peristyle.internal.aggregate;

import dev.peristyle.schema.DataType;
import java.math.BigInteger;
import java.util.Random;

/** Random boxed values with a liking for the awkward ones. */
final class RandomValues {

    private static final double[] DOUBLES = {0.0, -0.0, 1e15, -1e15, 1e-9, 0.1, 1e-100};
    private static final String[] TEXTS = {
        "",
        "a",
        "ab",
        "abcdefg",
        "abcdefgh",
        "abcdefghi",
        "abcdefghijklmnop",
        "abcdefghijklmnopq",
        "abcdefghijklmnopq-and-more",
        "é",
        "日本語",
        "\0",
        "\0\0",
        "a\0",
        "𝄞𝄞𝄞𝄞𝄞"
    };

    private RandomValues() {}

    /** A value to compute with; finite. */
    static Object of(DataType type, Random random) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case INT, DATE -> random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(2000) - 1000;
            case LONG -> random.nextInt(10) == 0 ? random.nextLong() >> 14 : (Object) (long) random.nextInt(100);
            case TIMESTAMP -> random.nextLong() >> 10;
            case DECIMAL ->
                type.precision() > DataType.MAX_LONG_PRECISION
                        ? wide(type.precision(), random)
                        : (Object) (random.nextLong() % (long) Math.pow(10, Math.min(13, type.precision())));
            case FLOAT16 -> random.nextInt(10) == 0 ? -0.0f : (random.nextInt(2048) - 1024) / 32f;
            case FLOAT -> random.nextInt(10) == 0 ? -0.0f : (float) random.nextGaussian() * 100;
            case DOUBLE ->
                random.nextInt(10) == 0
                        ? DOUBLES[random.nextInt(DOUBLES.length)]
                        : (Object) (random.nextGaussian() * 100 + 1e6);
            case STRING -> text(random);
            case BINARY -> binary(((DataType.Binary) type).length(), random);
            case BYTE -> (long) (byte) random.nextInt();
            case SHORT -> (long) (short) random.nextInt();
            case UNSIGNED_BYTE -> random.nextInt() & 0xFFL;
            case UNSIGNED_SHORT -> random.nextInt() & 0xFFFFL;
            case UNSIGNED_INT -> random.nextInt() & 0xFFFF_FFFFL;
            case UNSIGNED_LONG -> new BigInteger(random.nextBoolean() ? 64 : 10, random);
            case TIME -> random.nextInt(86_400) * type.resolution().perSecond();
            case DURATION -> random.nextLong() >> 14;
        };
    }

    /** A value to group by; not a number too. */
    static Object key(DataType type, Random random) {
        if (type.kind() == DataType.Kind.DOUBLE && random.nextInt(10) == 0) {
            return random.nextBoolean() ? Double.NaN : Double.longBitsToDouble(0xFFF8_0000_0000_1234L);
        }
        if (type.kind() == DataType.Kind.FLOAT16 && random.nextInt(10) == 0) {
            return random.nextBoolean() ? Float.NaN : Float.NEGATIVE_INFINITY;
        }
        if (type.kind() == DataType.Kind.FLOAT && random.nextInt(10) == 0) {
            return random.nextBoolean() ? Float.NaN : Float.intBitsToFloat(0xFFC0_1234);
        }
        return of(type, random);
    }

    /** Of any size, but so that a thousand of them do not leave 38 digits. */
    private static BigInteger wide(int precision, Random random) {
        int digits = random.nextInt(Math.min(34, precision)) + 1;
        BigInteger limit = BigInteger.TEN.pow(digits);
        BigInteger value = new BigInteger(128, random).mod(limit);
        return random.nextBoolean() ? value : value.negate();
    }

    private static Binary binary(int length, Random random) {
        byte[] bytes = new byte[length == DataType.Binary.ANY_LENGTH ? random.nextInt(40) : length];
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = (byte) (random.nextInt(3) - 1);
        }
        return Binary.of(bytes);
    }

    private static String text(Random random) {
        if (random.nextInt(3) == 0) {
            return TEXTS[random.nextInt(TEXTS.length)];
        }
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(20) == 0 ? 200 : 28);
        for (int position = 0; position < length; position++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }
}
