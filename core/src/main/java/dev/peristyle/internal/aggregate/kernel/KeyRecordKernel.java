package dev.peristyle.internal.aggregate.kernel;

import dev.peristyle.internal.ground.Bits;
import dev.peristyle.internal.ground.Hash;
import org.agrona.UnsafeApi;

/**
 * The keys of groups as records of fixed size, and a table of hashes over them. A key of up to 64 bits is a word; one of bytes
 * is 16 bytes: its length, then up to twelve bytes of it, or its first four and the address of an owned copy. A bit says
 * which keys are null; the words of a null are zeros.
 *
 * <p>An entry of the table is a long: 32 bits of the hash above the number of the group + 1; 0 if it is free. The next entry is tried until one is free.
 */
public final class KeyRecordKernel {

    /** Bytes of a text that lie in its record. */
    public static final int INLINE = 12;

    /** Where the address of a longer text is. */
    public static final int TEXT_ADDRESS = 8;

    private KeyRecordKernel() {}

    /**
     * Where the search for a hash begins. Not its own top bits: those are the same for all groups of a part.
     *
     * @param shift 64 minus the bits of an index
     */
    public static long index(long hash, int shift) {
        return Hash.of(hash) >>> shift;
    }

    /** What an entry holds of a hash. */
    public static int salt(long hash) {
        return (int) (hash >>> 8);
    }

    /**
     * Writes what stands where the search for the group of each row begins, which {@link #number} replaces. In a table that is
     * larger than the caches each place is a miss; here no step waits for the one before, so that many are under way.
     */
    public static void guess(int from, int to, long hashes, long table, int shift, long groups) {
        for (int row = from; row < to; row++) {
            long index = index(UnsafeApi.getLong(hashes + 8L * row), shift);
            UnsafeApi.putInt(groups + 4L * row, (int) UnsafeApi.getLong(table + 8 * index) - 1);
        }
    }

    /**
     * Writes the group of each row, and makes one of each hash that is not in the table, which has room for all.
     *
     * @param size groups so far
     * @param added gets the first row of each new group
     * @return groups after that
     */
    public static int number(int from, int to, long hashes, long table, int shift, long groups, int size, long added) {
        long mask = (1L << (64 - shift)) - 1;
        int next = size;
        long rows = added - 4L * size;
        for (int row = from; row < to; row++) {
            long hash = UnsafeApi.getLong(hashes + 8L * row);
            long index = index(hash, shift);
            long entry = UnsafeApi.getLong(table + 8 * index);
            while (entry != 0 && (int) (entry >>> 32) != salt(hash)) {
                index = index + 1 & mask;
                entry = UnsafeApi.getLong(table + 8 * index);
            }
            int group = (int) entry - 1;
            if (entry == 0) {
                group = next;
                UnsafeApi.putInt(rows + 4L * group, row);
                next++;
                UnsafeApi.putLong(table + 8 * index, entry(hash, group));
            }
            UnsafeApi.putInt(groups + 4L * row, group);
        }
        return next;
    }

    /** Begins the records of groups, with their hashes and without keys. */
    public static void start(int from, int to, long records, int bytes, long hashes, long rows) {
        UnsafeApi.setMemory(records + (long) bytes * from, (long) bytes * (to - from), (byte) 0);
        for (int group = from; group < to; group++) {
            int row = UnsafeApi.getInt(rows + 4L * (group - from));
            UnsafeApi.putLong(records + (long) bytes * group, UnsafeApi.getLong(hashes + 8L * row));
        }
    }

    /**
     * Writes a key of up to 64 bits to the records of groups.
     *
     * @param rows the row of each group
     * @param field address of the key in record 0
     * @param nullWord address of the word in record 0 that has its null bit
     */
    public static void putWords(
            int from, int to, long rows, long words, long validity, long field, long nullWord, int bit, int bytes) {
        for (int group = from; group < to; group++) {
            int row = UnsafeApi.getInt(rows + 4L * (group - from));
            long record = (long) bytes * group;
            if (Bits.isNull(validity, row)) {
                putNull(nullWord + record, bit);
            } else {
                UnsafeApi.putLong(field + record, UnsafeApi.getLong(words + 8L * row));
            }
        }
    }

    /** Sets the null bit of a key. */
    public static void putNull(long nullWord, int bit) {
        UnsafeApi.putLong(nullWord, UnsafeApi.getLong(nullWord) | 1L << bit);
    }

    /** Writes the group of each row whose hash is in the table and below {@code known}, and -1 for the others. */
    public static void find(int rows, long hashes, long table, int shift, int known, long groups) {
        long mask = (1L << (64 - shift)) - 1;
        for (int row = 0; row < rows; row++) {
            long hash = UnsafeApi.getLong(hashes + 8L * row);
            long index = index(hash, shift);
            long entry = UnsafeApi.getLong(table + 8 * index);
            while (entry != 0 && (int) (entry >>> 32) != salt(hash)) {
                index = index + 1 & mask;
                entry = UnsafeApi.getLong(table + 8 * index);
            }
            int group = (int) entry - 1;
            UnsafeApi.putInt(groups + 4L * row, group < known ? group : -1);
        }
    }

