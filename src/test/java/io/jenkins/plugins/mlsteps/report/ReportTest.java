package io.jenkins.plugins.mlsteps.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Schemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path ml;

    @Test
    void showsHowTheBuildEndedAndEachResultAtAGlance() throws Exception {
        SampleBuild.full(ml);
        Document page = write();

        assertThat(page.title()).isEqualTo("tumour-classifier #42 – ML report");
        assertThat(page.select("h1").text()).isEqualTo("tumour-classifier #42");
        assertThat(page.select(".hero-title .mark").text()).isEqualTo("Success");
        assertThat(page.select(".tile").eachText())
                .containsExactly(
                        "Model tumour 0.9974 auc",
                        "Study tumour 0.9902 best val_auc, trial 52 of 60",
                        "Gate quality Passed 4 of 4 checks passed",
                        "Endpoint tumour Deployed staging, revision r7");
    }

    @Test
    void showsTheModelThatWasJudgedFirstAndHowManyMoreThereAre() throws Exception {
        SampleBuild sample = new SampleBuild(ml);
        for (String name : List.of("a", "b", "c", "d", "tumour")) {
            sample.training(name);
        }
        for (String name : List.of("a", "b", "c", "d")) {
            Path record = new MlDirectory(ml).trainRecord(name);
            Files.writeString(record, Files.readString(record).replace(SampleBuild.DIGEST, "sha256:" + name.repeat(64)));
        }
        sample.gate(true);

        assertThat(write().select(".tile").eachText())
                .containsExactly(
                        "Model tumour 0.9974 auc",
                        "Model a 0.9974 auc",
                        "Model b 0.9974 auc",
                        "Models 2 more of 5 in this build",
                        "Gate quality Passed 4 of 4 checks passed");
    }

    @Test
    void leadsFromTheDataToTheEndpointByDigest() throws Exception {
        SampleBuild.full(ml);
        Document page = write();

        assertThat(page.select(".way")).hasSize(1);
        assertThat(page.select(".way .stop-title").eachText())
                .containsExactly("tumour.csv", "tumour", "quality", "staging / tumour");
        assertThat(page.select(".way code").eachAttr("title"))
                .containsExactly(SampleBuild.DATA_DIGEST, SampleBuild.DIGEST, SampleBuild.DIGEST, SampleBuild.DIGEST);
    }

    @Test
    void doesNotConnectAVerdictOnAnotherDigestWithTheModel() throws Exception {
        SampleBuild sample = new SampleBuild(ml);
        sample.training("tumour");
        sample.gate(true);
        Path verdict = new MlDirectory(ml).verdict("quality");
        Files.writeString(verdict, Files.readString(verdict).replace(SampleBuild.DIGEST, "sha256:0000"));
        Document page = write();

        assertThat(page.select(".way")).hasSize(2);
        assertThat(page.select(".way").get(0).text()).contains("tumour.csv", "Not judged", "Not deployed");
        assertThat(page.select(".way").get(1).text()).contains("Trained outside this build", "sha256:0000", "quality");
    }

    @Test
    void hasNoWayForATrainingOfNoDataThatMadeNoModel() throws Exception {
        new SampleBuild(ml).training("tumour");
        Path record = new MlDirectory(ml).trainRecord("tumour");
        ObjectNode fields = (ObjectNode) Json.parse(Files.readString(record), JsonNode.class);
        fields.remove("digest");
        Files.writeString(record, fields.toString());
        assertThat(write().select(".way").text()).contains("tumour.csv", "No model");

        fields.remove("dataset");
        Files.writeString(record, fields.toString());
        assertThat(write().select(".way")).isEmpty();
    }

    @Test
    void keepsModelsWithoutDigestApartByTheirNames() throws Exception {
        new SampleBuild(ml).gate(false);
        MlDirectory directory = new MlDirectory(ml);
        ObjectNode verdict = (ObjectNode) Json.tree(directory.verdict("quality"));
        verdict.remove("digest");
        for (String name : List.of("a", "b")) {
            Path file = directory.verdict("quality-" + name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, verdict.put("gate", "quality-" + name).put("model", name).toString());
        }

        assertThat(write().select(".way").eachText())
                .anySatisfy(way -> assertThat(way).contains("No model 'a'", "quality-a").doesNotContain("quality-b"))
                .anySatisfy(way -> assertThat(way).contains("No model 'b'", "quality-b").doesNotContain("quality-a"));
    }

    @Test
    void listsStagesAndStepsWithTheirTimesAndErrors() throws Exception {
        new SampleBuild(ml).timeline();
        Document page = write();

        assertThat(page.select(".timeline tbody tr")).hasSize(11);
        Element train = page.select(".timeline tr:contains(trainModel)").first();
        assertThat(train.text()).isEqualTo("trainModel 33.0 s Success");
        assertThat(train.select("a").attr("href")).isEqualTo("#train-tumour");
        assertThat(train.select(".span").attr("style")).isEqualTo("--at:58.20%;--for:27.05%");
        assertThat(page.select(".timeline .error").text()).isEqualTo("the optional drift check has no reference data");
    }

    @Test
    void showsMetricsLeaderboardSchemaAndCurvesOfATraining() throws Exception {
        SampleBuild sample = new SampleBuild(ml);
        sample.training("tumour");
        sample.curves("tumour", 60);
        Element card = write().getElementById("train-tumour");

        assertThat(card.select(".metrics > div").eachText()).contains("accuracy 0.9737", "auc 0.9974");
        assertThat(card.select(".leaderboard tbody tr").eachText())
                .first()
                .isEqualTo("1 gradient boosting chosen depth 4, rate 0.12, trees 180 0.9955 0.0031 8.2 s");
        assertThat(card.select(".schema summary").text()).contains("5 columns: 2 category, 2 number, 1 text");
        assertThat(card.select(".schema tbody tr").eachText()).contains("mean radius number feature 0 456 14.2");
        assertThat(card.select(".figure-title").eachText()).containsExactly("auc", "learning_rate", "loss");
        assertThat(card.select(".figure:contains(learning_rate) tbody tr").text())
                .isEqualTo("learning_rate 60 0.01 1.563e-4 0.01 1.563e-4");
    }

    @Test
    void drawsEachPlotOfAStudyAndSaysTheSameInATable() throws Exception {
        new SampleBuild(ml).study("tumour", 60, false);
        Element card = write().getElementById("tune-tumour");

        assertThat(card.select(".figure-title").eachText())
                .containsExactly("History", "Importance", "Parallel coordinates", "Slices", "Contour");
        assertThat(card.select(".figure:contains(Contour) thead th").eachText())
                .containsExactly("Trial", "val_auc", "lr", "depth");
        assertThat(card.select(".figure details table")).hasSize(5).allSatisfy(table -> assertThat(table.select("td"))
                .isNotEmpty());
        assertThat(card.text()).contains("60 trials: 52 complete, 7 pruned, 1 failed");
        assertThat(card.text()).contains("Trial 24: exit code 137: killed, out of memory");
    }

    @Test
    void aContourOfParametersThatSomeTrialsLackLeavesOutNone() throws Exception {
        new SampleBuild(ml).study("tumour", 60, false);
        Path trials = ml.resolve("tune/tumour/trials.jsonl");
        List<String> lines = Files.readAllLines(trials);
        lines.replaceAll(line -> line.replaceFirst("(\"number\":\\d*[02468],.*)\"depth\"", "$1\"other\""));
        Files.write(trials, lines);

        String contour = write().getElementById("tune-tumour").select(".figure:contains(Contour)").text();
        assertThat(contour).contains("val_auc over lr and depth").doesNotContain("Drawn are");
    }

    @Test
    void leavesTheFiguresOfAStudyAsData() throws Exception {
        new SampleBuild(ml).study("tumour", 60, false);
        Report.write(ml);
        assertThat(figures()).containsExactly("history", "importance", "parallel", "slices", "contour");
        new SampleBuild(ml).study("tumour", 60, true);
        Report.write(ml);
        assertThat(figures()).contains("pareto");
        assertThat(Schemas.problems("insight", Files.readString(ml.resolve("tune/tumour/insight.json")))).isEmpty();
    }

    private List<String> figures() throws IOException {
        List<String> kinds = new ArrayList<>();
        Json.tree(ml.resolve("tune/tumour/insight.json"))
                .forEach(figure -> kinds.add(figure.at("/chart/kind").asText()));
        return kinds;
    }

    @Test
    void drawsTheParetoFrontOfSeveralObjectives() throws Exception {
        new SampleBuild(ml).study("tumour", 60, true);
        Element card = write().getElementById("tune-tumour");

        assertThat(card.select(".figure-title").eachText()).contains("Pareto front");
        assertThat(card.select(".figure:contains(Pareto front) thead th").eachText())
                .containsExactly("Trial", "val_auc", "latency_ms");
    }

    @Test
    void showsEachCheckWithTheIntervalAgainstItsThreshold() throws Exception {
        new SampleBuild(ml).gate(false);
        Element card = write().getElementById("gate-quality");

        assertThat(card.select(".card-title .mark").text()).isEqualTo("Failed");
        assertThat(card.select("tbody tr .mark").eachText()).containsExactly("Passed", "Passed", "Passed", "Failed");
        assertThat(card.select("tbody tr").get(3).text())
                .contains("recall = 0.6471", ">= 0.7", "recall = 0.6471 does not meet >= 0.7");
        assertThat(card.select("svg.gauge").eachAttr("aria-label"))
                .containsExactly(
                        "observed 0.9974, threshold 0.92",
                        "observed 0.0741, threshold 0.0892",
                        "effect 0.0021, interval -0.0018 to 0.0062, threshold -0.005",
                        "observed 0.6471, threshold 0.7");
    }

    @Test
    void tellsHowAnEndpointGotThere() throws Exception {
        new SampleBuild(ml).deployment("staging", Deployment.Status.DEPLOYED, SampleBuild.URL);
        Element card = write().getElementById("deploy-staging-tumour");

        assertThat(card.select(".url a").attr("href")).isEqualTo(SampleBuild.URL);
        assertThat(card.select(".history li").eachText())
                .first()
                .isEqualTo("started 2025-03-14 09:28:41 UTC by ada revision r7 beside r6");
    }

    @Test
    void linksOnlyWebAddresses() throws Exception {
        new SampleBuild(ml).deployment("staging", Deployment.Status.DEPLOYED, "javascript:alert(1)");
        Document page = write();

        assertThat(page.select("[href^=javascript]")).isEmpty();
        assertThat(page.select(".url code").text()).isEqualTo("javascript:alert(1)");
    }

    @Test
    void allowsExactlyTheScriptsItWasWrittenWith() throws Exception {
        SampleBuild.full(ml);
        Document page = write();
        String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");

        assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe-eval");
        List<Element> scripts = page.select("script:not([type])");
        assertThat(scripts).hasSize(4);
        for (Element script : scripts) {
            assertThat(policy).contains(hash(script.data()));
        }
    }

    @Test
    void loadsNothing() throws Exception {
        SampleBuild.full(ml);
        Document page = write();

        assertThat(page.select("script[src], link[rel=stylesheet], iframe, img, object, embed, form")).isEmpty();
        assertThat(page.select("link[href]").eachAttr("href")).allMatch(link -> link.startsWith("data:"));
    }

    @Test
    void givesEveryIdentifierOnceAndEveryLinkATarget() throws Exception {
        SampleBuild.full(ml);
        Document page = write();

        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.select("a[href^=#]").eachAttr("href")).allSatisfy(link -> assertThat(ids)
                .contains(link.substring(1)));
    }

    @Test
    void replacesAnEarlierPage() throws Exception {
        Report.write(ml);
        new SampleBuild(ml).timeline();
        Report.write(ml);

        assertThat(Files.readString(new MlDirectory(ml).report())).contains("tumour-classifier");
        try (var files = Files.list(ml)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("build.json", "report.html");
        }
    }

    private Document write() throws IOException {
        return Jsoup.parse(Report.write(ml), "UTF-8");
    }

    private static String hash(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }
}
