package dev.peristyle.execution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Profiles as a page of HTML. The page is a file among the resources, with its style and its script in it; the figures are put into
 * it as JSON, and as text for who runs no scripts.
 */
final class ProfilePage {

    private static final String PAGE = "profile.html";
    private static final String DATA = "<!--data-->";
    private static final String TEXT = "<!--text-->";

    private ProfilePage() {}

    static void write(List<RunProfile> profiles, Appendable out) throws IOException {
        String page = page();
        int text = page.indexOf(TEXT);
        int data = page.indexOf(DATA);
        out.append(page, 0, text);
        for (RunProfile profile : profiles) {
            out.append(escaped(profile.report().toString())).append("\n\n");
        }
        out.append(page, text + TEXT.length(), data);
        ProfileJson.write(profiles, out);
        out.append(page, data + DATA.length(), page.length());
    }

    private static String page() throws IOException {
        try (InputStream in = ProfilePage.class.getResourceAsStream(PAGE)) {
            if (in == null) {
                throw new IllegalStateException("the jar of peristyle-core has lost its " + PAGE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
