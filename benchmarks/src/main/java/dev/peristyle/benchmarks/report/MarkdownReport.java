package dev.peristyle.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Comparisons as Markdown: what was lost first, then a table for each job. */
public final class MarkdownReport {
    private final List<Comparison> comparisons;
    private final boolean paired;

    /**
     * A report.
     *
     * @param measured what was measured
     * @param paired whether the samples of equal number were taken one right after the other
     */
    public MarkdownReport(List<Measured> measured, boolean paired) {
        this.comparisons = Comparison.of(measured, paired);
        this.paired = paired;
    }

    /**
     * Writes the report.
     *
     * @param title of the page
     * @param facts machine, JDK, flags and the like, one line each
     * @return Markdown
     */
    public String text(String title, List<String> facts) {
        StringBuilder text = new StringBuilder("# ").append(title).append("\n\n");
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
        text.append(
                paired
                        ? "- Ratios are medians of the ratios of neighbouring runs; in brackets the least and the greatest.\n"
                        : "- Ratios are ratios of medians; in brackets what the extremes would give.\n");
        text.append("- A ratio above 1 says how many times as fast Peristyle is; below 1 it lost.\n");
        appendLosses(text);
        for (Comparison comparison : comparisons) {
            text.append("\n## ").append(comparison.group()).append("\n\n");
            text.append("| | time | least – greatest | rate | allocated on heap | peak memory | ratio |\n");
            text.append("|---|---:|---:|---:|---:|---:|---:|\n");
            comparison.measured().forEach(each -> appendRow(text, comparison, each));
        }
        return text.toString();
    }

    private void appendLosses(StringBuilder text) {
        List<String> losses = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            Measured ours = comparison.ours();
            for (Measured other : comparison.measured()) {
                if (ours != null && !other.isOurs() && other.median() < ours.median()) {
                    losses.add("- " + comparison.group() + ": " + other.label() + " needs "
                            + Measured.duration(other.median()) + ", " + ours.label() + " "
                            + Measured.duration(ours.median()) + "\n");
                }
            }
        }
        text.append("\n## Lost\n\n").append(losses.isEmpty() ? "Nothing in this run.\n" : String.join("", losses));
    }

    private static void appendRow(StringBuilder text, Comparison comparison, Measured each) {
        text.append("| ").append(each.label());
        text.append(" | ").append(Measured.duration(each.median()));
        text.append(" | ").append(Measured.duration(Samples.minimum(each.seconds())));
        text.append(" – ").append(Measured.duration(Samples.maximum(each.seconds())));
        text.append(" | ").append(each.bytes() > 0 ? each.rate() : "");
        text.append(" | ").append(amount(each.allocatedBytes()));
        text.append(" | ").append(amount(each.peakBytes()));
        text.append(" | ").append(ratio(comparison, each)).append(" |\n");
    }

    private static String ratio(Comparison comparison, Measured each) {
        if (comparison.ours() == null || comparison.ours() == each) {
            return "";
        }
        double[] ratios = comparison.ratios(each);
        String text = Measured.digits(ratios[1]) + "×";
        return (ratios[1] < 1 ? "**" + text + " (lost)**" : text) + " [" + Measured.digits(ratios[0]) + " – "
                + Measured.digits(ratios[2]) + "]";
    }

    private static String amount(double bytes) {
        if (Double.isNaN(bytes)) {
            return "";
        }
        if (bytes < 1024) {
            return String.format(Locale.ROOT, "%.0f B", bytes);
        }
        if (bytes < 1 << 20) {
            return String.format(Locale.ROOT, "%.1f KB", bytes / (1 << 10));
        }
        return String.format(Locale.ROOT, "%,.0f MB", bytes / (1 << 20));
    }
}
