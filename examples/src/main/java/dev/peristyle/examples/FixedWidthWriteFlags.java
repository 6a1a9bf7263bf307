package dev.peristyle.examples;

import dev.peristyle.csv.CsvWriteOptions;
import dev.peristyle.csv.FixedWidthLayout;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where columns go in a fixed-width text, as flags of a command. */
final class FixedWidthWriteFlags {
    @Option(
            names = "--out-positions",
            paramLabel = "NAME:START-END,...",
            split = ",",
            description =
                    "Writes fixed-width text: each column with its first character, from 0, and that after its last,"
                            + " such as id:0-10,name:10-30. The file may be called anything.")
    private String[] positions;

    @Option(
            names = "--out-padding",
            paramLabel = "CHARACTER",
            converter = CharacterConverter.class,
            description = "With --out-positions: what fills values up (default: blanks).")
    private Character padding;

    @Option(
            names = "--out-column-padding",
            paramLabel = "COLUMN=CHARACTER",
            description = "The same for one column, such as amount=0; may be repeated.")
    private Map<String, Character> paddings = Map.of();

    @Option(
            names = "--out-implied-decimals",
            paramLabel = "COLUMN=N",
            description = "With --out-positions: digits after a point that is not written; may be repeated.")
    private Map<String, Integer> decimals = Map.of();

    @Option(names = "--out-header", description = "With --out-positions: begins with a line of names.")
    private boolean header;

    boolean isUsed() {
        return positions != null || padding != null || !paddings.isEmpty() || !decimals.isEmpty() || header;
    }

    /**
     * Sets what the flags say.
     *
     * @throws IllegalArgumentException if they say where no column is
     */
    void set(CsvWriteOptions.Builder options) {
        if (!isUsed()) {
            return;
        }
        if (positions == null) {
            throw new IllegalArgumentException("--out-padding, --out-column-padding, --out-implied-decimals and"
                    + " --out-header are for fixed-width text: add --out-positions");
        }
        FixedWidthLayout.Builder layout = FixedWidthLayout.builder();
        FixedWidthFlags.columns("--out-positions", positions, layout);
        if (padding != null) {
            layout.padding(padding);
        }
        paddings.forEach(layout::padding);
        decimals.forEach(layout::impliedDecimals);
        options.fixedWidth(layout.build());
        if (header) {
            options.header();
        }
    }
}
