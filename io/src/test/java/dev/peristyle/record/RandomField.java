package dev.peristyle.record;

import dev.peristyle.schema.Resolution;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A field whose bytes plain Java writes, one value at a time: what the readers and writers of {@code dev.peristyle.record} are
 * compared with.
 */
final class RandomField {

    /** Writes a value at the beginning of a buffer and returns it as a row shows it. */
    private interface Put {
        Object put(ByteBuffer bytes, Random random);
    }

    final FieldType type;
    final String text;
    private final Put put;
    private final ByteOrder order;

    private RandomField(String text, FieldType type, ByteOrder order, Put put) {
        this.text = text;
        this.type = type;
        this.order = order;
        this.put = put;
    }

    /** Writes a value into a record. */
    Object put(byte[] record, int offset, Random random) {
        return put.put(ByteBuffer.wrap(record, offset, type.length()).slice().order(order), random);
    }

    /** Any field; of those whose bytes have an order, in one or the other. */
    static RandomField any(Random random) {
        List<RandomField> all = all(random);
        return all.get(random.nextInt(all.size()));
    }

    /** One field of each kind. */
    static List<RandomField> all(Random random) {
        List<RandomField> all = new ArrayList<>();
        numbers(random, all);
        times(random, all);
        digits(random, all);
        texts(random, all);
        return all;
    }

    private static void add(List<RandomField> all, Random random, String text, FieldType type, Put put) {
        boolean big = random.nextBoolean();
        all.add(new RandomField(
                text + (big ? " big" : " little"),
                big ? type.bigEndian() : type.littleEndian(),
                big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                put));
    }

    private static void addPlain(List<RandomField> all, String text, FieldType type, Put put) {
        all.add(new RandomField(text, type, ByteOrder.BIG_ENDIAN, put));
    }

    private static long any(Random random, int bits) {
        return switch (random.nextInt(6)) {
            case 0 -> -1L << bits - 1;
            case 1 -> ~(-1L << bits - 1);
            case 2 -> random.nextInt(5) - 2;
            default -> random.nextLong() >> 64 - bits;
        };
    }

    private static void numbers(Random random, List<RandomField> all) {
        addPlain(all, "int8", FieldType.int8(), (bytes, r) -> {
            byte value = (byte) any(r, 8);
            bytes.put(value);
            return (long) value;
        });
        addPlain(all, "uint8", FieldType.uint8(), (bytes, r) -> {
            byte value = (byte) any(r, 8);
            bytes.put(value);
            return value & 0xFFL;
        });
        add(all, random, "int16", FieldType.int16(), (bytes, r) -> {
            short value = (short) any(r, 16);
            bytes.putShort(value);
            return (long) value;
        });
        add(all, random, "uint16", FieldType.uint16(), (bytes, r) -> {
            short value = (short) any(r, 16);
            bytes.putShort(value);
            return value & 0xFFFFL;
        });
        add(all, random, "int32", FieldType.int32(), (bytes, r) -> {
            int value = (int) any(r, 32);
            bytes.putInt(value);
            return (long) value;
        });
        add(all, random, "uint32 or null", FieldType.uint32().nullAs(7), (bytes, r) -> {
            int value = r.nextInt(4) == 0 ? 7 : (int) any(r, 32);
            bytes.putInt(value);
            return value == 7 ? null : value & 0xFFFF_FFFFL;
        });
        add(all, random, "int64", FieldType.int64(), (bytes, r) -> {
            long value = any(r, 64);
            bytes.putLong(value);
            return value;
        });
        add(all, random, "uint64", FieldType.uint64(), (bytes, r) -> {
            long value = any(r, 64);
            bytes.putLong(value);
            return new BigInteger(Long.toUnsignedString(value));
        });
        add(all, random, "float16 or null", FieldType.float16().nanIsNull(), (bytes, r) -> {
            int bits = r.nextInt(5) == 0 ? 0x7E00 : r.nextInt(0x1_0000);
            int exponent = bits >> 10 & 31;
            int fraction = bits & 0x3FF;
            boolean isNaN = exponent == 31 && fraction != 0;
            bytes.putShort((short) (isNaN ? 0x7E00 : bits));
            double amount = exponent == 31
                    ? Double.POSITIVE_INFINITY
                    : exponent == 0 ? fraction * 0x1p-24 : Math.scalb(1024.0 + fraction, exponent - 25);
            return isNaN ? null : bits < 0x8000 ? amount : -amount;
        });
        add(all, random, "float32", FieldType.float32(), (bytes, r) -> {
            float value = r.nextInt(5) == 0 ? Float.NaN : (float) r.nextGaussian();
            bytes.putFloat(value);
            return (double) value;
        });
        add(all, random, "float64 or null", FieldType.float64().nanIsNull(), (bytes, r) -> {
            double value = r.nextInt(4) == 0 ? Double.NaN : r.nextGaussian();
            bytes.putDouble(value);
            return Double.isNaN(value) ? null : value;
        });
        addPlain(all, "bool", FieldType.bool(), (bytes, r) -> {
            boolean value = r.nextBoolean();
            bytes.put((byte) (value ? 1 : 0));
            return value;
        });
        add(all, random, "decimal of 2 bytes", FieldType.decimal(2, 4, 2), (bytes, r) -> {
            int value = r.nextInt(19_999) - 9_999;
            bytes.putShort((short) value);
            return BigDecimal.valueOf(value, 2);
        });
        add(all, random, "decimal of 8 bytes", FieldType.decimal(8, 18, 3), (bytes, r) -> {
            long value = r.nextLong() % 1_000_000_000_000_000_000L;
            bytes.putLong(value);
            return BigDecimal.valueOf(value, 3);
        });
        add(all, random, "decimal of 16 bytes", FieldType.decimal(16, 38, 5), (bytes, r) -> {
            BigInteger value = digits(r, 38);
            long high = value.shiftRight(64).longValue();
            boolean big = bytes.order().equals(ByteOrder.BIG_ENDIAN);
            bytes.putLong(big ? high : value.longValue()).putLong(big ? value.longValue() : high);
            return new BigDecimal(value, 5);
        });
    }

