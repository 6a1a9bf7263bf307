package dev.peristyle.benchmarks.compare;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What it cost one process to get going, as its JVM and the process itself tell it.
 *
 * @param classes loaded in all
 * @param outsideOfArchive those that came from anywhere but an archive of classes, such as that of the JDK
 * @param lambdas of those outside, classes that were made for lambdas
 * @param c1Seconds of the first compiler, all its threads together
 * @param c2Seconds of the second compiler
 * @param c2Compilations methods and loops that the second compiler has compiled
 * @param beforeRun seconds from the start of the process to that of the run
 * @param inLoops seconds that threads have worked on the run, all together
 */
record StartUp(
        long classes,
        long outsideOfArchive,
        long lambdas,
        double c1Seconds,
        double c2Seconds,
        long c2Compilations,
        double beforeRun,
        double inLoops) {

    private static final String SOURCE = " source: ";

    /** Makes a JVM tell it. */
    static List<String> jvmOptions(String classFile) {
        return List.of("-XX:+CITime", "-Xlog:class+load=info:file=" + classFile + ":none");
    }

    /**
     * Reads it.
     *
     * @param printed by the process
     * @param classLines the file with a line for each class
     */
    static StartUp of(String printed, List<String> classLines) {
        long classes = 0;
        long outside = 0;
        long lambdas = 0;
        for (String line : classLines) {
            if (line.contains(SOURCE)) {
                classes++;
                if (!line.contains("shared objects file")) {
                    outside++;
                    lambdas += line.substring(0, line.indexOf(SOURCE)).contains("$$Lambda") ? 1 : 0;
                }
            }
        }
        String[] times = JobProcess.value(printed, JobProcess.RUN).split(" ");
        return new StartUp(
                classes,
                outside,
                lambdas,
                seconds(printed, "C1"),
                seconds(printed, "C2"),
                (long) (figure(printed, "C2", 2) + figure(printed, "C2", 4)),
                Double.parseDouble(times[0]),
                Double.parseDouble(times[1]));
    }

    /** Of whole methods, and of loops that were entered before. */
    private static double seconds(String printed, String compiler) {
        return figure(printed, compiler, 1) + figure(printed, compiler, 3);
    }

    private static double figure(String printed, String compiler, int group) {
        Matcher line = Pattern.compile(
                        "(?m)^ *" + compiler + " \\{speed: [^;]*; standard: *([0-9.]+) s, \\d+ bytes, (\\d+) methods;"
                                + " osr: *([0-9.]+) s, \\d+ bytes, (\\d+) methods")
                .matcher(printed);
        if (!line.find()) {
            throw new IllegalStateException("no times of " + compiler + " in\n" + printed);
        }
        return Double.parseDouble(line.group(group));
    }
}
