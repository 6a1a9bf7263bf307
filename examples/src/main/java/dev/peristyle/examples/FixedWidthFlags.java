package dev.peristyle.examples;

import dev.peristyle.csv.FixedWidthLayout;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where the columns of a fixed-width text are, as flags of a command. */
final class FixedWidthFlags {
    private static final Pattern POSITION = Pattern.compile("(.+):(\\d{1,9})-(\\d{1,9})");

    @Option(
            names = "--positions",
            paramLabel = "NAME:START-END,...",
            split = ",",
            description =
                    "Reads fixed-width text: each column with its first character, from 0, and that after its last,"
                            + " such as id:0-10,name:10-30.")
    private String[] positions;

    @Option(
            names = "--padding",
            paramLabel = "CHARACTER",
            converter = CharacterConverter.class,
            description = "With --positions: what fills values up (default: blanks).")
    private Character padding;

    @Option(
            names = "--implied-decimals",
            paramLabel = "COLUMN=N",
            description = "With --positions: digits after a point that is not written; may be repeated.")
    private Map<String, Integer> decimals = Map.of();

    @Option(
            names = "--footer-lines",
            paramLabel = "N",
            description = "With --positions: lines at the end that are left out.")
    private int footerLines;

    @Option(names = "--short-lines", description = "With --positions: takes lines that end early; the rest is null.")
    private boolean shortLines;

    boolean isUsed() {
        return positions != null || padding != null || footerLines != 0 || shortLines || !decimals.isEmpty();
    }

    /**
     * The layout that the flags describe.
     *
     * @throws IllegalArgumentException if they say where no column is
     */
    FixedWidthLayout layout() {
        if (positions == null) {
            throw new IllegalArgumentException(
                    "--padding, --implied-decimals, --footer-lines and --short-lines are for fixed-width text: add --positions");
        }
        FixedWidthLayout.Builder layout = FixedWidthLayout.builder().footerLines(footerLines);
        columns("--positions", positions, layout);
        if (padding != null) {
            layout.padding(padding);
        }
        if (shortLines) {
            layout.allowShortLines();
        }
        decimals.forEach(layout::impliedDecimals);
        return layout.build();
    }

    /** Adds the columns that a flag lists. */
    static void columns(String flag, String[] positions, FixedWidthLayout.Builder layout) {
        for (String position : positions) {
            Matcher place = POSITION.matcher(position);
            if (!place.matches()) {
                throw new IllegalArgumentException(
                        flag + " has '" + position + "', but a column is NAME:START-END, such as id:0-10");
            }
            layout.column(place.group(1), Integer.parseInt(place.group(2)), Integer.parseInt(place.group(3)));
        }
    }
}
