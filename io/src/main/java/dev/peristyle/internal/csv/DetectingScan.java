package dev.peristyle.internal.csv;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.error.MalformedDataException;
import dev.peristyle.internal.csv.detect.Decision;
import dev.peristyle.internal.csv.detect.Detection;
import dev.peristyle.internal.csv.detect.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Describes a file of which the user said nothing. It is read with commas and double quotes if that makes sense: no more is looked at then
 * than without this class. If it does not, or gives one column, the file is looked at again by a detection. What that is sure of is
 * taken; what it is not sure of is an error, which says what it may be.
 */
public final class DetectingScan {
    /** What is less sure than this is not taken. */
    static final double SURE = 0.75;

    /** What is more sure than this speaks against one column. */
    private static final double DOUBTFUL = 0.5;

    private static final String STRANGE_IN_NAMES = ";\t|\r\0";

    private DetectingScan() {}

    /**
     * Describes a file.
     *
     * @param settings without a dialect, a header or columns of the user's
     * @return the dataset
     * @throws DataAccessException if the file cannot be read
     * @throws MalformedDataException if it is not clear how it is to be read
     */
    public static CsvSource describe(CsvInput input, ReadSettings settings) {
        Path file = input.paths().get(0);
        CsvSource asCommas = null;
        MalformedDataException refused = null;
        try {
            asCommas = CsvSource.describe(input, settings);
            if (!isStrange(asCommas)) {
                return asCommas;
            }
        } catch (MalformedDataException failure) {
            refused = failure;
        }
        Detection found;
        try {
            found = FileSample.detect(input.look(file));
        } catch (MalformedDataException otherKind) {
            if (asCommas == null) {
                throw refused;
            }
            return asCommas;
        }
        DetectedOptions options = new DetectedOptions(found, settings);
        if (asCommas != null && !options.differInMoreThanTheHeader()) {
            return asCommas;
        }
        if (options.differ() && options.confidence() >= SURE) {
            CsvSource taken = taken(input, found, options);
            if (taken != null) {
                return taken;
            }
        }
        if (refused != null) {
            throw withHint(refused, options);
        }
        if (asCommas.stored().size() == 1
                && found.confidence(Decision.DELIMITER) > DOUBTFUL
                && !found.dialect().delimiter().equals(settings.dialect().delimiter())) {
            throw withHint(
                    new MalformedDataException(
                            file + ": read with commas the file has one column, '"
                                    + asCommas.stored().names().get(0)
                                    + "', but its records may have several. If it is one column, say so:"
                                    + " CsvOptions.builder().schema(...)",
                            file.toString(),
                            1,
                            0,
                            null),
                    options);
        }
        return asCommas;
    }

    /** Whether a reading may be wrong although nothing was refused. */
    private static boolean isStrange(CsvSource source) {
        if (source.stored().size() == 1 || source.wrongInSample) {
            return true;
        }
        for (String name : source.stored().names()) {
            for (int position = 0; position < name.length(); position++) {
                if (STRANGE_IN_NAMES.indexOf(name.charAt(position)) >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The file as it was detected, or null if it cannot be read so. */
    private static CsvSource taken(CsvInput input, Detection found, DetectedOptions options) {
        try {
            CsvSource source = CsvSource.describe(input, options.adopted());
            boolean refused =
                    source.wrongInSample && options.adopted().badRows().isFail();
            return refused ? null : source.explainedBy(lines(found));
        } catch (MalformedDataException wrong) {
            return null;
        }
    }

    private static List<String> lines(Detection found) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : found.findings()) {
            lines.add("detected " + words(finding.decision()) + " " + finding.value() + " (" + finding.confidence()
                    + "): " + finding.reason());
        }
        return lines;
    }

    private static String words(Decision decision) {
        return decision.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static MalformedDataException withHint(MalformedDataException refused, DetectedOptions options) {
        if (!options.differInMoreThanTheHeader() || options.confidence() <= DOUBTFUL) {
            return refused;
        }
        return new MalformedDataException(
                refused.getMessage() + "\nIts beginning looks as if it was to be read with " + options.code()
                        + ", but that is not sure enough (" + options.confidence()
                        + ") to be done unasked; Csv.detect(file) says why.",
                refused.file(),
                refused.line(),
                refused.byteOffset(),
                refused.column());
    }
}
