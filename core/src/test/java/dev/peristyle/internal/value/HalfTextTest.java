package dev.peristyle.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.random.Seeds;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Layout;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Texts of numbers of 16 bits, against the nearest number in plain decimals. */
class HalfTextTest {

    private static final int INFINITY = 0x7C00;
    private static final DoubleAccess NUMBERS = DoubleAccess.of(Layout.FLOAT16);

    private final Texts texts = new Texts();
    private final ValueFormatter formatter = ValueFormatter.of(DataType.float16());
    private final ValueReader reader = ValueReader.of(DataType.float16());

    @AfterEach
    void close() {
        texts.close();
    }

    /** With what would come next in the place of infinity. */
    private static BigDecimal number(int bits) {
        return new BigDecimal(bits == INFINITY ? 65_536 : NUMBERS.ofWord(bits));
    }

    private static boolean rounds(BigDecimal decimal, int bits) {
        BigDecimal distance = decimal.subtract(number(bits)).abs();
        int below = bits == 0
                ? -1
                : distance.compareTo(decimal.subtract(number(bits - 1)).abs());
        int above = distance.compareTo(decimal.subtract(number(bits + 1)).abs());
        return bits % 2 == 0 ? below <= 0 && above <= 0 : below < 0 && above < 0;
    }

    @Test
    void everyNumberHasTheShortestTextThatReadsBack() {
        long value = texts.value();
        for (int bits = 1; bits < INFINITY; bits++) {
            UnsafeApi.putShort(value, (short) bits);
            String text = texts.formatted(formatter.maxBytes(), out -> formatter.format(value, 0, out));
            BigDecimal decimal = new BigDecimal(text);
            assertThat(rounds(decimal, bits)).as(text).isTrue();
            int digits = decimal.stripTrailingZeros().precision();
            // two digits where one would do are as for doubles: only if the second brings it closer
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.FLOOR, RoundingMode.CEILING}) {
                if (digits > 2) {
                    BigDecimal shorter = number(bits).round(new MathContext(digits - 1, mode));
                    assertThat(rounds(shorter, bits))
                            .as("%s and %s", text, shorter)
                            .isFalse();
                }
                BigDecimal other = number(bits).round(new MathContext(digits, mode));
                assertThat(!rounds(other, bits)
                                || decimal.subtract(number(bits))
                                                .abs()
                                                .compareTo(other.subtract(number(bits))
                                                        .abs())
                                        <= 0)
                        .as("%s and %s", text, other)
                        .isTrue();
            }
            assertRead(text, bits);
            assertRead("-" + text, bits | 0x8000);
        }
    }

    @Test
    void textsAreReadAsTheNearestNumberHoweverLongTheyAre() {
        Random random = Seeds.random(9101);
        for (int round = 0; round < 20_000; round++) {
            int bits = random.nextInt(INFINITY);
            BigDecimal half = number(bits).add(number(bits + 1)).divide(BigDecimal.valueOf(2));
            BigDecimal little = BigDecimal.ONE.movePointLeft(26 + random.nextInt(40));
            int even = bits % 2 == 0 ? bits : bits + 1;
            if (even != INFINITY && bits + 1 != INFINITY) {
                assertRead(half.toPlainString(), even);
                assertRead(half.add(little).toPlainString(), bits + 1);
            }
            assertRead(half.subtract(little).toPlainString(), bits);
        }
        for (String text : new String[] {"65520", "1e5", "-1e400"}) {
            assertThat(reader.read(texts.of(text), texts.length(), texts.value(), 0))
                    .as(text)
                    .isFalse();
        }
        assertRead("65519.99999", INFINITY - 1);
        assertRead("-inf", 0x8000 | INFINITY);
    }

    private void assertRead(String text, int bits) {
        long value = texts.value();
        assertThat(reader.read(texts.of(text), texts.length(), value, 0))
                .as(text)
                .isTrue();
        assertThat(UnsafeApi.getShort(value)).as(text).isEqualTo((short) bits);
    }
}
