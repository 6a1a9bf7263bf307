package dev.peristyle.internal.npy;

import dev.peristyle.error.DataAccessException;
import dev.peristyle.internal.file.InputFile;
import dev.peristyle.internal.fixedwidth.Extent;
import dev.peristyle.internal.fixedwidth.ExtentFinder;
import dev.peristyle.internal.fixedwidth.RecordFormat;
import java.util.List;

/**
 * Where the records of NumPy's files are.
 *
 * @param format what they were when the files were described
 * @param names of the columns, or null for those that the files have
 */
public record NpyExtent(RecordFormat format, List<String> names) implements ExtentFinder {

    @Override
    public Extent of(InputFile file) {
        NpyHeader header = NpyHeader.of(file, names);
        if (!header.format().schema().equals(format.schema()) || !sameFields(header.format())) {
            throw new DataAccessException(
                    file.path() + " has the columns " + header.format().schema()
                            + ", in " + header.format().recordLength() + " bytes a row, but " + format.schema() + " in "
                            + format.recordLength()
                            + " bytes was expected, as the first file has it and had it when it was described");
        }
        return new Extent(header.dataStart(), header.rows());
    }

    private boolean sameFields(RecordFormat other) {
        if (other.recordLength() != format.recordLength()) {
            return false;
        }
        for (int column = 0; column < format.fields().size(); column++) {
            boolean sameOrder = other.fields().get(column).storage().bigEndian()
                    == format.fields().get(column).storage().bigEndian();
            boolean sameForm = other.fields().get(column).storage().form()
                    == format.fields().get(column).storage().form();
            if (!sameOrder
                    || !sameForm
                    || other.fields().get(column).offset()
                            != format.fields().get(column).offset()) {
                return false;
            }
        }
        return true;
    }
}
