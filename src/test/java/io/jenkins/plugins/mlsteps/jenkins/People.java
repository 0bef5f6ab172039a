package io.jenkins.plugins.mlsteps.jenkins;

import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/**
 * The people of these tests: mia wrote the build; ann, bob and max may promote, ann and bob as release managers; olga may
 * override; carl configures; rita reads; nils may do nothing; root administers.
 */
public final class People {
    private People() {}

    public static void moveInto(JenkinsRule jenkins) {
        JenkinsRule.DummySecurityRealm realm = jenkins.createDummySecurityRealm();
        realm.addGroups("ann", "release-managers");
        realm.addGroups("bob", "release-managers");
        realm.addGroups("mia", "release-managers");
        jenkins.jenkins.setSecurityRealm(realm);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("root")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("mia", "ann", "bob", "max", "olga", "rita")
                .grant(MlPermissions.PROMOTE)
                .everywhere()
                .to("mia", "ann", "bob", "max")
                .grant(MlPermissions.OVERRIDE)
                .everywhere()
                .to("olga")
                .grant(Jenkins.READ, MlPermissions.CONFIGURE)
                .everywhere()
                .to("carl")
                .grant(Jenkins.READ)
                .everywhere()
                .to("nils"));
    }

    public static ACLContext as(String name) {
        return ACL.as2(User.getById(name, true).impersonate2());
    }

    /** A POST with the crumb, as a form or a client of the REST API sends it. */
    public static Page post(JenkinsRule jenkins, String person, String path, String... parameters) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        List<NameValuePair> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(new NameValuePair(parameters[i], parameters[i + 1]));
        }
        request.setRequestParameters(pairs);
        try (JenkinsRule.WebClient client = client(jenkins, person)) {
            client.addCrumb(request);
            return client.getPage(request);
        }
    }

    /** A POST with the crumb and a body that is no form. */
    public static WebResponse send(JenkinsRule jenkins, String person, String path, String type, String body)
            throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        request.setEncodingType(null);
        request.setAdditionalHeader("Content-Type", type);
        request.setRequestBody(body);
        try (JenkinsRule.WebClient client = client(jenkins, person)) {
            NameValuePair crumb = client.addCrumb(new WebRequest(request.getUrl(), HttpMethod.POST))
                    .getRequestParameters()
                    .get(0);
            request.setAdditionalHeader(crumb.getName(), crumb.getValue());
            return client.getPage(request).getWebResponse();
        }
    }

    /** Answers errors as pages, not as exceptions. */
    public static JenkinsRule.WebClient browser(JenkinsRule jenkins, String person) throws Exception {
        return login(jenkins.createWebClient(), person);
    }

    /** One that runs no script and has to be closed: a test that keeps a browser for each request runs out of memory. */
    private static JenkinsRule.WebClient client(JenkinsRule jenkins, String person) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        client.getOptions().setMaxInMemory(Integer.MAX_VALUE); // closed, it deletes the answers that it put into files
        return login(client, person);
    }

    private static JenkinsRule.WebClient login(JenkinsRule.WebClient browser, String person) throws Exception {
        browser.withThrowExceptionOnFailingStatusCode(false);
        return person == null ? stranger(browser) : browser.login(person);
    }

    /** Strangers are told 403 and sent on to the login page: what counts is what they were told. */
    private static JenkinsRule.WebClient stranger(JenkinsRule.WebClient browser) {
        browser.setJavaScriptEnabled(false);
        browser.setRefreshHandler((page, url, seconds) -> {});
        return browser;
    }

    public static int get(JenkinsRule jenkins, String person, String path) throws Exception {
        return answer(jenkins, person, path).getStatusCode();
    }

    public static String text(JenkinsRule jenkins, String person, String path) throws Exception {
        return answer(jenkins, person, path).getContentAsString();
    }

    private static WebResponse answer(JenkinsRule jenkins, String person, String path) throws Exception {
        try (JenkinsRule.WebClient client = client(jenkins, person)) {
            return client.getPage(new URL(jenkins.getURL(), path)).getWebResponse();
        }
    }
}