    /** Adds a group. */
    public static void insert(long hash, int group, long table, int shift) {
        long mask = (1L << (64 - shift)) - 1;
        long index = index(hash, shift);
        while (UnsafeApi.getLong(table + 8 * index) != 0) {
            index = index + 1 & mask;
        }
        UnsafeApi.putLong(table + 8 * index, entry(hash, group));
    }

    private static long entry(long hash, int group) {
        return (long) salt(hash) << 32 | (group + 1);
    }

    /**
     * Adds groups by the hashes at the start of their records.
     *
     * @param seen gets what stands where the searches begin, as by {@link #guess}
     */
    public static void insertAll(int count, long records, int bytes, long table, int shift, long[] seen) {
        for (int from = 0; from < count; from += seen.length) {
            int to = Math.min(count, from + seen.length);
            for (int group = from; group < to; group++) {
                long hash = UnsafeApi.getLong(records + (long) bytes * group);
                seen[group - from] = UnsafeApi.getLong(table + 8 * index(hash, shift));
            }
            for (int group = from; group < to; group++) {
                insert(UnsafeApi.getLong(records + (long) bytes * group), group, table, shift);
            }
        }
    }

    /**
     * Finds the first row whose word is not that of the record of its group.
     *
     * @param field address of the key in record 0
     * @param nullWord address of the word in record 0 that has its null bit
     * @param bit the null bit
     * @return the row; {@code rows} when there is none. Rows of no group, -1, are passed over
     */
    public static int differentWord(
            int from, int rows, long groups, long words, long validity, long field, long nullWord, int bit, int bytes) {
        for (int row = from; row < rows; row++) {
            int group = UnsafeApi.getInt(groups + 4L * row);
            if (group < 0) {
                continue;
            }
            long record = (long) bytes * group;
            boolean isNull = (UnsafeApi.getLong(nullWord + record) >>> bit & 1) != 0;
            if (Bits.isNull(validity, row) != isNull
                    || (!isNull && UnsafeApi.getLong(words + 8L * row) != UnsafeApi.getLong(field + record))) {
                return row;
            }
        }
        return rows;
    }

    /** As {@link #differentWord}, for texts. */
    public static int differentText(
            int from,
            int rows,
            long groups,
            long addresses,
            long lengths,
            long validity,
            long field,
            long nullWord,
            int bit,
            int bytes) {
        for (int row = from; row < rows; row++) {
            int group = UnsafeApi.getInt(groups + 4L * row);
            if (group < 0) {
                continue;
            }
            long record = (long) bytes * group;
            boolean isNull = (UnsafeApi.getLong(nullWord + record) >>> bit & 1) != 0;
            if (Bits.isNull(validity, row) != isNull
                    || (!isNull
                            && !sameText(
                                    field + record,
                                    UnsafeApi.getLong(addresses + 8L * row),
                                    UnsafeApi.getInt(lengths + 4L * row)))) {
                return row;
            }
        }
        return rows;
    }

    private static boolean sameText(long field, long address, int length) {
        if (length != UnsafeApi.getInt(field)) {
            return false;
        }
        if (length <= INLINE) {
            return UnsafeApi.getInt(field + 4) == firstFour(address, length)
                    && UnsafeApi.getLong(field + 8) == nextEight(address, length);
        }
        return UnsafeApi.getInt(field + 4) == UnsafeApi.getInt(address)
                && sameBytes(UnsafeApi.getLong(field + TEXT_ADDRESS), address, length);
    }

    private static boolean sameBytes(long left, long right, int length) {
        int last = length - 8;
        for (int position = 0; position < last; position += 8) {
            if (UnsafeApi.getLong(left + position) != UnsafeApi.getLong(right + position)) {
                return false;
            }
        }
        return UnsafeApi.getLong(left + last) == UnsafeApi.getLong(right + last);
    }

    private static int firstFour(long address, int length) {
        if (TextPrefixKernel.prefixIsReadable(address)) {
            return (int) (UnsafeApi.getLong(address) & TextPrefixKernel.firstMask(Math.min(length, 4)));
        }
        return (int) TextPrefixKernel.wordInText(address, Math.min(length, 4), 0);
    }

    private static long nextEight(long address, int length) {
        if (TextPrefixKernel.prefixIsReadable(address)) {
            return UnsafeApi.getLong(address + 4) & TextPrefixKernel.firstMask(Math.max(length - 4, 0));
        }
        return TextPrefixKernel.wordInText(address, length, 4);
    }

    /** Writes a text to its field; one that is longer than {@value #INLINE} has to have a copy. */
    public static void putText(long field, long address, int length, long copy) {
        UnsafeApi.putInt(field, length);
        UnsafeApi.putInt(field + 4, firstFour(address, length));
        UnsafeApi.putLong(field + TEXT_ADDRESS, length <= INLINE ? nextEight(address, length) : copy);
    }

    /** The address of the text of a field. */
    public static long textAddress(long field) {
        return UnsafeApi.getInt(field) <= INLINE ? field + 4 : UnsafeApi.getLong(field + TEXT_ADDRESS);
    }
}
