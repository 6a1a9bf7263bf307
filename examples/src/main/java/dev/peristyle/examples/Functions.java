package dev.peristyle.examples;

import dev.peristyle.FunctionReference;
import dev.peristyle.FunctionReference.Entry;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what expressions and aggregates can compute, from the library's own list. */
@Command(
        name = "functions",
        description = "Lists all functions and aggregates: how they are called, of which types, and what they do.")
final class Functions implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "WORD",
            description = "Lists only functions with this word in their line, such as text or round.")
    private String word = "";

    @Option(names = "--markdown", description = "Prints the page FUNCTIONS.md.")
    private boolean markdown;

    @Override
    public Integer call() {
        if (markdown) {
            System.out.print(FunctionReference.markdown());
            return 0;
        }
        String wanted = word.toLowerCase(Locale.ROOT);
        int found = 0;
        for (Entry entry : FunctionReference.entries()) {
            String line = String.format(
                    Locale.ROOT,
                    "%-16s %-58s %-36s %-24s %s",
                    entry.group(),
                    entry.call(),
                    entry.takes(),
                    entry.gives(),
                    entry.meaning());
            if (line.toLowerCase(Locale.ROOT).contains(wanted)) {
                System.out.println(line);
                found++;
            }
        }
        if (found == 0) {
            System.err.println("there is no function with '" + word + "'; without a word all are listed");
            return 1;
        }
        return 0;
    }
}
