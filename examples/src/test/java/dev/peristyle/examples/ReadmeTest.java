package dev.peristyle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path EXAMPLE = Path.of("src/test/java/dev/peristyle/examples/ReadmeExample.java");

    @TempDir
    private Path directory;

    @Test
    void theCodeOfTheReadmeIsTheCodeThatIsCompiledHere() throws IOException {
        String readme = Files.readString(README);
        String shown = readme.substring(readme.indexOf("```java\n") + "```java\n".length());
        shown = shown.substring(0, shown.indexOf("```"));

        assertThat(Files.readString(EXAMPLE)).contains(shown.indent(8).replace("        \n", "\n"));
    }

    @Test
    void theCodeOfTheReadmeDoesWhatItSays() throws Exception {
        Files.writeString(directory.resolve("orders.csv"), """
                id,status,country,price,quantity
                1,SHIPPED,NL,2.5,10
                2,SHIPPED,NL,1.5,9
                3,OPEN,FR,100.0,100
                4,SHIPPED,FR,0.5,100
                5,SHIPPED,NL,3.5,10
                """);

        Process process = new ProcessBuilder(JavaCommand.of(ReadmeExample.class))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(directory.resolve("top.csv"))
                .hasContent("country,revenue,price,count\nNL,60.0,3.0,2\nFR,50.0,0.5,1\n");
    }
}
