package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinCommandTest {

    @TempDir
    private Path directory;

    private String left;
    private String right;

    @BeforeEach
    void write() throws IOException {
        left = Files.writeString(directory.resolve("left.csv"), "id,day,name\n3,1,c\n1,1,a\n2,1,b\n,1,n\n1,2,d\n")
                .toString();
        right = Files.writeString(
                        directory.resolve("right.csv"),
                        "id,day,name,price\n1,1,x,1.5\n4,1,y,2.5\n1,1,z,3.5\n,1,n,4.5\n")
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "inner; id,day,name,name_right,price 1,1,a,x,1.5 1,1,a,z,3.5",
                "left; id,day,name,name_right,price 3,1,c,, 1,1,a,x,1.5 1,1,a,z,3.5 2,1,b,, ,1,n,, 1,2,d,,",
                "RIGHT; id,day,name,name_right,price 1,1,a,x,1.5 1,1,a,z,3.5 4,1,,y,2.5 ,1,,n,4.5",
                "full; id,day,name,name_right,price 3,1,c,, 1,1,a,x,1.5 1,1,a,z,3.5 2,1,b,, ,1,n,, 1,2,d,, 4,1,,y,2.5 ,1,,n,4.5",
                "semi; id,day,name 1,1,a",
                "anti; id,day,name 3,1,c 2,1,b ,1,n 1,2,d"
            })
    void eachKindKeepsItsRows(String kind, String lines) {
        CommandRun run = CommandRun.of("join", left, right, "--on", "id,day", "--how", kind);

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output().lines()).containsExactly(lines.split(" "));
    }

    @Test
    void withoutAKindItIsAnInnerJoin() {
        assertThat(CommandRun.of("join", left, right, "--on", "id", "--suffix", "2")
                        .output())
                .isEqualTo(
                        "id,day,name,day2,name2,price\n1,1,a,1,x,1.5\n1,1,a,1,z,3.5\n1,2,d,1,x,1.5\n1,2,d,1,z,3.5\n");
    }

    @Test
    void anUnknownKindIsWrongUsage() {
        CommandRun run = CommandRun.of("join", left, right, "--on", "id", "--how", "outer");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("outer", "--how");
    }

    @Test
    void aColumnThatOneSideDoesNotHaveIsNamed() {
        CommandRun run = CommandRun.of("join", left, right, "--on", "price");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errors()).startsWith("error: ").contains("price");
    }
}
