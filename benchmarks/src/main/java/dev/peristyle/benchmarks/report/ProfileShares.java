package dev.peristyle.benchmarks.report;

import dev.peristyle.benchmarks.peer.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** In which classes the samples of flight recordings are, by stage. */
final class ProfileShares {
    private static final int MAX_CLASSES = 9;

    private ProfileShares() {}

    /**
     * Reads recordings of {@code -prof jfr}, each in a directory that is named after its parameters.
     *
     * @param directory with the recordings
     * @return the classes with the most samples, one text a stage
     */
    static Map<Stage, String> read(Path directory) throws IOException {
        Map<Stage, String> shares = new EnumMap<>(Stage.class);
        List<Path> recordings;
        try (Stream<Path> files = Files.walk(directory)) {
            recordings = files.filter(file -> file.toString().endsWith(".jfr"))
                    .sorted()
                    .toList();
        }
        for (Path recording : recordings) {
            String parameters = recording.getParent().getFileName().toString();
            for (Stage stage : Stage.values()) {
                if (parameters.endsWith("stage-" + stage)) {
                    shares.put(stage, shares(recording));
                }
            }
        }
        return shares;
    }

    private static String shares(Path recording) throws IOException {
        Map<String, Integer> samples = new HashMap<>();
        int all = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                boolean inJdk = event.getEventType().getName().equals("jdk.NativeMethodSample");
                if (event.getStackTrace() != null
                        && (inJdk || event.getEventType().getName().equals("jdk.ExecutionSample"))) {
                    String place = place(event.getStackTrace().getFrames());
                    if (place != null) {
                        samples.merge(place, 1, Integer::sum);
                        all++;
                    }
                }
            }
        }
        double total = all;
        return samples.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_CLASSES)
                .map(each -> String.format(Locale.ROOT, "%s %.0f %%", each.getKey(), 100 * each.getValue() / total))
                .collect(Collectors.joining(", "));
    }

    /** The class of ours on top of the stack, so that what it calls of the JDK counts as its own; null if none is. */
    private static String place(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith("dev.peristyle.") && !type.startsWith("dev.peristyle.benchmarks.")) {
                return type.substring(type.lastIndexOf('.') + 1);
            }
        }
        return null;
    }
}
