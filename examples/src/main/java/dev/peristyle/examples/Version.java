package dev.peristyle.examples;

import picocli.CommandLine.IVersionProvider;

/** The version of this jar, and of the Java that runs it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String jar = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "peristyle " + (jar == null ? "(not from a jar)" : jar),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name"),
            System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch")
        };
    }
}
