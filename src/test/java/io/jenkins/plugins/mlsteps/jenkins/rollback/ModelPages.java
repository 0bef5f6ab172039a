package io.jenkins.plugins.mlsteps.jenkins.rollback;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.jenkins.JsonOfPages;
import io.jenkins.plugins.mlsteps.jenkins.People;
import java.net.URL;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jvnet.hudson.test.JenkinsRule;

/** The model versions as rita sees them, each found by a build that made it, such as {@code release #1}. */
final class ModelPages {
    private ModelPages() {}

    static JsonNode model(JenkinsRule jenkins, String madeBy) throws Exception {
        for (JsonNode model : JsonOfPages.of(People.browser(jenkins, "rita"), "ml-models/").path("models")) {
            if (JsonOfPages.texts(model.path("builds")).contains(madeBy)) {
                return model;
            }
        }
        throw new AssertionError("no model was made by " + madeBy);
    }

    /** Where its page is, relative to the root of Jenkins. */
    static String url(JenkinsRule jenkins, String madeBy) throws Exception {
        return "ml-models/" + model(jenkins, madeBy).path("digest").asText().substring("sha256:".length()) + "/";
    }

    /**
     * Asks for a version to serve again as {@code production/scores}, as a client of the REST API does it, with a token.
     *
     * @param version its page, relative to the root of Jenkins
     */
    static WebResponse rollBack(JenkinsRule jenkins, String person, String version, String reason) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withBasicApiToken(person);
        client.setJavaScriptEnabled(false);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), version + "rollBack"), HttpMethod.POST);
        request.setRequestParameters(List.of(
                new NameValuePair("environment", "production"),
                new NameValuePair("endpoint", "scores"),
                new NameValuePair("reason", reason)));
        return client.getPage(request).getWebResponse();
    }
}
