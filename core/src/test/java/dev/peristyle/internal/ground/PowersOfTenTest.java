package dev.peristyle.internal.ground;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class PowersOfTenTest {

    @Test
    void everyPowerIsExact() {
        for (int exponent = 0; exponent <= PowersOfTen.MAX_WIDE; exponent++) {
            BigInteger power = BigInteger.TEN.pow(exponent);
            assertThat(PowersOfTen.lowOf(exponent)).as("10^%d", exponent).isEqualTo(power.longValue());
            assertThat(PowersOfTen.highOf(exponent))
                    .isEqualTo(power.shiftRight(64).longValueExact());
            if (exponent <= PowersOfTen.MAX_LONG) {
                assertThat(PowersOfTen.asLong(exponent)).isEqualTo(power.longValueExact());
            }
            if (exponent <= PowersOfTen.MAX_DOUBLE) {
                assertThat(new BigDecimal(PowersOfTen.asDouble(exponent))).isEqualByComparingTo(new BigDecimal(power));
            }
            if (exponent <= PowersOfTen.MAX_FLOAT) {
                assertThat(new BigDecimal(PowersOfTen.asFloat(exponent))).isEqualByComparingTo(new BigDecimal(power));
            }
        }
    }
}
