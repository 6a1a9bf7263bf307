package dev.peristyle.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * Comparisons as bars, one panel for each job; the longest bar of a panel is the fastest. The colours follow the reader's
 * light or dark scheme; what does not know schemes shows the light one on white.
 */
public final class BarPlot {
    private static final int WIDTH = 800;
    private static final int LABEL_WIDTH = 230;
    private static final int BAR_WIDTH = 330;
    private static final int BAR_HEIGHT = 16;
    private static final int ROW_HEIGHT = 22;
    private static final int TITLE_HEIGHT = 34;
    private static final String STYLE = """
            <style>@media (prefers-color-scheme: dark) { .ground { fill: #0d1117 } .text { fill: #e6edf3 } \
            .quiet { fill: #9198a1 } .ours { fill: #2ea37a } .other { fill: #57606a } }</style>
            """;
    private static final String TITLE = "class=\"text\" font-weight=\"600\" fill=\"#1f2328\"";
    private static final String LABEL = "class=\"text\" text-anchor=\"end\" fill=\"#1f2328\"";
    private static final String VALUE = "class=\"text\" fill=\"#1f2328\"";
    private static final String CAPTION = "class=\"quiet\" fill=\"#59636e\" font-size=\"12\"";

    private BarPlot() {}

    /**
     * Draws a plot.
     *
     * @param measured what was measured
     * @param paired whether the samples of equal number were taken one right after the other
     * @param caption the machine and the like, a line under the panels
     * @return SVG
     */
    public static String draw(List<Measured> measured, boolean paired, String caption) {
        StringBuilder body = new StringBuilder();
        int top = 8;
        for (Comparison comparison : Comparison.of(measured, paired)) {
            text(body, 12, top + 22, TITLE, comparison.group());
            top += TITLE_HEIGHT;
            double fastest = comparison.measured().stream()
                    .mapToDouble(each -> 1 / each.median())
                    .max()
                    .orElseThrow();
            for (Measured each : comparison.measured()) {
                bar(body, top, comparison, each, 1 / each.median() / fastest);
                top += ROW_HEIGHT;
            }
        }
        text(body, 12, top + 22, CAPTION, caption);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"13\">%n%4$s"
                        + "<rect class=\"ground\" width=\"%1$d\" height=\"%2$d\" fill=\"#ffffff\"/>%n%3$s</svg>%n",
                WIDTH,
                top + 36,
                body,
                STYLE);
    }

    private static void bar(StringBuilder body, int top, Comparison comparison, Measured each, double share) {
        double width = Math.max(1, share * BAR_WIDTH);
        int baseline = top + 13;
        text(body, LABEL_WIDTH - 8, baseline, LABEL, each.label());
        body.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>%n",
                each.isOurs() ? "ours" : "other",
                LABEL_WIDTH,
                top,
                width,
                BAR_HEIGHT,
                each.isOurs() ? "#1a7f5a" : "#b6bfc9"));
        String value = each.rate();
        if (comparison.ours() != null && comparison.ours() != each) {
            double ratio = comparison.ratios(each)[1];
            value += ratio < 1
                    ? String.format(Locale.ROOT, ", %.2f× as fast as ours", 1 / ratio)
                    : "  (1 / " + Measured.digits(ratio) + ")";
        }
        text(body, LABEL_WIDTH + (int) width + 6, baseline, VALUE, value);
    }

    private static void text(StringBuilder body, int left, int baseline, String attributes, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        body.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" %s>%s</text>%n", left, baseline, attributes, escaped));
    }
}
