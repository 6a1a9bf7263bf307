package dev.peristyle.benchmarks.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Seconds over the memory limit, and the peak of resident memory over it beside that: a line for each engine and number of threads, a
 * cross where an engine fails. Limits and bytes are on logarithmic scales. The colours follow the reader's light or dark scheme.
 */
final class LimitPlot {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 360;
    private static final int PANEL = 290;
    private static final int LEFT = 60;
    private static final int RIGHT = 450;
    private static final int TOP = 56;
    private static final int BOTTOM = 290;
    private static final String STYLE = """
            <style>@media (prefers-color-scheme: dark) { .ground { fill: #0d1117 } .text { fill: #e6edf3 } \
            .quiet { fill: #9198a1; stroke: #30363d } .ours { stroke: #2ea37a } .other { stroke: #8b949e } }</style>
            """;

    private final StringBuilder body = new StringBuilder();
    private final List<Line> lines = new ArrayList<>();
    private final double least;
    private final double greatest;

    private LimitPlot(List<StateResult> results) {
        this.least = results.stream().mapToDouble(StateResult::limit).min().orElseThrow();
        this.greatest = results.stream().mapToDouble(StateResult::limit).max().orElseThrow();
        for (StateResult result : results) {
            String label = result.engine() + ", " + result.threads() + (result.threads() == 1 ? " thread" : " threads");
            Line line = lines.stream()
                    .filter(each -> each.label.equals(label))
                    .findFirst()
                    .orElse(null);
            if (line == null) {
                line = new Line(label, result.engine().equals(StateCommand.OURS), result.threads());
                lines.add(line);
            }
            line.add(result);
        }
    }

    /**
     * Draws a plot.
     *
     * @param title what was asked
     * @param results runs of one question
     * @param caption the machine and the like
     * @return SVG
     */
    static String draw(String title, List<StateResult> results, String caption) {
        LimitPlot plot = new LimitPlot(results);
        plot.text(12, 22, "class=\"text\" font-weight=\"600\" fill=\"#1f2328\"", title);
        plot.panel(LEFT, "seconds", StateResult::medianSeconds, false);
        plot.panel(RIGHT, "peak resident memory, MB", group -> StateResult.peakBytes(group) / 1e6, true);
        plot.legend();
        plot.text(12, HEIGHT - 10, "class=\"quiet\" fill=\"#59636e\" stroke=\"none\" font-size=\"12\"", caption);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"13\">%n%3$s"
                        + "<rect class=\"ground\" width=\"%1$d\" height=\"%2$d\" fill=\"#ffffff\"/>%n%4$s</svg>%n",
                WIDTH,
                HEIGHT,
                STYLE,
                plot.body);
    }

    private void panel(int left, String title, ToDoubleFunction<List<StateResult>> value, boolean logarithmic) {
        double top = lines.stream()
                .flatMap(line -> line.groups.stream())
                .mapToDouble(value)
                .filter(number -> !Double.isNaN(number))
                .max()
                .orElse(1);
        // the limit itself belongs to the picture of memory
        double max = (logarithmic ? Math.max(top, greatest / 1e6) : top) * 1.1;
        double min = logarithmic ? Math.min(20, least / 1e6) : 0;
        text(left, TOP - 12, "class=\"text\" fill=\"#1f2328\"", title);
        body.append(String.format(
                Locale.ROOT,
                "<path class=\"quiet\" d=\"M%d %d V%d H%d\" fill=\"none\" stroke=\"#d1d9e0\"/>%n",
                left,
                TOP,
                BOTTOM,
                left + PANEL));
        for (double share : new double[] {0, 0.5, 1}) {
            double number = logarithmic ? min * Math.pow(max / min, share) : max * share;
            label(left - 6, BOTTOM - share * (BOTTOM - TOP) + 4, "end", number >= 10 ? "%.0f" : "%.2g", number);
        }
        for (Line line : lines) {
            line.draw(body, left, value, number -> {
                double share = logarithmic ? Math.log(number / min) / Math.log(max / min) : number / max;
                return BOTTOM - share * (BOTTOM - TOP);
            });
        }
        for (double limit : lines.get(0).limits()) {
            label(left + x(limit), BOTTOM + 16, "middle", "%.0f", limit / (1 << 20));
        }
        label(left + PANEL, BOTTOM + 32, "end", "memory limit, MB", 0);
    }

    /** Where a limit is, from the left end of a panel. */
    private double x(double limit) {
        return greatest == least
                ? PANEL / 2.0
                : 10 + (PANEL - 20) * Math.log(limit / least) / Math.log(greatest / least);
    }

    private void label(double x, double y, String anchor, String format, double number) {
        body.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" class=\"quiet\" fill=\"#59636e\" stroke=\"none\" font-size=\"11\""
                        + " text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                String.format(Locale.ROOT, format, number)));
    }

    private void legend() {
        int left = 300;
        for (Line line : lines) {
            body.append(String.format(Locale.ROOT, "<path %s d=\"M%d 18 h22\"/>%n", line.stroke(), left));
            text(left + 28, 22, "class=\"text\" fill=\"#1f2328\" font-size=\"12\"", line.label);
            left += 50 + 7 * line.label.length();
        }
    }

    private void text(int left, int baseline, String attributes, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        body.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" %s>%s</text>%n", left, baseline, attributes, escaped));
    }

    /** One engine with one number of threads; a group is the rounds of one limit. */
    private final class Line {
        private final String label;
        private final boolean ours;
        private final int threads;
        private final List<List<StateResult>> groups = new ArrayList<>();

        Line(String label, boolean ours, int threads) {
            this.label = label;
            this.ours = ours;
            this.threads = threads;
        }

        void add(StateResult result) {
            for (List<StateResult> group : groups) {
                if (group.get(0).limit() == result.limit()) {
                    group.add(result);
                    return;
                }
            }
            groups.add(new ArrayList<>(List.of(result)));
            groups.sort((left, right) ->
                    Long.compare(left.get(0).limit(), right.get(0).limit()));
        }

        List<Double> limits() {
            return groups.stream().map(group -> (double) group.get(0).limit()).toList();
        }

        String stroke() {
            return String.format(
                    Locale.ROOT,
                    "class=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s",
                    ours ? "ours" : "other",
                    ours ? "#1a7f5a" : "#8c959f",
                    threads == 1 ? "" : " stroke-dasharray=\"6 3\"");
        }

        void draw(StringBuilder target, int left, ToDoubleFunction<List<StateResult>> value, DoubleUnaryOperator y) {
            StringBuilder path = new StringBuilder();
            boolean drawing = false;
            for (List<StateResult> group : groups) {
                double x = left + x(group.get(0).limit());
                double number = value.applyAsDouble(group);
                boolean failed = group.stream().anyMatch(result -> result.run().failed());
                double height = failed || Double.isNaN(number) ? BOTTOM - 8 : y.applyAsDouble(number);
                if (failed) {
                    path.append(String.format(Locale.ROOT, "M%.1f %.1f l8 8 m0 -8 l-8 8 ", x - 4, height - 4));
                    drawing = false;
                } else if (!Double.isNaN(number)) {
                    path.append(
                            String.format(Locale.ROOT, "%s%.1f %.1f m-2 0 h4 m-2 0 ", drawing ? "L" : "M", x, height));
                    drawing = true;
                }
            }
            target.append("<path ")
                    .append(stroke())
                    .append(" d=\"")
                    .append(path.toString().strip())
                    .append("\"/>\n");
        }
    }
}
