package io.jenkins.plugins.mlsteps.jenkins.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesCloud;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesFolderProperty;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Compute profiles that name a cloud, whose API server has a certificate of its own and refuses everything. */
@WithJenkins
class KubernetesCloudsTest {
    private static final String PASSWORD = "of-a-test";
    private static final String TRAIN = "node { trainModel(name: 'm', command: 'true', compute: 'gpu', image: 'busybox') }";

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private HttpsServer server;
    private JenkinsRule jenkins;
    private KubernetesCloud cloud;

    @TempDir
    Path directory;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        KeyStore keys = keys();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::answer);
        server.start();

        storeToken("first-token");
        cloud = new KubernetesCloud("gpus");
        cloud.setServerUrl("https://127.0.0.1:" + server.getAddress().getPort());
        cloud.setServerCertificate(pem((X509Certificate) keys.getCertificate("server")));
        cloud.setCredentialsId("token");
        cloud.setNamespace("training");
        jenkins.jenkins.clouds.add(cloud);
        MlConfiguration.get().keep("compute: { gpu: { type: kubernetes, cloud: gpus } }");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void serverCertificateTokenAndNamespaceAreThoseOfTheCloudAndARenewedTokenIsUsed() throws Exception {
        WorkflowRun build = build(jenkins.jenkins, TRAIN);

        jenkins.assertBuildStatus(Result.FAILURE, build);
        assertThat(JenkinsRule.getLog(build)).contains("this is a test");
        assertThat(asked).allMatch(request -> request.startsWith("Bearer first-token "));
        assertThat(asked).anyMatch(request -> request.contains("/namespaces/training/jobs"));

        asked.clear();
        storeToken("second-token");
        cloud.setReadTimeout(cloud.getReadTimeout() + 1); // the plugin reads the credentials of a changed cloud again
        jenkins.jenkins.save();
        build(jenkins.jenkins, TRAIN);
        assertThat(asked).anyMatch(request -> request.startsWith("Bearer second-token POST /apis/batch/v1/namespaces/training/jobs"));
    }

    @Test
    void aCloudThatIsNotThereIsAnErrorWithTheNearestName() throws Exception {
        MlConfiguration.get().keep("compute: { gpu: { type: kubernetes, cloud: gpu } }");

        WorkflowRun build = build(jenkins.jenkins, TRAIN);

        jenkins.assertBuildStatus(Result.FAILURE, build);
        assertThat(JenkinsRule.getLog(build))
                .contains("names the Kubernetes cloud 'gpu', which this Jenkins does not have; did you mean 'gpus'? (it has: gpus)");
        assertThat(asked).isEmpty();
    }

    @Test
    void aRestrictedCloudIsForFoldersThatAreGivenIt() throws Exception {
        cloud.setUsageRestricted(true);
        Folder given = jenkins.createProject(Folder.class, "given");
        KubernetesFolderProperty property = new KubernetesFolderProperty();
        property.setPermittedClouds(List.of("gpus"));
        given.addProperty(property);

        WorkflowRun refused = build(jenkins.jenkins, TRAIN);
        assertThat(JenkinsRule.getLog(refused)).contains("the use of the Kubernetes cloud 'gpus' is restricted, and no folder of");
        assertThat(asked).isEmpty();

        build(given, TRAIN);
        assertThat(asked).isNotEmpty();
    }

    private static void storeToken(String token) throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().clear();
        provider.getCredentials().add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString(token)));
        provider.save();
    }

    private WorkflowRun build(ModifiableTopLevelItemGroup where, String script) throws Exception {
        WorkflowJob job = (WorkflowJob) where.createProject(
                jenkins.jenkins.getDescriptorByType(WorkflowJob.DescriptorImpl.class), "job" + System.nanoTime(), false);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath());
        byte[] status = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"this is a test\",\"code\":403}"
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(403, status.length);
        exchange.getResponseBody().write(status);
        exchange.close();
    }

    private KeyStore keys() throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1",
                        "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(store.toFile())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