    private static void times(Random random, List<RandomField> all) {
        add(all, random, "date or null", FieldType.date().nullAs(Integer.MIN_VALUE), (bytes, r) -> {
            boolean isNull = r.nextInt(5) == 0;
            int days = r.nextInt(40_000) - 10_000;
            bytes.putInt(isNull ? Integer.MIN_VALUE : days);
            return isNull ? null : LocalDate.ofEpochDay(days);
        });
        add(all, random, "timestamp of 4 bytes", FieldType.timestampSeconds32(), (bytes, r) -> {
            int seconds = r.nextInt();
            bytes.putInt(seconds);
            return Instant.ofEpochSecond(seconds);
        });
        for (Resolution unit : Resolution.values()) {
            add(all, random, "timestamp " + unit, FieldType.timestamp(unit).nullAs(0), (bytes, r) -> {
                long units = r.nextInt(4) == 0 ? 0 : r.nextLong() >> 20;
                bytes.putLong(units);
                return units == 0 ? null : instant(units, unit);
            });
            add(all, random, "local timestamp " + unit, FieldType.localTimestamp(unit), (bytes, r) -> {
                long units = r.nextLong() >> 20;
                bytes.putLong(units);
                return LocalDateTime.ofInstant(instant(units, unit), ZoneOffset.UTC);
            });
            add(all, random, "time " + unit, FieldType.time(unit), (bytes, r) -> {
                long units = Math.floorMod(r.nextLong(), unit.perDay());
                bytes.putLong(units);
                return LocalTime.ofNanoOfDay(units * unit.nanos());
            });
            add(all, random, "duration " + unit, FieldType.duration(unit), (bytes, r) -> {
                long units = r.nextLong() >> 30;
                bytes.putLong(units);
                return Duration.between(Instant.EPOCH, instant(units, unit));
            });
        }
    }

    private static Instant instant(long units, Resolution unit) {
        return Instant.ofEpochSecond(
                Math.floorDiv(units, unit.perSecond()), Math.floorMod(units, unit.perSecond()) * unit.nanos());
    }

