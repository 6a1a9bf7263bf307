package dev.peristyle.junit;

import dev.peristyle.memory.MemoryProfile;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link MemoryCheck} does around each test. */
@SuppressWarnings("exports") // JUnit is there for whoever sees this class, and for nobody else
public final class MemoryCheckExtension implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(MemoryCheckExtension.class);

    /** For JUnit, which makes it. */
    public MemoryCheckExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        Objects.requireNonNull(context, "context");
        context.getStore(NAMESPACE).put(MemoryProfile.Recording.class, MemoryProfile.start());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Objects.requireNonNull(context, "context");
        MemoryProfile profile = context.getStore(NAMESPACE)
                .remove(MemoryProfile.Recording.class, MemoryProfile.Recording.class)
                .stop();
        Optional<MemoryCheck> check = check(context);
        if (check.isPresent()) {
            profile.requireAtMost(check.get().atMost());
            if (!check.get().mayKeep()) {
                profile.requireNothingLeft();
            }
        }
    }

    /** The annotation of the method, or of the innermost class that has one. */
    private static Optional<MemoryCheck> check(ExtensionContext context) {
        Optional<MemoryCheck> found = Optional.empty();
        for (Optional<ExtensionContext> at = Optional.of(context);
                found.isEmpty() && at.isPresent();
                at = at.get().getParent()) {
            found = AnnotationSupport.findAnnotation(at.get().getElement(), MemoryCheck.class);
        }
        return found;
    }
}
