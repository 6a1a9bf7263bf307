package dev.peristyle.internal.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.internal.ground.DoubleAccess;
import dev.peristyle.internal.loop.Loops;
import dev.peristyle.internal.loop.Relation;
import dev.peristyle.internal.loop.RowLoop;
import dev.peristyle.schema.Layout;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class LoopTemplateTest {

    private static double first(RowLoop loop, double value) {
        long memory = UnsafeApi.allocateMemory(16);
        try {
            UnsafeApi.putDouble(memory, value);
            loop.run(memory, memory, memory + 8, 0, 1);
            return UnsafeApi.getDouble(memory + 8);
        } finally {
            UnsafeApi.freeMemory(memory);
        }
    }

    @Test
    void eachOperationHasALoopOfItsOwn() {
        RowLoop twice = Loops.doubles((DoubleUnaryOperator) value -> 2 * value);
        RowLoop square = Loops.doubles((DoubleUnaryOperator) value -> value * value);
        assertThat(twice.getClass().isHidden()).isTrue();
        assertThat(twice.getClass()).isNotEqualTo(square.getClass());
        assertThat(first(twice, 5)).isEqualTo(10);
        assertThat(first(square, 5)).isEqualTo(25);
    }

    @Test
    void theTemplateItselfComputesTheSame() throws ReflectiveOperationException {
        DoubleUnaryOperator operation = value -> value + 1;
        Class<?> template = Class.forName("dev.peristyle.internal.loop.DoubleLoop");
        var form = Class.forName("dev.peristyle.internal.loop.DoubleLoop$Form").getDeclaredConstructors()[0];
        form.setAccessible(true);
        DoubleAccess access = DoubleAccess.of(Layout.FLOAT64);
        var constructor = template.getDeclaredConstructor(Object.class);
        constructor.setAccessible(true);
        RowLoop plain = (RowLoop) constructor.newInstance(form.newInstance(access, operation, access));
        assertThat(plain.getClass().isHidden()).isFalse();
        assertThat(first(plain, 5)).isEqualTo(6);
    }

    @Test
    void loopsOverLayoutsAreTheirOwnAndShared() {
        RowLoop ints = Loops.comparing(Layout.INT32, 1, Layout.INT32, 1, Relation.LT, 0);
        RowLoop longs = Loops.comparing(Layout.INT64, 1, Layout.INT64, 1, Relation.LT, 0);
        RowLoop widening = Loops.words(Layout.INT8, LongUnaryOperator.identity(), Layout.INT64);
        assertThat(ints.getClass().isHidden()).isTrue();
        assertThat(widening.getClass().isHidden()).isTrue();
        assertThat(ints.getClass()).isNotEqualTo(longs.getClass());
        assertThat(Loops.comparing(Layout.INT32, 1, Layout.INT32, 1, Relation.LT, 0))
                .isSameAs(ints);
    }
}
