package io.jenkins.plugins.mlsteps.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who has the permissions under the authorization strategies that come with Jenkins. */
@WithJenkins
class MlPermissionsTest {
    private JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeEach
    void create(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        job = jenkins.createFreeStyleProject();
    }

    @Test
    void loggedInUsersWhoCanDoAnythingAreAdministratorsAndNoMore() {
        jenkins.jenkins.setAuthorizationStrategy(new FullControlOnceLoggedInAuthorizationStrategy());
        try (ACLContext ann = ACL.as(User.getOrCreateByIdOrFullName("ann"))) {
            assertThat(jenkins.jenkins.hasPermission(MlPermissions.CONFIGURE)).isTrue();
            assertThat(job.hasPermission(MlPermissions.PROMOTE)).isFalse();
            assertThat(job.hasPermission(MlPermissions.OVERRIDE)).isFalse();
        }
    }

    @Test
    void anybodyWhoCanDoAnythingCanPromoteToo() {
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        try (ACLContext ann = ACL.as(User.getOrCreateByIdOrFullName("ann"))) {
            assertThat(job.hasPermission(MlPermissions.PROMOTE)).isTrue();
            assertThat(job.hasPermission(MlPermissions.OVERRIDE)).isTrue();
        }
    }
}
