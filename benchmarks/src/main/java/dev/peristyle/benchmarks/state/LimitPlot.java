package dev.peristyle.benchmarks.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Seconds over the memory limit and, beside that, the peak of resident memory over it: two panels for each question, in each a line for
 * each engine and number of threads, and a cross where an engine fails, at the time and the memory that it had reached. Limits and
 * bytes are on logarithmic scales, seconds begin at 0. The colours follow the reader's light or dark scheme.
 */
final class LimitPlot {
    private static final int WIDTH = 860;
    private static final int PANEL_WIDTH = 336;
    private static final int PANEL_HEIGHT = 190;
    private static final int SECONDS_LEFT = 56;
    private static final int MEMORY_LEFT = 506;
    private static final int MARGIN = 14;
    private static final int LEGEND_COLUMNS = 4;
    private static final int LEGEND_ROW = 22;

    /** From the top of a question to that of its panels, and from there to the next question. */
    private static final int TITLE_HEIGHT = 46;

    private static final int AXIS_HEIGHT = 54;
    private static final int CAPTION_HEIGHT = 30;

    /** Between the ends of a panel and the limits. */
    private static final int INSET = 22;

    private static final String STYLE = """
            <style>.line { fill: none; stroke-width: 2; stroke-linejoin: round } .dashed { stroke-dasharray: 6 4 } \
            .ours { stroke: #1a7f5a } .other { stroke: #bc4c00 } .dot { stroke-width: 2; fill: #ffffff } \
            .ground { fill: #ffffff } .text { fill: #1f2328 } .quiet { fill: #59636e; font-size: 11px } \
            .grid { stroke: #d1d9e0; fill: none } .cross { stroke: #59636e } .bound { stroke: #59636e; fill: none; stroke-dasharray: 2 3 } \
            @media (prefers-color-scheme: dark) { .ground, .dot { fill: #0d1117 } .text { fill: #e6edf3 } \
            .quiet { fill: #9198a1 } .grid { stroke: #30363d } .cross { stroke: #9198a1 } .bound { stroke: #9198a1 } \
            .ours { stroke: #3fb68b } .other { stroke: #f0883e } }</style>
            """;

    private final StringBuilder body = new StringBuilder();
    private final List<Double> limits;

    private LimitPlot(List<StateResult> results) {
        this.limits = List.copyOf(new TreeSet<>(
                results.stream().map(result -> (double) result.limit()).toList()));
    }

    /** What a panel shows of the rounds of one limit. */
    private interface Value {
        double of(List<StateResult> rounds);
    }

    /** From a value to its height in a panel, 0 to 1. */
    private interface Scale {
        double share(double value);
    }

