package io.jenkins.plugins.mlsteps.jenkins.promotion;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.kohsuke.stapler.HttpResponses;

/** The kinds of body whose fields arrive as parameters: what stands in another one would be lost without a word. */
final class FormBody {
    private static final Set<String> TYPES = Set.of("application/x-www-form-urlencoded", "multipart/form-data");

    private FormBody() {}

    /**
     * Lets through a request without a body too, whatever type it names.
     *
     * @param request null where a decision does not come from the web
     * @throws HttpResponses.HttpResponseException 415 when the body is of another type
     */
    static void require(HttpServletRequest request) throws IOException {
        if (request != null && !isForm(request.getContentType()) && request.getInputStream().read() >= 0) {
            throw HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    "send the reason as a form field: the body is no form but "
                            + (request.getContentType() == null ? "of no type" : request.getContentType()));
        }
    }

    private static boolean isForm(String type) {
        return type != null && TYPES.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
