/**
 * Columns, memory, expressions and the pipeline engine.
 *
 * <p>A record or bean that rows become must be within reach: its package exported, or opened to {@code dev.peristyle.core}.
 */
// Agrona is known by the name in its manifest, which stays when it becomes a module; io is compiled later
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic", "module"})
module dev.peristyle.core {
    // a runtime made by jlink must have it; core reaches it by name
    requires jdk.unsupported;
    // events of the flight recorder, where the runtime has it
    requires static jdk.jfr;
    // garbage collections and processor time in profiles, and the bean, where the runtime has it
    requires static java.management;
    requires transitive org.agrona;

    exports dev.peristyle;
    exports dev.peristyle.array;
    exports dev.peristyle.collection;
    exports dev.peristyle.column;
    exports dev.peristyle.error;
    exports dev.peristyle.execution;
    exports dev.peristyle.management;
    exports dev.peristyle.memory;
    exports dev.peristyle.platform;
    exports dev.peristyle.schema;
    exports dev.peristyle.spi;
    exports dev.peristyle.internal.check to
            dev.peristyle.io;
    exports dev.peristyle.internal.ground to
            dev.peristyle.io;
    exports dev.peristyle.internal.kernel to
            dev.peristyle.io;
    exports dev.peristyle.internal.lifetime to
            dev.peristyle.io;
    exports dev.peristyle.internal.operator to
            dev.peristyle.io;
    exports dev.peristyle.internal.value to
            dev.peristyle.io;
    exports dev.peristyle.internal.vector to
            dev.peristyle.io;

    // io has one that writes files
    uses dev.peristyle.spi.SpillService;
    // and one that knows what a container allows
    uses dev.peristyle.spi.SystemMemory;
}
