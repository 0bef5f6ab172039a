package io.jenkins.plugins.mlsteps.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Role of docs/kubernetes promises: it is enough, and no verb in it is too much. The API server itself decides. */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RoleContract {
    private static final String DONE = "done";

    private final GrantedRole role;
    protected RealCluster cluster;

    /** Has no right but what the Role grants. */
    protected KubernetesClient user;

    protected String namespace;

    /** @param file under docs/kubernetes */
    protected RoleContract(String file) {
        this.role = GrantedRole.of(file);
    }

    /**
     * Does as {@link #user} all that the Role is for.
     *
     * @return what went wrong; {@code done} when nothing did
     * @throws IOException whose message counts as that
     */
    protected abstract String everything() throws Exception;

    /** Whether the step goes without a verb of the Role, and says no more than that it does. */
    protected boolean isDispensable(String verbAndResource) {
        return false;
    }

    @BeforeEach
    void beNobody() throws Exception {
        cluster = RealCluster.shared();
        user = cluster.clientOf(RealCluster.USER);
        namespace = cluster.namespace("rbac");
    }

    @AfterEach
    void leave() {
        if (user != null) {
            user.close();
        }
    }

    @Test
    void theRoleIsEnough() throws Exception {
        role.grant(cluster, namespace);

        assertThat(outcome()).isEqualTo(DONE);
    }

    Stream<String> verbs() {
        return role.verbs().filter(verb -> !isDispensable(verb));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void withOneVerbLessTheMessageNamesIt(String verbAndResource) throws Exception {
        String verb = verbAndResource.split(" ")[0];
        String resource = verbAndResource.split(" ")[1];
        grantAllBut(verbAndResource);

        assertThat(outcome())
                .contains("grants the verb '" + verb + "' on '" + resource + "'")
                .contains("in namespace " + namespace);
    }

    protected void grantAllBut(String verbAndResource) throws InterruptedException {
        role.without(verbAndResource).grant(cluster, namespace);
    }

    private String outcome() throws Exception {
        try {
            return everything();
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
