package dev.peristyle.internal.over;

import dev.peristyle.schema.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All functions over windows that are no aggregates, by name. */
public final class OverFunctions {

    /** Whether there is a row at a distance; not for users. */
    public static final String REACHES = "reaches";

    /** The value some rows before. */
    public static final String LAG = "lag";

    private static final Map<String, OverFunction> FUNCTIONS = byName(List.of(
            new RowNumber(),
            new Rank(),
            new DenseRank(),
            new PercentRank(),
            new CumeDist(),
            new Ntile(),
            new Reaches(),
            new Shift(LAG, -1),
            new Shift("lead", 1),
            FrameValue.FIRST,
            FrameValue.LAST,
            FrameValue.NTH));

    private OverFunctions() {}

    private static Map<String, OverFunction> byName(List<OverFunction> functions) {
        Map<String, OverFunction> byName = new LinkedHashMap<>();
        functions.forEach(function -> byName.put(function.name(), function));
        return byName;
    }

    static OverFunction named(String name) {
        OverFunction function = FUNCTIONS.get(name);
        if (function == null) {
            throw new IllegalArgumentException("there is no function '" + name + "', only " + FUNCTIONS.keySet());
        }
        return function;
    }

    /**
     * The type of the results of a function.
     *
     * @param argument the type of its argument, null if it has none
     */
    public static DataType outputType(String name, DataType argument) {
        return named(name).outputType(argument);
    }
}
