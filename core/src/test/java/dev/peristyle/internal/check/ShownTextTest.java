package dev.peristyle.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTextTest {

    @Test
    void whatMovesCursorsOrTurnsTheDirectionIsWrittenAsInALiteral() {
        assertThat(ShownText.of("a\u001b[31mb")).isEqualTo("a\\u001b[31mb");
        assertThat(ShownText.of("one\r\ntwo\tthree")).isEqualTo("one\\r\\ntwo\\tthree");
        assertThat(ShownText.of("\u202egnp.exe")).isEqualTo("\\u202egnp.exe");
        assertThat(ShownText.of("\u0085\u2028\u2029\u0000\u007f\ufeff"))
                .isEqualTo("\\u0085\\u2028\\u2029\\u0000\\u007f\\ufeff");
    }

    @Test
    void allElseIsAsItIs() {
        String text = "Zürich 日本 🙂 'quoted' \\ \u00a0";
        assertThat(ShownText.of(text)).isSameAs(text);
        assertThat(ShownText.lines("two\nlines\tof text")).isEqualTo("two\nlines\tof text");
        assertThat(ShownText.lines("two\nlines\u001b")).isEqualTo("two\nlines\\u001b");
        assertThat(ShownText.lines(null)).isNull();
    }
}
