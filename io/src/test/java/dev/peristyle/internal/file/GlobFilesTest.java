package dev.peristyle.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which texts are patterns of files, also on systems with other separators. */
class GlobFilesTest {

    @Test
    void aBackslashThatSeparatesDirectoriesIsNoMark() {
        assertThat(GlobFiles.normalized("C:\\data\\a.csv", true)).isEqualTo("C:/data/a.csv");
        assertThat(GlobFiles.isPattern(GlobFiles.normalized("C:\\data\\a.csv", true)))
                .isFalse();
        assertThat(GlobFiles.isPattern(GlobFiles.normalized("C:\\data\\*.csv", true)))
                .isTrue();
        assertThat(GlobFiles.normalized("data/\\*.csv", false)).isEqualTo("data/\\*.csv");
    }
}
