/** Files, CSV, column files, records of one width and databases as sources and sinks of pipelines. */
@SuppressWarnings("requires-automatic") // they are known by the names in their manifests
module dev.peristyle.io {
    requires transitive dev.peristyle.core;
    requires transitive java.sql;
    requires chronicle.bytes;
    requires chronicle.core;
    requires org.apache.arrow.format;
    requires org.slf4j;
    requires static com.github.luben.zstd_jni;
    requires static org.jetbrains.annotations;
    requires static org.junit.jupiter.api;
    requires static org.postgresql.jdbc;

    exports dev.peristyle.checkpoint;
    exports dev.peristyle.columnfile;
    exports dev.peristyle.csv;
    exports dev.peristyle.file;
    exports dev.peristyle.jdbc;
    exports dev.peristyle.junit;
    exports dev.peristyle.mapped;
    exports dev.peristyle.npy;
    exports dev.peristyle.profile;
    exports dev.peristyle.record;

    uses org.slf4j.spi.SLF4JServiceProvider;

    provides dev.peristyle.spi.SystemMemory with
            dev.peristyle.internal.container.ControlGroupMemory;
    provides dev.peristyle.spi.SpillService with
            dev.peristyle.internal.spill.FileSpillService;
}
