package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The published schema of a kind, as {@code src/test/resources/kubernetes} keeps it; its comment names version and source. */
public record ManifestSchema(JsonSchema schema) {
    public static ManifestSchema of(String kind) throws IOException {
        String file = "/kubernetes/" + kind.toLowerCase(Locale.ROOT) + ".schema.json";
        try (InputStream schema = ManifestSchema.class.getResourceAsStream(file)) {
            return new ManifestSchema(
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema));
        }
    }

    public void requireValid(Object manifest) throws IOException {
        JsonNode json = Json.mapper().readTree(Serialization.asJson(manifest));
        assertThat(schema.validate(json)).as(json.toPrettyString()).isEmpty();
    }
}
