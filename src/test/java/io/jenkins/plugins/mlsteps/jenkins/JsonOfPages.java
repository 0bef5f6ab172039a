package io.jenkins.plugins.mlsteps.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.jvnet.hudson.test.JenkinsRule;

/** What pages say to programs. */
public final class JsonOfPages {
    private JsonOfPages() {}

    /** @param path of a page of Jenkins, which has an {@code api} */
    public static JsonNode of(JenkinsRule.WebClient browser, String path) throws Exception {
        return Json.parse(
                browser.goTo(path + "api/json", "application/json").getWebResponse().getContentAsString(), JsonNode.class);
    }

    /** The data of a chart of a page. */
    public static JsonNode chart(DomNode chart) throws IOException {
        return Json.parse(((DomElement) chart).getAttribute("data-ml-chart"), JsonNode.class);
    }

    public static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
