package dev.peristyle.internal.columnfile;

import dev.peristyle.column.ViewColumn;
import dev.peristyle.internal.window.FileRanges;
import dev.peristyle.memory.MemoryPool;

/**
 * The dictionaries of a file that is appended to. They are read into memory, where more texts come after those that are there, and go after all batches again,
 * so that the positions in old batches stay what they are.
 */
final class AppendedDictionaries {
    private static final int TEXT_BYTES = 1 << 16;

    private AppendedDictionaries() {}

    /** Where the dictionaries of a file of ours begin: the end of its batches. */
    static long start(FileMetadata metadata) {
        return metadata.dictionaries().isEmpty()
                ? metadata.footerStart() - FileLayout.END_BYTES
                : metadata.dictionaries().get(0).offset();
    }

    /**
     * Reads them, and compares their checksums: they will be written with others.
     *
     * @param target receives them
     * @throws DictionaryFullException if there is no room for all texts of one
     * @throws dev.peristyle.error.MalformedDataException if one is damaged
     */
    static void read(FileMetadata metadata, FileRanges ranges, DictionaryColumns target, MemoryPool pool) {
        if (metadata.dictionaries().isEmpty()) {
            return;
        }
        FileVerifier.verifyDictionaries(metadata, ranges, pool);
        try (Dictionaries dictionaries = new Dictionaries(metadata, ranges, pool, TEXT_BYTES)) {
            for (int number = 0; number < metadata.dictionaries().size(); number++) {
                ArrowMessages.Place place = metadata.dictionaries().get(number);
                BatchLayout.OfDictionary message = BatchLayout.readDictionary(ranges, number, place);
                ColumnPlan plan = plan(metadata, message, number);
                if (target.of((int) plan.dictionary()) != null) {
                    throw broken(metadata, number, "its column has another one");
                }
                DictionaryBuilder builder = DictionaryBuilder.named(plan.name(), pool);
                target.set((int) plan.dictionary(), builder);
                if (!builder.addAll((ViewColumn) dictionaries.get(plan).column())) {
                    throw broken(metadata, number, "a text of it is not there or occurs twice");
                }
            }
        }
    }

    private static ColumnPlan plan(FileMetadata metadata, BatchLayout.OfDictionary message, int number) {
        long id = message.id();
        boolean isOne = id >= 0
                && id < metadata.columns().size()
                && metadata.columns().get((int) id).hasDictionary();
        if (!isOne || message.isDelta()) {
            throw broken(metadata, number, "it is not that of a column");
        }
        return metadata.columns().get((int) id);
    }

    private static RuntimeException broken(FileMetadata metadata, int number, String what) {
        return BrokenFile.batch(
                metadata.file().path(),
                "dictionary batch " + number,
                metadata.dictionaries().get(number).offset(),
                what);
    }
}
