package dev.peristyle.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peristyle.architecture.NullArguments;
import dev.peristyle.checkpoint.Checkpoint;
import dev.peristyle.columnfile.ColumnFileWriteOptions;
import dev.peristyle.columnfile.ColumnStreamOptions;
import dev.peristyle.error.RecordFault;
import dev.peristyle.execution.RunReport;
import dev.peristyle.file.BatchCompression;
import dev.peristyle.file.Compression;
import dev.peristyle.file.InvalidBytes;
import dev.peristyle.file.Parts;
import dev.peristyle.file.WindowMode;
import dev.peristyle.jdbc.Connections;
import dev.peristyle.jdbc.JdbcReadOptions;
import dev.peristyle.jdbc.JdbcWriteOptions;
import dev.peristyle.junit.MemoryCheckExtension;
import dev.peristyle.mapped.MappedArrays;
import dev.peristyle.profile.ProfileFile;
import dev.peristyle.record.FieldType;
import dev.peristyle.record.RecordLayout;
import dev.peristyle.schema.DataType;
import dev.peristyle.schema.Field;
import dev.peristyle.schema.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An argument that must not be null is named by the error. */
class CsvNullArgumentsTest {

    record Point(int x, int y) {}

    @TempDir
    private Path directory;

    @Test
    void everyMethodNamesTheArgumentThatIsNull() throws IOException {
        assertThat(new NullArguments()
                        .with("name")
                        .with(OutputStream.class, OutputStream.nullOutputStream())
                        .with(InputStream.class, InputStream.nullInputStream())
                        .with(ReadableByteChannel.class, Channels.newChannel(InputStream.nullInputStream()))
                        .with(Path.class, Path.of("absent.csv"))
                        .with(DataType.class, DataType.STRING)
                        .with(Schema.of(new Field("name", DataType.STRING)))
                        .with(WindowMode.READ)
                        .with(InvalidBytes.ERROR)
                        .with(CsvOptions.defaults())
                        .with(CsvOptions.builder())
                        .with(Csv.detect(Files.writeString(directory.resolve("table.csv"), "a,b\n1,2\n")))
                        .with(BadRows.skip())
                        .with(RecordFault.TOO_LONG)
                        .with(new RunReport(List.of(), true, 1, Duration.ZERO, Duration.ZERO, 0, 0, 0, 0))
                        .with(ProfileFile.to(Path.of("absent.html")))
                        .with(Quoting.ALL)
                        .with(Compression.GZIP)
                        .with(CsvWriteOptions.defaults())
                        .with(CsvWriteOptions.builder())
                        .with(Parts.rows(1))
                        .with(ColumnFileWriteOptions.defaults())
                        .with(ColumnFileWriteOptions.builder())
                        .with(ColumnStreamOptions.defaults())
                        .with(ColumnStreamOptions.builder())
                        .with(BatchCompression.LZ4)
                        .with(Checkpoint.at(Path.of("absent.checkpoint")))
                        .with(FixedWidthLayout.builder())
                        .with(FixedWidthLayout.builder().column("name", 1).build())
                        .with(RecordLayout.builder())
                        .with(FieldType.class, FieldType.int32())
                        .with(ByteOrder.class, ByteOrder.BIG_ENDIAN)
                        .with(Class.class, Point.class)
                        .with(Map.class, Map.of())
                        .with(Connections.class, Connections.of("jdbc:h2:mem:nulls"))
                        .with(DataSource.class, (DataSource) Proxy.newProxyInstance(
                                DataSource.class.getClassLoader(),
                                new Class<?>[] {DataSource.class},
                                (proxy, method, arguments) -> null))
                        .with(new Properties())
                        .with(LocalDate.EPOCH)
                        .with(JdbcReadOptions.defaults())
                        .with(JdbcReadOptions.builder())
                        .with(JdbcWriteOptions.defaults())
                        .with(JdbcWriteOptions.builder())
                        .with(new MemoryCheckExtension())
                        .with(MappedArrays.raw(Path.of("absent.bin")))
                        .faults(Csv.class))
                .isEmpty();
    }
}
