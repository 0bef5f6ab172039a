package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * fabric8's mock of an API server, taught server-side apply for a single field manager: what is applied replaces what was
 * there but its status. Conflicts between managers are a matter of the real server.
 */
public final class ApplyingServer implements AutoCloseable {
    private static final int NOT_FOUND = 404;

    /** Held here: a logger that nobody holds forgets its level. */
    private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

    private final KubernetesMockServer server;
    private final KubernetesClient client;

    public ApplyingServer() {
        REQUESTS.setLevel(Level.WARNING);
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), new Applying(), false);
        server.init();
        client = server.createClient();
    }

    public KubernetesClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }

    private static final class Applying extends KubernetesCrudDispatcher {
        @Override
        public MockResponse handlePatch(RecordedRequest request) {
            String type = String.valueOf(request.getHeader("Content-Type"));
            return type.startsWith("application/apply-patch") ? apply(request) : super.handlePatch(request);
        }

        private MockResponse apply(RecordedRequest request) {
            try {
                String path = request.getPath().replaceFirst("\\?.*", "");
                ObjectNode applied = (ObjectNode) Json.mapper().readTree(request.getUtf8Body());
                MockResponse found = handleGet(path);
                if (found.code() == NOT_FOUND) {
                    String collection = path.substring(0, path.lastIndexOf('/'));
                    return handleCreate(as(request, HttpMethod.POST, collection, generation(applied, 1)));
                }
                ObjectNode before = (ObjectNode) Json.mapper().readTree(found.getBody().getBytes());
                return handleUpdate(as(request, HttpMethod.PUT, path, merged(applied, before)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private static ObjectNode merged(ObjectNode applied, ObjectNode before) {
            JsonNode metadata = before.path("metadata");
            ObjectNode own = (ObjectNode) applied.get("metadata");
            own.set("uid", metadata.path("uid"));
            own.set("resourceVersion", metadata.path("resourceVersion"));
            own.set("creationTimestamp", metadata.path("creationTimestamp"));
            if (before.has("status")) {
                applied.set("status", before.get("status"));
            }
            long generation = metadata.path("generation").asLong();
            return generation(applied, before.path("spec").equals(applied.path("spec")) ? generation : generation + 1);
        }

        private static ObjectNode generation(ObjectNode object, long number) {
            ((ObjectNode) object.get("metadata")).put("generation", number);
            return object;
        }

        private static RecordedRequest as(RecordedRequest request, HttpMethod method, String path, ObjectNode body) {
            return new RecordedRequest(
                    request.getHttpVersion(),
                    method,
                    path,
                    request.getHeaders(),
                    new Buffer(body.toString().getBytes()));
        }
    }
}