    /** Up to so many digits, with a sign. */
    private static BigInteger digits(Random random, int precision) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(precision) + 1;
        for (int digit = 0; digit < count; digit++) {
            text.append(random.nextInt(4) == 0 ? 9 : random.nextInt(10));
        }
        BigInteger value = new BigInteger(text.toString());
        return random.nextBoolean() ? value.negate() : value;
    }

    private static void digits(Random random, List<RandomField> all) {
        int precision = 1 + random.nextInt(18);
        int wide = 19 + random.nextInt(13);
        for (int digits : new int[] {precision, wide}) {
            int scale = random.nextInt(digits + 1);
            addPlain(all, "packed " + digits, FieldType.packedDecimal(digits, scale), (bytes, r) -> {
                BigInteger value = digits(r, digits);
                bytes.put(packed(value, bytes.remaining()));
                return new BigDecimal(value, scale);
            });
            addPlain(all, "zoned " + digits, FieldType.zonedDecimal(digits, scale), (bytes, r) -> {
                BigInteger value = digits(r, digits);
                byte[] text = padded(value, digits).getBytes(StandardCharsets.US_ASCII);
                String last = value.signum() < 0 ? "}JKLMNOPQR" : "{ABCDEFGHI";
                text[digits - 1] = (byte) last.charAt(text[digits - 1] - '0');
                bytes.put(text);
                return new BigDecimal(value, scale);
            });
            addPlain(all, "zoned EBCDIC " + digits, FieldType.zonedDecimalEbcdic(digits, scale), (bytes, r) -> {
                BigInteger value = digits(r, digits);
                byte[] text = padded(value, digits).getBytes(Charset.forName("IBM037"));
                text[digits - 1] = (byte) (text[digits - 1] & 0x0F | (value.signum() < 0 ? 0xD0 : 0xC0));
                bytes.put(text);
                return new BigDecimal(value, scale);
            });
        }
    }

    private static String padded(BigInteger value, int digits) {
        String text = value.abs().toString();
        return "0".repeat(digits - text.length()) + text;
    }

    /** Half byte by half byte, as a mainframe's manual draws it. */
    static byte[] packed(BigInteger value, int length) {
        String halves = padded(value, 2 * length - 1) + (value.signum() < 0 ? "D" : "C");
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at++) {
            bytes[at] = (byte) Integer.parseInt(halves.substring(2 * at, 2 * at + 2), 16);
        }
        return bytes;
    }

    private static void texts(Random random, List<RandomField> all) {
        int length = 1 + random.nextInt(20);
        text(all, "ascii", FieldType.ascii(length), StandardCharsets.US_ASCII, ' ', false, false);
        text(all, "ascii before", FieldType.ascii(length).paddedBefore(), StandardCharsets.US_ASCII, ' ', true, false);
        text(
                all,
                "ascii zeros or null",
                FieldType.ascii(length).paddedWith('\0').emptyIsNull(),
                StandardCharsets.US_ASCII,
                '\0',
                false,
                true);
        text(all, "utf8", FieldType.utf8(length), StandardCharsets.UTF_8, ' ', false, false);
        text(all, "latin1", FieldType.latin1(length), StandardCharsets.ISO_8859_1, ' ', false, false);
        text(all, "ebcdic 037", FieldType.ebcdic(length, 37), Charset.forName("IBM037"), ' ', false, false);
        text(all, "ebcdic 500", FieldType.ebcdic(length, 500), Charset.forName("IBM500"), ' ', false, false);
        text(
                all,
                "ebcdic 1047 before",
                FieldType.ebcdic(length, 1047).paddedBefore().paddedWith('*'),
                Charset.forName("IBM1047"),
                '*',
                true,
                false);
        add(all, random, "utf32", FieldType.utf32(length), (bytes, r) -> {
            String text = text(r, length, "aé€😀~\u0001");
            Charset charset = Charset.forName(bytes.order().equals(ByteOrder.BIG_ENDIAN) ? "UTF-32BE" : "UTF-32LE");
            bytes.put(text.getBytes(charset));
            return text;
        });
        addPlain(all, "bytes", FieldType.bytes(length), (bytes, r) -> {
            byte[] value = new byte[length];
            r.nextBytes(value);
            bytes.put(value);
            return value;
        });
    }

    private static void text(
            List<RandomField> all,
            String name,
            FieldType type,
            Charset charset,
            char pad,
            boolean before,
            boolean empty) {
        boolean ascii = charset.equals(StandardCharsets.US_ASCII);
        addPlain(all, name, type, (bytes, r) -> {
            int room = bytes.remaining();
            int most = charset.equals(StandardCharsets.UTF_8) ? room / 3 : room;
            String text = text(r, most, ascii ? "aZ0.~" : charset.equals(StandardCharsets.UTF_8) ? "aé€Z" : "aéÿZ|~");
            byte[] encoded = text.getBytes(charset);
            byte[] padding = new byte[room - encoded.length];
            Arrays.fill(padding, String.valueOf(pad).getBytes(charset)[0]);
            bytes.put(before ? padding : encoded).put(before ? encoded : padding);
            return empty && text.isEmpty() ? null : text;
        });
    }

    private static String text(Random random, int most, String alphabet) {
        int[] characters = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
