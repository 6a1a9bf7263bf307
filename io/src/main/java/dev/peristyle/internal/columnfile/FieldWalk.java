package dev.peristyle.internal.columnfile;

import dev.peristyle.internal.check.ShownText;
import dev.peristyle.schema.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.flatbuf.UnionMode;

/**
 * Goes through the fields of a schema in the order in which batches have their nodes and buffers, those of nested types too, to know
 * which are whose. What a hostile file can make it do is bounded: by its depth, and by as many fields as have room in the footer.
 */
final class FieldWalk {
    private static final int MAX_DEPTH = 64;

    /** A field takes more than this. */
    private static final int MIN_FIELD_BYTES = 16;

    private final short version;
    private long fieldsLeft;
    private int nodes;
    private int buffers;
    private int views;
    private boolean isLost;

    private FieldWalk(short version, int footerBytes) {
        this.version = version;
        this.fieldsLeft = footerBytes / MIN_FIELD_BYTES;
    }

    /** The columns of a schema. */
    static List<ColumnPlan> columns(Schema schema, short version, int footerBytes) {
        FieldWalk walk = new FieldWalk(version, footerBytes);
        List<ColumnPlan> columns = new ArrayList<>();
        for (int position = 0; position < schema.fieldsLength(); position++) {
            columns.add(walk.column(schema.fields(position)));
        }
        return columns;
    }

    private ColumnPlan column(Field field) {
        String name = field.name() == null ? "" : field.name();
        int node = nodes;
        int buffer = buffers;
        int viewsBefore = views;
        boolean wasLost = isLost;
        count(field, 0);
        ArrowTypes.ReadAs readable = ArrowTypes.read(field);
        DictionaryEncoding dictionary = field.dictionary();
        DataType.Int indexType = dictionary == null ? null : indexType(dictionary);
        String refusal = null;
        if (name.isEmpty()) {
            refusal = "has no name";
        } else if (wasLost) {
            refusal = "comes after a field of a type that is not known here";
        } else if (readable == null) {
            refusal = "is of the type " + ArrowTypes.name(field.typeType())
                    + (field.childrenLength() > 0 ? ", which is nested and not read" : ", which is not read");
        } else if (dictionary != null && indexType == null) {
            refusal = "has positions of an unknown width in its dictionary";
        }
        if (refusal != null) {
            return new ColumnPlan(name, null, null, refusal, node, buffer, viewsBefore, ColumnPlan.NO_DICTIONARY, null);
        }
        long id = dictionary == null ? ColumnPlan.NO_DICTIONARY : dictionary.id();
        return new ColumnPlan(name, readable.type(), readable.form(), null, node, buffer, viewsBefore, id, indexType);
    }

    private static DataType.Int indexType(DictionaryEncoding dictionary) {
        if (dictionary.indexType() == null) {
            return new DataType.Int(32, true);
        }
        ArrowTypes.ReadAs readable = ArrowTypes.integer(dictionary.indexType());
        return readable == null ? null : (DataType.Int) readable.type();
    }

    private void count(Field field, int depth) {
        if (fieldsLeft-- <= 0 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("fields are nested in each other without an end at '"
                    + ShownText.of(String.valueOf(field.name())) + "'");
        }
        nodes++;
        if (field.dictionary() != null) {
            buffers += 2;
            return;
        }
        buffers += buffers(field);
        for (int child = 0; child < field.childrenLength(); child++) {
            count(field.children(child), depth + 1);
        }
    }

    private int buffers(Field field) {
        return switch (field.typeType()) {
            case Type.Null, Type.RunEndEncoded -> 0;
            case Type.Struct_, Type.FixedSizeList -> 1;
            case Type.Bool,
                    Type.Int,
                    Type.FloatingPoint,
                    Type.Decimal,
                    Type.Date,
                    Type.Time,
                    Type.Timestamp,
                    Type.Interval,
                    Type.Duration,
                    Type.FixedSizeBinary,
                    Type.List,
                    Type.LargeList,
                    Type.Map -> 2;
            case Type.Utf8, Type.LargeUtf8, Type.Binary, Type.LargeBinary, Type.ListView, Type.LargeListView -> 3;
            case Type.Utf8View, Type.BinaryView -> {
                views++;
                yield 2;
            }
            case Type.Union -> {
                int validity = version < MetadataVersion.V5 ? 1 : 0;
                yield validity + (((Union) field.type(new Union())).mode() == UnionMode.Dense ? 2 : 1);
            }
            default -> {
                isLost = true;
                yield 0;
            }
        };
    }
}
