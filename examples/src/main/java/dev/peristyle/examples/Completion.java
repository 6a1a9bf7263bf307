package dev.peristyle.examples;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a shell has to know to complete commands and options: {@code source <(java -jar … completion)}. */
@Command(
        name = "completion",
        description = {
            "Prints a script that makes bash and zsh complete commands and options:",
            "alias peristyle='java -jar peristyle-examples.jar'; source <(peristyle completion)"
        })
final class Completion implements Callable<Integer> {

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The name under which the jar is called (default: ${DEFAULT-VALUE}).")
    private String name = "peristyle";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash(name, new CommandLine(spec.root())));
        System.out.flush();
        return CommandLine.ExitCode.OK;
    }
}
