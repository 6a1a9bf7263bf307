package dev.peristyle.internal.csv;

import dev.peristyle.internal.check.ShownNames;
import dev.peristyle.internal.csv.kernel.LineColumn;
import dev.peristyle.internal.csv.kernel.LineLayout;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Schema;
import java.util.LinkedHashSet;
import java.util.Set;

/** What rows have to be so that lines of a layout can be made of them, and the line that names their columns. */
final class LineRules {
    private LineRules() {}

    /**
     * Checks that each column has a place, and each place a column of a type that can be written there.
     *
     * @throws IllegalArgumentException if not
     */
    static void check(Schema schema, WriteSettings settings) {
        Set<String> others = new LinkedHashSet<>(schema.names());
        for (LineColumn column : settings.lines().columns()) {
            if (!others.remove(column.name())) {
                throw new IllegalArgumentException("the layout of fixedWidth(...) has a column '"
                        + ShownNames.one(column.name()) + "', but the rows have no such column; they have "
                        + ShownNames.of(schema.names()) + ". Add it, or leave it out of the layout");
            }
            checkPoint(column, schema.field(schema.indexOf(column.name())).type(), settings);
            if (settings.header()) {
                checkName(column);
            }
        }
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("the layout of fixedWidth(...) has no places for the columns "
                    + ShownNames.of(others) + ", which would be lost. Leave them out with select, or add them to it");
        }
    }

    private static void checkPoint(LineColumn column, DataType type, WriteSettings settings) {
        int scale = column.impliedScale();
        if (scale == LineLayout.NO_SCALE) {
            return;
        }
        if (!(type instanceof DataType.Decimal) || type.scale() != scale) {
            throw new IllegalArgumentException("column '" + ShownNames.one(column.name()) + "' is of type " + type
                    + ", but the layout has impliedDecimals(...) of " + scale + " for it. Cast it to a decimal of that"
                    + " scale, such as DataType.decimal(18, " + scale + ")");
        }
        if (settings.formats().places().containsKey(column.name())) {
            throw new IllegalArgumentException("decimalPlaces(...) is set for column '"
                    + ShownNames.one(column.name())
                    + "', whose digits are written without their point. Round it in the pipeline");
        }
    }

    private static void checkName(LineColumn column) {
        String name = column.name();
        int characters = name.codePointCount(0, name.length());
        if (characters > column.width() || name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the name of column '" + ShownNames.one(name) + "' has " + characters
                    + " characters, but has to be on one line and in the " + column.width()
                    + " of the column. Leave header() out, rename it, or make the column wider");
        }
    }

    /** The line of names, with its end: each where the values of its column are, at the left. */
    static String header(LineLayout layout, String lineEnd) {
        StringBuilder line = new StringBuilder();
        int end = 0;
        for (LineColumn column : layout.inOrder()) {
            int characters = column.name().codePointCount(0, column.name().length());
            line.append(" ".repeat(column.start() - end)).append(column.name());
            line.append(" ".repeat(column.width() - characters));
            end = column.end();
        }
        return line.append(lineEnd).toString();
    }
}
