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
        JenkinsRule.WebClient browser = browser(jenkins, person);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        List<NameValuePair> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(new NameValuePair(parameters[i], parameters[i + 1]));
        }
        request.setRequestParameters(pairs);
        browser.addCrumb(request);
        return browser.getPage(request);
    }

    /** Answers errors as pages, not as exceptions. */
    public static JenkinsRule.WebClient browser(JenkinsRule jenkins, String person) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
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
        JenkinsRule.WebClient browser = browser(jenkins, person);
        browser.setJavaScriptEnabled(false);
        return browser.getPage(new URL(jenkins.getURL(), path)).getWebResponse();
    }
}
