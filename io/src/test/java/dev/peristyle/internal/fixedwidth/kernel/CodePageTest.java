package dev.peristyle.internal.fixedwidth.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

/** The tables are those of the JDK, both ways; but no character is written that would be read as another one. */
class CodePageTest {

    private static void assertLike(CodePage page, String name) {
        Charset charset = Charset.forName(name);
        for (int code = 0; code < 256; code++) {
            String text = new String(new byte[] {(byte) code}, charset);
            assertThat((int) page.characters()[code]).as("%s: %x", name, code).isEqualTo(text.charAt(0));
            byte[] written = String.valueOf((char) code).getBytes(charset);
            // what would be read as another character is not written: the JDK writes U+0085 as a line feed in 037 and
            // 500
            boolean known = new String(written, charset).charAt(0) == code;
            assertThat((int) page.bytes()[code])
                    .as("%s: character %x", name, code)
                    .isEqualTo(known ? written[0] & 0xFF : -1);
        }
    }

    @Test
    void areTheCharsetsOfTheJdk() {
        assertLike(CodePage.ebcdic(37), "IBM037");
        assertLike(CodePage.ebcdic(500), "IBM500");
        assertLike(CodePage.ebcdic(1047), "IBM1047");
        assertLike(CodePage.latin1(), "ISO-8859-1");
        assertThat(CodePage.ebcdic(273)).isNull();
    }
}
