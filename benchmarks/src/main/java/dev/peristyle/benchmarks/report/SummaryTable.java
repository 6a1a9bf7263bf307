package dev.peristyle.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every goal and what became of it as Markdown: what was missed first. */
final class SummaryTable {
    private final Map<String, Part> parts;
    private final List<String> missed = new ArrayList<>();
    private final List<String> met = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final Set<String> absent = new LinkedHashSet<>();

    SummaryTable(Map<String, Part> parts) {
        this.parts = parts;
        Goals.all().forEach(this::add);
    }

    private void add(Goal goal) {
        Goal.Outcome outcome = goal.outcome(parts);
        if (outcome == null) {
            absent.add(goal.title() + (goal.against().isEmpty() ? "" : " against " + goal.against()));
            return;
        }
        boolean limited = !Double.isNaN(goal.limit());
        boolean slower = !limited && goal.kind() == Goal.Kind.SPEED && outcome.figures()[1] < 1;
        List<String> rows = slower || limited && !outcome.met() ? missed : limited ? met : shown;
        String verdict = slower ? "**slower**" : !limited ? "" : outcome.met() ? "yes" : "**no**";
        rows.add("| " + goal.title() + " | " + goal.against() + " | " + goal.limitText() + " | "
                + goal.figureText(outcome) + spread(goal, outcome) + " | "
                + Measured.duration(outcome.ours().median()) + " | "
                + (outcome.theirs() == null
                        ? ""
                        : Measured.duration(outcome.theirs().median()) + name(goal, outcome))
                + " | " + verdict + " |\n");
    }

    private static String spread(Goal goal, Goal.Outcome outcome) {
        double[] figures = outcome.figures();
        String spread = "";
        if (figures[0] < figures[2]) {
            boolean ratio = goal.kind() != Goal.Kind.SECONDS;
            String least = ratio ? Measured.digits(figures[0]) : Measured.duration(figures[0]);
            String greatest = ratio ? Measured.digits(figures[2]) : Measured.duration(figures[2]);
            spread = " [" + least + " – " + greatest + "]";
        }
        return outcome.note().isEmpty() ? spread : spread + ", " + outcome.note();
    }

    /** Which of several it was that came first. */
    private static String name(Goal goal, Goal.Outcome outcome) {
        return goal.theirs().contender().equals("*") ? " (" + outcome.theirs().contender() + ")" : "";
    }

    String text() {
        StringBuilder text = new StringBuilder("""
                # Results

                Made by `benchmarks/measure`, which has the command of each part; the samples are in `results`, one
                directory per part. Ratios are medians: of the ratios of neighbouring runs where whole processes ran in
                turns, else the ratio of the medians of one run. In brackets what the extremes would give. A ratio says
                how many times as fast Peristyle is. `lineitem` is TPC-H lineitem at scale 1 (6,001,215 rows, 755 MB),
                the measurements are 100 million rows (1.38 GB), both from `generate` of the examples; the page cache is
                warm. JDK 25 with the vector module and one thread against one, bound to one core, unless a line says
                otherwise; warm runs with `-Dperistyle.vectors=always`, whole processes and what says "nothing set"
                without. Numbers with a fraction are doubles for all.
                """);
        appendTable(text, "Missed or slower", missed);
        appendTable(text, "Met", met);
        appendTable(text, "Without a goal", shown);
        if (!absent.isEmpty()) {
            text.append("\n## Not measured\n\n");
            absent.forEach(each -> text.append("- ").append(each).append('\n'));
        }
        return text.toString();
    }

    private static void appendTable(StringBuilder text, String title, List<String> rows) {
        text.append("\n## ").append(title).append("\n\n");
        if (rows.isEmpty()) {
            text.append("Nothing.\n");
            return;
        }
        text.append("| job | against | goal | measured | Peristyle | the other | met |\n");
        text.append("|---|---|---:|---:|---:|---:|---|\n");
        rows.forEach(text::append);
    }
}
