package dev.peristyle.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.peristyle.error.DataAccessException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    @TempDir
    Path directory;

    @Test
    void knowsItsSize() throws IOException {
        assertThat(InputFile.of(Files.write(directory.resolve("a"), new byte[5]))
                        .size())
                .isEqualTo(5);
    }

    @Test
    void aMissingFileIsNamedWithTheDirectoryThatExists() {
        assertThatThrownBy(() -> InputFile.of(directory.resolve("no.csv")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("no.csv")
                .hasMessageContaining("in directory " + directory);
        assertThatThrownBy(() -> InputFile.of(directory.resolve("x/y/no.csv")))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("directory " + directory + " exists, but not " + directory.resolve("x"));
    }

    @Test
    void aDirectoryIsNotAFile() {
        assertThatThrownBy(() -> InputFile.of(directory))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("is a directory");
    }

    @Test
    void aMissingPermissionIsSaid() throws IOException {
        Path path = Files.write(directory.resolve("secret.csv"), new byte[1]);
        assertThat(FileErrors.reading(path, new AccessDeniedException("x")))
                .hasMessageContaining("secret.csv")
                .hasMessageContaining("no permission");
        assumeThat(Files.getFileStore(path).supportsFileAttributeView("posix")).isTrue();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        // root may read everything
        assumeThat(Files.isReadable(path)).isFalse();
        assertThatThrownBy(() -> InputFile.of(path))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("secret.csv")
                .hasMessageContaining("no permission");
    }
}
