package io.jenkins.plugins.mlsteps.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser; skipped where there is none. */
@Tag("slow")
class ReportInChromiumTest {
    @TempDir(cleanup = CleanupMode.NEVER)
    static Path profile;

    private static Chromium chromium;

    @TempDir
    Path ml;

    @BeforeAll
    static void startChromium() throws Exception {
        Optional<Path> executable = Chromium.find();
        assumeTrue(executable.isPresent(), "no chromium on PATH and none named by CHROME: the page is not tried in a browser");
        chromium = Chromium.start(executable.get(), profile);
    }

    @AfterAll
    static void stopChromium() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void prefersLightOnADesktop() throws Exception {
        chromium.resize(1280, 900, false);
        chromium.prefer("light");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void drawsEveryChartWithoutAComplaint(String scheme) throws Exception {
        chromium.prefer(scheme);
        SampleBuild sample = SampleBuild.full(ml);
        sample.study("speed", 40, true);
        open();

        assertThat(chromium.evaluate("document.querySelectorAll('.chart').length").asInt()).isEqualTo(14);
        assertThat(chromium.evaluate("document.querySelectorAll('.chart svg path').length").asInt()).isGreaterThan(200);
        assertThat(texts("[...document.querySelectorAll('.chart')].filter(c => c.querySelectorAll('svg path').length < 4)"
                        + ".map(c => c.getAttribute('aria-label'))"))
                .isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void hasEnoughContrastForEveryText(String scheme) throws Exception {
        chromium.prefer(scheme);
        SampleBuild sample = SampleBuild.full(ml);
        sample.gate(false);
        sample.deployment("production", Deployment.Status.REFUSED, null);
        sample.deployment("canary", Deployment.Status.ROLLED_BACK, SampleBuild.URL);
        open();
        chromium.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");

        assertThat(Contrast.tooLow(chromium, "body")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360})
    void doesNotScrollSidewaysOnASmallScreen(int width) throws Exception {
        chromium.resize(width, 800, true);
        SampleBuild.full(ml);
        open();

        assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
        assertThat(texts("[...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, .chart-room, .unseen, thead')"
                        + " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120))"))
                .isEmpty();
    }

    @Test
    void keepsRowsLowOnAPhone() throws Exception {
        chromium.resize(360, 800, true);
        SampleBuild.full(ml);
        open();

        assertThat(texts("[...document.querySelectorAll('.timeline tbody tr')].filter(r => !r.querySelector('.error') && r.offsetHeight > 90)"
                        + ".map(r => r.innerText)"))
                .isEmpty();
        assertThat(texts("[...document.querySelectorAll('.checks tbody tr')].filter(r => r.offsetHeight > 480)"
                        + ".map(r => r.innerText)"))
                .isEmpty();
    }

    @Test
    void isUsableByKeyboardAlone() throws Exception {
        SampleBuild.full(ml);
        open();

        tab();
        assertThat(focused("textContent")).isEqualTo("Skip to the results");
        assertThat(chromium.evaluate("document.activeElement.getBoundingClientRect().top >= 0").asBoolean())
                .isTrue();
        chromium.press("Enter", 13);
        assertThat(focused("id")).isEqualTo("content");
        tab();
        assertThat(focused("className")).startsWith("tile");
        assertThat(chromium.evaluate("getComputedStyle(document.activeElement).outlineStyle").asText())
                .isEqualTo("solid");
        List<String> visited = tabThrough(80);
        assertThat(visited).contains("SUMMARY", "A", "DIV");

        chromium.evaluate("document.querySelector('.figure summary').focus()");
        chromium.press("Enter", 13);
        assertThat(chromium.evaluate("document.querySelector('.figure details').open").asBoolean())
                .isTrue();
    }

    /** One place for all of them, apart from the others, also on an axis that no trial has a value of. */
    @Test
    void aTrialWithoutAParameterCrossesItsAxisBelowAllValues() throws Exception {
        new SampleBuild(ml).study("tumour", 60, false);
        forget("lr", "123456789", "depth", "02468", "dropout", "0123456789", "opt", "13579");
        open();

        JsonNode axes = chromium.evaluate("(() => {"
                + " const chart = [...document.querySelectorAll('.chart')].map(e => echarts.getInstanceByDom(e)).find(c => (c.getOption().parallel || []).length);"
                + " const { parallelAxis, series, tooltip } = chart.getOption();"
                + " const room = chart.getModel().getSeriesByIndex(0).coordinateSystem;"
                + " return Object.fromEntries(parallelAxis.map((axis, i) => {"
                + "  const absent = [], there = [];"
                + "  series[0].data.forEach((line, n) => (tooltip[0].formatter({ dataIndex: n, value: line }).split('</div>')[i].includes('<b>–<') ? absent : there)"
                + "   .push(room.dataToPoint(line[i], room.dimensions[i])[1]));"
                + "  return [axis.name, { absent: [...new Set(absent)], lowest: Math.max(0, ...there) }]; })); })()");
        for (String parameter : List.of("lr", "depth", "dropout", "opt")) {
            JsonNode axis = axes.path(parameter);
            assertThat(axis.path("absent")).as(parameter).hasSize(1);
            assertThat(axis.path("absent").path(0).asDouble()).as(parameter).isGreaterThan(axis.path("lowest").asDouble() + 15);
        }
        assertThat(axes.path("val_auc").path("absent")).isEmpty();
        assertThat(texts("[...document.querySelectorAll('.chart svg text')].map(t => t.textContent).filter(t => t === 'absent')")).hasSize(4);
    }

    /** Takes parameters away from the trials whose numbers end with one of some digits. */
    private void forget(String... parametersAndDigits) throws Exception {
        Path trials = ml.resolve("tune/tumour/trials.jsonl");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(trials)) {
            JsonNode trial = Json.mapper().readTree(line);
            for (int i = 0; i < parametersAndDigits.length; i += 2) {
                if (parametersAndDigits[i + 1].contains(String.valueOf(trial.path("number").asInt() % 10))) {
                    ((ObjectNode) trial.path("params")).remove(parametersAndDigits[i]);
                }
            }
            lines.add(trial.toString());
        }
        Files.write(trials, lines);
    }

    @Test
    void switchesTheThemeAndRedrawsTheCharts() throws Exception {
        SampleBuild.full(ml);
        open();
        String light = chromium.evaluate("document.querySelector('.chart svg').outerHTML").asText();
        chromium.evaluate("document.getElementById('theme').focus()");
        chromium.press(" ", 32);

        assertThat(chromium.evaluate("document.documentElement.dataset.theme").asText()).isEqualTo("dark");
        assertThat(focused("innerText")).isEqualTo("Light");
        assertThat(chromium.evaluate("document.querySelector('.chart svg').outerHTML").asText())
                .isNotEqualTo(light);
        chromium.press(" ", 32);
        assertThat(chromium.evaluate("document.documentElement.dataset.theme").asText()).isEqualTo("light");
        chromium.evaluate("localStorage.clear()");
    }

    @Test
    void runsNoScriptThatItWasNotWrittenWith() throws Exception {
        SampleBuild.full(ml);
        open();
        JsonNode ran = chromium.evaluate("new Promise(done => { const s = document.createElement('script');"
                + " s.textContent = 'window.intruder = 1'; document.body.append(s);"
                + " setTimeout(() => done(typeof window.intruder), 50); })");

        assertThat(ran.asText()).isEqualTo("undefined");
    }

    @Test
    void showsHostileNamesAsTheyAre() throws Exception {
        int before = chromium.complaints().size();
        HostileBuild.write(ml);
        open();

        assertThat(chromium.evaluate("typeof window.hacked").asText()).isEqualTo("undefined");
        assertThat(chromium.evaluate("document.querySelectorAll('main img, main script, main iframe').length").asInt())
                .isZero();
        assertThat(chromium.evaluate("document.querySelectorAll('.chart[data-drawn]').length").asInt())
                .isEqualTo(5);
        assertThat(hoverOverEveryChart()).doesNotContain("<img", "<script");
        assertThat(chromium.complaints()).hasSize(before);
    }

    /** The tooltips' HTML after the pointer was on each chart. */
    private static String hoverOverEveryChart() throws Exception {
        return chromium.evaluate("[...document.querySelectorAll('.chart')].map(e => {"
                        + " const c = echarts.getInstanceByDom(e);"
                        + " if (c.getOption().parallel) return '';" // has no point to show a tip at
                        + " c.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: 0 });"
                        + " return e.innerHTML; }).join('')")
                .asText();
    }

    private void open() throws Exception {
        chromium.open(Report.write(ml));
    }

    private static void tab() throws Exception {
        chromium.press("Tab", 9);
    }

    private static List<String> tabThrough(int stops) throws Exception {
        List<String> visited = new ArrayList<>();
        for (int i = 0; i < stops; i++) {
            tab();
            visited.add(focused("tagName"));
        }
        return visited;
    }

    private static String focused(String property) throws Exception {
        return chromium.evaluate("document.activeElement." + property).asText();
    }

    private static List<String> texts(String expression) throws Exception {
        List<String> texts = new ArrayList<>();
        chromium.evaluate(expression).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
