package dev.peristyle.column;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each kind of values has classes of its own line. */
class ColumnFormsTest {

    private static final Set<DataType.Kind> INTEGERS = EnumSet.range(DataType.Kind.BYTE, DataType.Kind.UNSIGNED_LONG);

    @Test
    void showsEveryKindAndOnlyIntegersAsIntegers() {
        Set<DataType.Kind> shown = EnumSet.noneOf(DataType.Kind.class);
        for (Field field : BoxedRows.everyType().fields()) {
            DataType type = field.type();
            shown.add(type.kind());
            assertThat(ColumnForms.cell(type, field.name()) instanceof IntegerCell)
                    .as("cell of %s", type)
                    .isEqualTo(INTEGERS.contains(type.kind()));
            String expected = INTEGERS.contains(type.kind()) ? "Integer|Int|Long" : nameOf(type.kind());
            assertThat(ColumnForms.column(type).getClass().getSimpleName())
                    .as("column of %s", type)
                    .matches("(" + expected + ")Column");
        }
        assertThat(shown).isEqualTo(EnumSet.allOf(DataType.Kind.class));
    }

    private static String nameOf(DataType.Kind kind) {
        if (kind == DataType.Kind.FLOAT16) {
            return "Float";
        }
        return kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
