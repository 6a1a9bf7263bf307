package dev.peristyle.benchmarks.compare;

import java.util.List;
import java.util.Locale;

/** Processes beside each other as Markdown. */
final class PeersReport {
    private PeersReport() {}

    static String of(List<PeerRuns> runs, List<String> facts) {
        StringBuilder text = new StringBuilder("# Whole processes beside peers\n\n");
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
        text.append("""
                - Medians, and medians of the ratios of neighbouring runs: what a peer takes, divided by what Peristyle takes, so that below 1 Peristyle lost. The peak is the greatest of all rounds.

                | job | cores | | clock, s | times as long | user CPU, s | times as much | peak, MB |
                |---|---:|---|---:|---:|---:|---:|---:|
                """);
        runs.forEach(each -> appendRuns(text, each));
        text.append("""

                ## Start-up

                Of one more process each, which tells its JVM's figures: classes loaded, those outside of the JDK's archive and lambdas among them, seconds of the
                compilers, the time before the run began to read, and the time of threads in the run.

                | job | cores | | classes | outside | lambdas | C1, s | C2, s | C2 compilations | before the run, s | in loops, s |
                |---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        runs.forEach(each -> each.startUps().forEach((name, startUp) -> appendStartUp(text, each, name, startUp)));
        return text.toString();
    }

    private static void appendRuns(StringBuilder text, PeerRuns runs) {
        for (String name : runs.byName().keySet()) {
            boolean isCompared = runs.ours() != null && !name.equals(runs.ours());
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %.3f | %s | %.2f | %s | %.0f |\n",
                    runs.job(),
                    runs.cores(),
                    name,
                    runs.median(name, ProcessRun::seconds),
                    isCompared ? ratio(runs.ratio(name, ProcessRun::seconds)) : "",
                    runs.median(name, ProcessRun::userSeconds),
                    isCompared ? ratio(runs.ratio(name, ProcessRun::userSeconds)) : "",
                    runs.most(name, ProcessRun::peakBytes) / 1e6));
        }
    }

    private static String ratio(double ratio) {
        String digits = String.format(Locale.ROOT, "%.2f", ratio);
        return ratio < 1 ? "**" + digits + "**" : digits;
    }

    private static void appendStartUp(StringBuilder text, PeerRuns runs, String name, StartUp startUp) {
        text.append(String.format(
                Locale.ROOT,
                "| %s | %d | %s | %d | %d | %d | %.2f | %.2f | %d | %.2f | %.2f |\n",
                runs.job(),
                runs.cores(),
                name,
                startUp.classes(),
                startUp.outsideOfArchive(),
                startUp.lambdas(),
                startUp.c1Seconds(),
                startUp.c2Seconds(),
                startUp.c2Compilations(),
                startUp.beforeRun(),
                startUp.inLoops()));
    }
}
