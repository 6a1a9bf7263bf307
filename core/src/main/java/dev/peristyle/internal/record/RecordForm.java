package dev.peristyle.internal.record;

import dev.peristyle.internal.loop.LoopTemplate;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.SoftReference;
import java.util.List;

/**
 * What is compiled for a class of records: the ways into its columns and back. Kept as long as there is memory, because to make it takes milliseconds, and
 * softly, so that neither the class nor this library stays for it.
 */
record RecordForm(RecordColumns columns, List<ColumnFill> fills, RecordMaker maker) {

    private static final ClassValue<SoftReference<RecordForm>> KNOWN = new ClassValue<>() {
        @Override
        protected SoftReference<RecordForm> computeValue(Class<?> type) {
            return new SoftReference<>(make(type.asSubclass(Record.class)));
        }
    };

    /** The form of a class, which may be known. */
    static RecordForm of(Class<? extends Record> type) {
        while (true) {
            RecordForm form = KNOWN.get(type).get();
            if (form != null) {
                return form;
            }
            KNOWN.remove(type);
        }
    }

    private static <R extends Record> RecordForm make(Class<R> type) {
        RecordColumns columns = RecordColumns.of(type);
        MethodHandle ofRow = RecordMapper.ofStored(type, columns.schema());
        return new RecordForm(
                columns,
                columns.fills(columns.schema().names()),
                LoopTemplate.define(MethodHandles.lookup(), RecordMaker.class, CompiledMaker.class, ofRow));
    }
}
