package io.jenkins.plugins.mlsteps.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.Resources;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {
    static Stream<Arguments> records() {
        return Map.of(
                        "build", BuildRecord.class,
                        "train-record", TrainRecord.class,
                        "metric-point", MetricPoint.class,
                        "model-card", ModelCard.class,
                        "model-signature", SignatureFile.class,
                        "study", StudyRecord.class,
                        "trial", Trial.class,
                        "verdict", Verdict.class,
                        "deployment", Deployment.class)
                .entrySet()
                .stream()
                .map(it -> Arguments.of(it.getKey(), it.getValue()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void aSchemaNamesExactlyWhatItsRecordHolds(String schema, Class<?> type) throws Exception {
        Map<Class<?>, String> places = places(schema, type);
        assertThat(places).isNotEmpty();
        for (Map.Entry<Class<?>, String> place : places.entrySet()) {
            JsonNode described = at(place.getValue());
            assertThat(names(described.path("properties")))
                    .as("properties of %s at %s", place.getKey().getSimpleName(), place.getValue())
                    .isEqualTo(components(place.getKey()));
            assertThat(described.path("additionalProperties").asBoolean(true))
                    .as("%s takes no other properties", place.getValue())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void aSchemaAllowsEveryWordOfAnEnumeration(String schema, Class<?> type) throws Exception {
        for (Map.Entry<Class<?>, String> place : places(schema, type).entrySet()) {
            for (RecordComponent component : place.getKey().getRecordComponents()) {
                if (component.getType().isEnum()) {
                    List<String> words = new ArrayList<>();
                    at(place.getValue())
                            .at("/properties/" + component.getName() + "/enum")
                            .forEach(word -> words.add(word.asText()));
                    assertThat(words)
                            .isEqualTo(Arrays.stream(component.getType().getEnumConstants())
                                    .map(Object::toString)
                                    .toList());
                }
            }
        }
    }

    @Test
    void aFileThatIsDamagedIsNotValid() {
        assertThat(Schemas.problems("metric-point", "{\"time\":\"2026-01-02T03:04:05Z\",\"name\":\"auc\",\"value\":0.5}"))
                .isEmpty();
        assertThat(Schemas.problems("metric-point", "{\"time\":\"2026-01-02T03:04:05Z\",\"name\":\"auc\",\"value\":\"NaN\"}"))
                .isEmpty();
        assertThat(Schemas.problems("metric-point", "{\"time\":\"yesterday\",\"name\":\"auc\",\"value\":0.5}"))
                .isNotEmpty();
        assertThat(Schemas.problems("metric-point", "{\"time\":\"2026-01-02T03:04:05Z\",\"name\":\"auc\"}"))
                .isNotEmpty();
        assertThat(Schemas.problems("metric-point", "{\"time\":\"2026-01-02T03:04:05Z\",\"name\":\"auc\",\"value\":1,\"x\":1}"))
                .isNotEmpty();
    }

    /** Every record type that a file nests, and where its schema describes it. */
    private static Map<Class<?>, String> places(String schema, Class<?> type) {
        Map<Class<?>, String> places = new LinkedHashMap<>();
        places.put(type, schema + "#");
        Set<Class<?>> seen = new HashSet<>(Set.of(type));
        nested(type, seen);
        seen.remove(type);
        seen.forEach(it -> places.put(it, (COMMON.contains(it) ? "common" : schema) + "#/$defs/" + it.getSimpleName()));
        return places;
    }

    private static final Set<Class<?>> COMMON = Set.of(
            SourceRevision.class,
            Resources.class,
            Training.class,
            Dimension.Uniform.class,
            Dimension.LogUniform.class,
            Dimension.IntRange.class,
            Dimension.Choice.class);

    private static void nested(Class<?> type, Set<Class<?>> seen) {
        for (RecordComponent component : type.getRecordComponents()) {
            for (Class<?> part : parts(component.getGenericType())) {
                if (part.isRecord() && seen.add(part)) {
                    nested(part, seen);
                }
            }
        }
    }

    private static List<Class<?>> parts(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments())
                    .flatMap(it -> parts(it).stream())
                    .toList();
        }
        Class<?> plain = (Class<?>) type;
        return plain.isSealed() ? List.of(plain.getPermittedSubclasses()) : List.of(plain);
    }

    private static Set<String> components(Class<?> type) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(type.getRecordComponents()).forEach(it -> names.add(it.getName()));
        if (Dimension.class.isAssignableFrom(type) && type.isAnnotationPresent(Word.class)) {
            names.add("type");
        }
        return names;
    }

    private static Set<String> names(JsonNode properties) {
        Set<String> names = new TreeSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode at(String place) throws Exception {
        String[] parts = place.split("#", -1);
        JsonNode schema = Json.tree(
                Path.of(SchemasTest.class.getResource("/schema/" + parts[0] + ".schema.json").toURI()));
        return parts[1].isEmpty() ? schema : schema.at(parts[1]);
    }
}
