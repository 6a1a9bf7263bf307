package dev.peristyle.examples;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of the runnable jar: one subcommand per example. */
@Command(name = "peristyle-examples", mixinStandardHelpOptions = true, description = "One-topic programs")
public final class Main implements Runnable {

    private Main() {}

    /**
     * Runs a subcommand and exits with its code.
     *
     * @param arguments the subcommand and its options
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
