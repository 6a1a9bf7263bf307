package dev.peristyle.execution;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Profiles as JSON. */
final class ProfileJson {

    private static final int VERSION = 1;

    private ProfileJson() {}

    static void write(List<RunProfile> profiles, Appendable out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.beginObject()
                .name("format")
                .value("peristyle-profile")
                .name("version")
                .value(VERSION);
        json.name("runs").beginList();
        for (RunProfile profile : profiles) {
            run(profile, json);
        }
        json.endList().endObject();
    }

    private static void run(RunProfile profile, JsonWriter json) throws IOException {
        RunReport report = profile.report();
        json.beginObject();
        json.name("completed").value(report.completed()).name("threads").value(report.threads());
        json.name("elapsed")
                .value(report.elapsed().toNanos())
                .name("busy")
                .value(report.busy().toNanos());
        json.name("rowsRead").value(report.rowsRead()).name("bytesRead").value(report.bytesRead());
        json.name("peakMemory").value(report.peakMemory()).name("spilledBytes").value(report.spilledBytes());
        json.name("memoryLimit").value(profile.memoryLimit()).name("maxHeap").value(profile.maxHeap());
        json.name("interval").value(profile.interval().toNanos());
        json.name("restBefore").value(profile.restBefore());
        json.name("operators").beginList();
        for (OperatorReport operator : report.operators()) {
            operator(operator, profile, json);
        }
        json.endList().name("owners").beginList();
        owners(profile, json);
        json.endList().name("steps").beginList();
        steps(profile, json);
        json.endList().name("samples").beginObject();
        samples(profile, json);
        json.endObject().endObject();
    }

    private static void operator(OperatorReport operator, RunProfile profile, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("number").value(operator.number()).name("name").value(operator.name());
        json.name("text").value(operator.text()).name("inputs").beginList();
        for (int input : operator.inputs()) {
            json.value(input);
        }
        json.endList();
        json.name("rowsIn").value(operator.rowsIn()).name("rowsOut").value(operator.rowsOut());
        json.name("bytes")
                .value(operator.bytes())
                .name("time")
                .value(operator.time().toNanos());
        json.name("cpu").value(cpu(operator.number(), profile));
        json.name("peakMemory").value(operator.peakMemory());
        json.name("spilledBytes").value(operator.spilledBytes());
        json.name("spilledPages").value(operator.spilledPages());
        json.name("spillTime").value(operator.spillTime().toNanos());
        json.name("counts").beginObject();
        for (Map.Entry<String, Long> count : operator.counts().entrySet()) {
            json.name(count.getKey()).value(count.getValue());
        }
        json.endObject().endObject();
    }

    private static long cpu(int number, RunProfile profile) {
        for (ProfileStep step : profile.steps()) {
            if (step.number() == number) {
                return step.cpuTime().toNanos();
            }
        }
        return 0;
    }

    private static void owners(RunProfile profile, JsonWriter json) throws IOException {
        for (int place = 0; place < profile.owners().size(); place++) {
            ProfileOwner owner = profile.owners().get(place);
            json.beginObject()
                    .name("operator")
                    .value(owner.operator())
                    .name("step")
                    .value(owner.step());
            json.name("name").value(owner.name()).name("peak").value(owner.peak());
            json.name("held").beginList();
            for (ProfileSample sample : profile.samples()) {
                json.value(place < sample.held().size() ? sample.held().get(place) : 0);
            }
            json.endList().endObject();
        }
    }

    private static void steps(RunProfile profile, JsonWriter json) throws IOException {
        long[][] work = Activity.of(profile);
        for (int place = 0; place < work.length; place++) {
            json.beginObject().name("number").value(profile.steps().get(place).number());
            json.name("busy").beginList();
            for (long nanos : work[place]) {
                json.value(nanos);
            }
            json.endList().endObject();
        }
    }

    private static void samples(RunProfile profile, JsonWriter json) throws IOException {
        List<ProfileSample> samples = profile.samples();
        column("time", samples, sample -> sample.time().toNanos(), json);
        column("used", samples, ProfileSample::used, json);
        column("resident", samples, ProfileSample::resident, json);
        column("mappedFiles", samples, ProfileSample::mappedFiles, json);
        column("heapUsed", samples, ProfileSample::heapUsed, json);
        column("heapTouched", samples, ProfileSample::heapTouched, json);
        column("heapCommitted", samples, ProfileSample::heapCommitted, json);
        column("jvmMemory", samples, ProfileSample::jvmMemory, json);
        column("spilledBytes", samples, ProfileSample::spilledBytes, json);
        column("rowsRead", samples, ProfileSample::rowsRead, json);
        column("bytesRead", samples, ProfileSample::bytesRead, json);
        column("chunks", samples, ProfileSample::chunks, json);
        column("collections", samples, ProfileSample::collections, json);
        column("collecting", samples, sample -> sample.collecting().toNanos(), json);
    }

    private static void column(
            String name, List<ProfileSample> samples, ToLongFunction<ProfileSample> value, JsonWriter json)
            throws IOException {
        json.name(name).beginList();
        for (ProfileSample sample : samples) {
            json.value(value.applyAsLong(sample));
        }
        json.endList();
    }
}