    /**
     * Draws a plot.
     *
     * @param results runs of any questions, which come one below the other
     * @param caption the machine and the like, a line at the bottom
     * @return SVG
     */
    static String draw(List<StateResult> results, String caption) {
        List<StateResult> engines = results.stream()
                .filter(result -> !result.engine().equals(StateCommand.DISK))
                .toList();
        LimitPlot plot = new LimitPlot(engines);
        Map<String, List<StateResult>> questions = new LinkedHashMap<>();
        engines.forEach(result -> questions
                .computeIfAbsent(result.question(), absent -> new ArrayList<>())
                .add(result));
        int top = plot.legend(lines(engines).keySet());
        for (Map.Entry<String, List<StateResult>> question : questions.entrySet()) {
            plot.question(top, question.getKey(), question.getValue());
            top += TITLE_HEIGHT + PANEL_HEIGHT + AXIS_HEIGHT;
        }
        plot.text(MARGIN, top + 14, "quiet", "start", caption);
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"13\">%n%3$s"
                        + "<rect class=\"ground\" width=\"%1$d\" height=\"%2$d\"/>%n%4$s</svg>%n",
                WIDTH,
                top + CAPTION_HEIGHT,
                STYLE,
                plot.body);
    }

    /** Runs by engine and threads, and those by limit. */
    private static Map<String, List<List<StateResult>>> lines(List<StateResult> results) {
        Map<String, Map<Long, List<StateResult>>> lines = new LinkedHashMap<>();
        results.stream()
                .sorted((left, right) -> Long.compare(left.limit(), right.limit()))
                .forEach(result -> lines.computeIfAbsent(label(result), absent -> new LinkedHashMap<>())
                        .computeIfAbsent(result.limit(), absent -> new ArrayList<>())
                        .add(result));
        Map<String, List<List<StateResult>>> ordered = new LinkedHashMap<>();
        // ours first
        lines.keySet().stream()
                .sorted(Comparator.comparing((String label) -> classes(label).startsWith("other"))
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(
                        label -> ordered.put(label, List.copyOf(lines.get(label).values())));
        return ordered;
    }

    private static String label(StateResult result) {
        String name = result.engine().equals(StateCommand.OURS) ? "Peristyle" : "DuckDB";
        return name + ", " + result.threads() + (result.threads() == 1 ? " thread" : " threads");
    }

    private static String classes(String label) {
        return (label.startsWith("Peristyle") ? "ours" : "other") + (label.endsWith(" 1 thread") ? "" : " dashed");
    }

    /** Explains lines, crosses and the bound, a place each; returns the height. */
    private int legend(Iterable<String> labels) {
        int place = 0;
        for (String label : labels) {
            int left = legendText(place, label);
            path("line " + classes(label), "M" + left + " " + legendY(place) + " h30");
            circle(left + 15, legendY(place), label);
            place++;
        }
        path("line cross", cross(legendText(place, "failed") + 15, legendY(place)));
        place++;
        path("bound", "M" + legendText(place, "heap + limit") + " " + legendY(place) + " h30");
        return legendY(place) + LEGEND_ROW - 6;
    }

    /** Writes the text of a place of the legend; returns where its mark begins. */
    private int legendText(int place, String text) {
        int left = MARGIN + place % LEGEND_COLUMNS * (WIDTH / LEGEND_COLUMNS);
        text(left + 38, legendY(place) + 4, "text", "start", text);
        return left;
    }

    private static int legendY(int place) {
        return LEGEND_ROW * (1 + place / LEGEND_COLUMNS);
    }

    private void question(int top, String title, List<StateResult> results) {
        text(MARGIN, top + 16, "text\" font-weight=\"600", "start", title);
        double greatest = results.stream()
                .filter(result -> !result.run().failed())
                .mapToDouble(result -> result.run().seconds())
                .max()
                .orElse(results.stream()
                        .mapToDouble(result -> result.run().seconds())
                        .max()
                        .orElse(1));
        double step = step(greatest / 4);
        double end = Math.ceil(greatest * 1.05 / step) * step;
        int panelTop = top + TITLE_HEIGHT;
        frame(SECONDS_LEFT, panelTop, "seconds");
        Scale seconds = value -> Math.min(1, value / end);
        for (int tick = 0; tick * step <= end + step / 2; tick++) {
            grid(SECONDS_LEFT, panelTop, seconds.share(tick * step), plain(tick * step));
        }
        lines(results).forEach((label, groups) -> {
            line(SECONDS_LEFT, panelTop, label, groups, LimitPlot::seconds, seconds);
        });
        memory(panelTop, results);
    }

    private void memory(int top, List<StateResult> results) {
        double heap = results.get(0).heap();
        double least = results.stream()
                .mapToDouble(result -> result.run().peakBytes())
                .filter(bytes -> bytes > 0)
                .min()
                .orElse(limits.get(0));
        double greatest = results.stream()
                .mapToDouble(result -> Math.max(result.run().peakBytes(), heap + result.limit()))
                .filter(bytes -> bytes > 0)
                .max()
                .orElse(1);
        double low = Math.floor(log2(Math.min(least, heap + limits.get(0)) / (1 << 20)));
        double high = Math.ceil(log2(greatest / (1 << 20)));
        Scale scale = bytes -> (log2(bytes / (1 << 20)) - low) / (high - low);
        frame(MEMORY_LEFT, top, "peak of resident memory");
        for (double tick = low; tick <= high; tick++) {
            grid(MEMORY_LEFT, top, (tick - low) / (high - low), size(Math.pow(2, tick) * (1 << 20)));
        }
        StringBuilder bound = new StringBuilder();
        for (double limit : limits) {
            // both ends on the grid of limits; what is between them bends, as the heap is a part of the sum
            bound.append(bound.length() == 0 ? "M" : "L")
                    .append(point(MEMORY_LEFT + x(limit), y(top, scale.share(heap + limit))));
        }
        path("bound", bound.toString());
        lines(results).forEach((label, groups) -> line(MEMORY_LEFT, top, label, groups, StateResult::peakBytes, scale));
    }

    /** The median, or how long the one lived that failed. */
    private static double seconds(List<StateResult> rounds) {
        double median = StateResult.medianSeconds(rounds);
        return Double.isNaN(median)
                ? rounds.stream()
                        .filter(result -> result.run().failed())
                        .mapToDouble(result -> result.run().seconds())
                        .max()
                        .orElse(Double.NaN)
                : median;
    }

    private void frame(int left, int top, String title) {
        text(left, top - 10, "text", "start", title);
        int bottom = top + PANEL_HEIGHT;
        for (int index = 0; index < limits.size(); index++) {
            double x = left + x(limits.get(index));
            path("grid", "M" + point(x, bottom) + "v4");
            // where there are many, every other one has room for its name
            if (limits.size() <= 8 || index % 2 == 0) {
                text(x, bottom + 18, "quiet", "middle", size(limits.get(index)));
            }
        }
        text(left + PANEL_WIDTH, bottom + 34, "quiet", "end", "memory limit");
    }

    private void grid(int left, int top, double share, String label) {
        path("grid", "M" + point(left, y(top, share)) + "h" + PANEL_WIDTH);
        text(left - 6, y(top, share) + 4, "quiet", "end", label);
    }

    private void line(int left, int top, String label, List<List<StateResult>> groups, Value value, Scale scale) {
        StringBuilder path = new StringBuilder();
        StringBuilder crosses = new StringBuilder();
        List<double[]> dots = new ArrayList<>();
        boolean drawing = false;
        for (List<StateResult> rounds : groups) {
            double number = value.of(rounds);
            if (Double.isNaN(number)) {
                drawing = false;
                continue;
            }
            double x = left + x(rounds.get(0).limit());
            double y = y(top, Math.max(0, scale.share(number)));
            if (rounds.stream().anyMatch(result -> result.run().failed())) {
                crosses.append(cross(x, y));
                drawing = false;
            } else {
                path.append(drawing ? "L" : "M").append(point(x, y));
                dots.add(new double[] {x, y});
                drawing = true;
            }
        }
        path("line " + classes(label), path.toString());
        dots.forEach(dot -> circle(dot[0], dot[1], label));
        path("line " + classes(label).replace(" dashed", ""), crosses.toString());
    }

    /** Where a limit is, from the left end of a panel. */
    private double x(double limit) {
        double least = limits.get(0);
        double greatest = limits.get(limits.size() - 1);
        return greatest == least
                ? PANEL_WIDTH / 2.0
                : INSET + (PANEL_WIDTH - 2 * INSET) * Math.log(limit / least) / Math.log(greatest / least);
    }

    private static double y(int top, double share) {
        return top + PANEL_HEIGHT * (1 - share);
    }

    /** The next of 1, 2, 5, 10 ... that is not less. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private static String plain(double number) {
        return String.format(Locale.ROOT, "%.6f", number).replaceAll("\\.?0+$", "");
    }

    private static String size(double bytes) {
        double megabytes = bytes / (1 << 20);
        return megabytes < 1024 ? plain(megabytes) + " MB" : plain(megabytes / 1024) + " GB";
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f %.1f ", x, y);
    }

    private static String cross(double x, double y) {
        return String.format(Locale.ROOT, "M%.1f %.1f l10 10 m0 -10 l-10 10 ", x - 5, y - 5);
    }

    private void path(String classes, String path) {
        if (!path.isEmpty()) {
            body.append(String.format(Locale.ROOT, "<path class=\"%s\" d=\"%s\"/>%n", classes, path.strip()));
        }
    }

    private void circle(double x, double y, String label) {
        body.append(String.format(
                Locale.ROOT,
                "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>%n",
                classes(label).replace(" dashed", ""),
                x,
                y));
    }

    private void text(double x, double baseline, String classes, String anchor, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        body.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                classes,
                x,
                baseline,
                anchor,
                escaped));
    }
}
