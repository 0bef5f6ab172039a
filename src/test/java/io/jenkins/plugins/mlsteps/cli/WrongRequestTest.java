package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is wrong ends with exit status 2 before anything runs, and says in one sentence what is wrong. */
class WrongRequestTest {
    private static final String X = "{\"type\":\"uniform\",\"name\":\"x\",\"min\":0,\"max\":1}";

    @TempDir
    Path workspace;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aStudyToLearnFromMustBeThere() {
        assertThat(mlsteps(
                        "tune", "--name", "b", "--objective", "loss", "--direction", "minimize", "--space", X,
                        "--command", "touch ran", "--warm-start", "nope", "--workspace", workspace.toString()))
                .isEqualTo(2);
        assertThat(said()).startsWith("tuneHyperparams: parameter 'warmStart': there is no study 'nope'");
        assertThat(workspace).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "uniform(name: 'x', min: Double.NaN, max: 1)                | uniform: parameter 'min' must be a number, given is 'NaN'",
        "choice(name: 'x', values: [null, 1])                       | choice: parameter 'values', entry 1 is null",
        "unifrom(name: 'x', min: 0, max: 1)                         | unknown step 'unifrom'; did you mean 'uniform'?",
        "qqqqqqqqqqqqq(name: 'x', min: 0, max: 1)                   | logUniform",
        "choice(name: 'a', values: [1, 'x']), choice(name: 'b', values: [1, 2], when: 'a > 1') | parameter 'when'",
    })
    void whatIsWrongInTheTextOfAJenkinsfileIsSaidBeforeItRuns(String space, String sentence) throws Exception {
        Path jenkinsfile = workspace.resolve("Jenkinsfile");
        Files.writeString(
                jenkinsfile,
                "pipeline { agent any; stages { stage('a') { steps { script { tuneHyperparams(name: 'b', objective: 'loss',"
                        + " direction: 'minimize', trials: 2, command: 'touch ran', space: [" + space + "]) } } } } }");

        assertThat(mlsteps("run", jenkinsfile.toString())).as(said()).isEqualTo(2);
        assertThat(said()).contains(sentence).doesNotContain("Exception");
        assertThat(workspace.resolve("ran")).doesNotExist();
    }

    @Test
    void whatTheBuiltInTrainerOrKatibCannotSearchIsSaidBeforeTheFirstStep() throws Exception {
        assertThat(run("sh 'touch before'", "tuneHyperparams(name: 'b', objective: 'auc', direction: 'maximize', data: 'd.csv', target: 'y')"))
                .isEqualTo(2);
        assertThat(run("sh 'touch before'", tune("engine: 'katib', compute: 'gpu', repeats: 2"))).isEqualTo(2);
        assertThat(run("sh 'touch before'", tune("engine: 'katib'"))).isEqualTo(2);
        assertThat(said())
                .contains("trials of the built-in trainer do not report 'auc'", "Katib runs each parameter set once")
                .contains("engine 'katib' needs 'compute', a profile of type kubernetes in whose cluster Katib runs");
        assertThat(workspace.resolve("before")).doesNotExist();
    }

    @Test
    void aRuleThatNoModelCanMeetIsFoundBeforeTheTraining() throws Exception {
        assertThat(run("sh 'touch before'", "evaluateGate(name: 'q', model: 'm', rules: ['auc > 0.9', 'auc >'])")).isEqualTo(2);
        assertThat(run("sh 'touch before'", "evaluateGate(name: 'q', model: 'm', sliceRules: ['recall > 9/10'])")).isEqualTo(2);
        assertThat(said())
                .contains("evaluateGate: parameter 'rules': rule 'auc >' does not parse at column 6", "write 9.0 / 10")
                .doesNotContain("Exception");
        assertThat(workspace.resolve("before")).doesNotExist();
    }

    @Test
    void whatAJenkinsfileAsksForWronglyIsAWrongRequestAlsoWhileItRuns() throws Exception {
        assertThat(run("sh 'touch before'", tune("warmStart: ['nope']"))).as(said()).isEqualTo(2);
        assertThat(said()).contains("there is no study 'nope'");
        assertThat(workspace.resolve("before")).exists();
        assertThat(workspace.resolve("ran")).doesNotExist();
        assertThat(run("catchError(buildResult: 'SUCCESS') { " + tune("warmStart: ['nope']") + " }")).isZero();
        assertThat(run("sh 'exit 7'")).isEqualTo(1);
        assertThat(run("try { sh 'exit 7' } finally { " + tune("compute: 'nope'") + " }")).isEqualTo(2);
    }

    @Test
    void aWorkThatFailedFirstIsNoWrongRequest() throws Exception {
        Path jenkinsfile = workspace.resolve("Jenkinsfile");
        Files.writeString(
                jenkinsfile,
                """
                pipeline {
                    agent any
                    stages { stage('a') { steps { sh 'exit 7' } } }
                    post { always { script { %s } } }
                }
                """
                        .formatted(tune("warmStart: ['nope']")));
        assertThat(mlsteps("run", jenkinsfile.toString())).as(said()).isEqualTo(1);
    }

    @Test
    void aComputeProfileThatIsMisspeltRemovesNothing() throws Exception {
        assertThat(train()).as(said()).isZero();
        assertThat(run(tune("trials: 1").replace("touch ran", "echo loss=1"))).as(said()).isZero();
        assertThat(train("--compute", "gup")).isEqualTo(2);
        assertThat(run(tune("compute: 'gup'"))).isEqualTo(2);
        assertThat(said()).contains("compute profile 'gup' is not defined; none is");
        assertThat(workspace.resolve("ml/train/m/record.json")).exists();
        assertThat(workspace.resolve("ml/tune/b/trials.jsonl")).content().contains("COMPLETE").doesNotContain("FAILED");
    }

    @Test
    void aDirectoryThatIsMisspeltIsNotMade() {
        Path typo = workspace.resolve("typo");
        assertThat(mlsteps("train", "--name", "m", "--command", "touch ran", "--workspace", typo.toString())).isEqualTo(2);
        assertThat(mlsteps("run", "--workspace", typo.toString())).isEqualTo(2);
        assertThat(said()).isEqualTo(("--workspace: " + typo + " does not exist\n").repeat(2));
        assertThat(workspace).isEmptyDirectory();
    }

    @Test
    void aDirectoryForRecordsThatIsRefusedIsNotMade() throws Exception {
        Path ml = Files.createDirectories(workspace.resolve("ml"));
        Path out = workspace.resolve("out");
        Path file = Files.writeString(workspace.resolve("file"), "");
        assertThat(train("--out", out.toString())).isEqualTo(2);
        assertThat(said()).contains("the workspace has records in");
        assertThat(out).doesNotExist();
        Files.delete(ml);
        assertThat(train("--out", file.toString())).isEqualTo(2);
        assertThat(train("--out", ml.resolve("x").toString())).isEqualTo(2);
        assertThat(said()).contains("--out " + file + " cannot be made a directory: " + file + " exists already").contains("leave out --out");
        assertThat(workspace.resolve("ran")).doesNotExist();
        assertThat(train("--out", out.toString())).as(said()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "suggest --direction minimize --space DIR   | --space: DIR is a directory",
        "suggest --direction minimize --space BAD   | is not a JSON list of dimensions",
        "suggest --direction minimize --space NONE  | --space: NONE cannot be read: NONE does not exist",
        "suggest --direction minimize --space LATIN | --space: LATIN cannot be read: it is not UTF-8 text",
        "run DIR                                    | DIR is a directory, expected is a Jenkinsfile",
        "lint LATIN                                 | LATIN is not UTF-8 text",
        "lint NONE                                  | NONE does not exist",
        "train --name m --command x --config DIR    | DIR cannot be read: Is a directory",
        "train --name m --command x --config NONE   | NONE cannot be read: NONE does not exist",
        "train --name m --command x --config BAD    | the whole must be a map of keys",
        "train --name m --command x --config LIST   | 'compute' must be a map of keys",
    })
    void aFileThatCannotBeUsedIsSaidInOneSentence(String command, String sentence) throws Exception {
        Map<String, Path> files = Map.of(
                "DIR", Files.createDirectory(workspace.resolve("dir")),
                "BAD", Files.writeString(workspace.resolve("bad"), "not JSON"),
                "LIST", Files.writeString(workspace.resolve("list"), "compute: [1, 2]"),
                "LATIN", Files.write(workspace.resolve("latin"), new byte[] {(byte) 0xe4}),
                "NONE", workspace.resolve("none"));
        String expected = sentence;
        List<String> words = new ArrayList<>();
        for (String word : command.split(" +")) {
            words.add(files.containsKey(word) ? files.get(word).toString() : word);
            expected = expected.replace(word, words.get(words.size() - 1));
        }
        if (command.startsWith("train")) {
            words.addAll(List.of("--workspace", workspace.toString()));
        }

        assertThat(mlsteps(words.toArray(String[]::new))).as(said()).isEqualTo(2);
        assertThat(said()).contains(expected).doesNotContain("Exception").doesNotContain("java.").doesNotContain("Source");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "trainModel(name: 'm', command: 'true', task: 'regression')       | task",
        "trainModel(name: 'm', candidates: ['linear']) { echo 'x' }       | candidates",
        "tuneHyperparams(name: 'm', objective: env.O, direction: 'minimize', space: [], command: 'true', budgetMinutes: 5) | budgetMinutes",
        "trainModel(name: 'm', command: 'true', budgetMinutes: 1)         | ",
        "trainModel(name: 'm', command: 'true', candidates: env.C)        | ",
        "trainModel(name: 'm', data: 'd.csv', target: 'y', task: 'regression', candidates: ['linear'], budgetMinutes: 5) | ",
    })
    void lintFindsWhatOnlyTheBuiltInTrainerLooksAt(String step, String parameter) throws Exception {
        Path file = Files.writeString(
                workspace.resolve("Jenkinsfile"), "pipeline { agent any\n stages { stage('s') { steps {\n" + step + "\n} } } }\n");
        assertThat(mlsteps("lint", file.toString())).as(said()).isEqualTo(parameter == null ? 0 : 2);
        if (parameter != null) {
            assertThat(said()).contains("parameter '" + parameter + "' is for the built-in trainer, which needs a 'target'");
        }
    }

    @Test
    void aSpaceFromAnEditorOfWindowsIsRead() throws Exception {
        Path space = Files.writeString(workspace.resolve("space.json"), "\uFEFF[\r\n" + X + "\r\n]\r\n");
        assertThat(mlsteps("suggest", "--direction", "minimize", "--space", space.toString())).as(said()).isZero();
    }

    @Test
    void textInQuotesIsTextWhateverItLooksLike() {
        assertThat(train(
                        "--params", "version=\"1.10\"", "--params", "depth=7", "--params", "layers=[64, 32]", "--params", "note=7 of 9",
                        "--params", "word=plain", "--params", "cased=True"))
                .as(said())
                .isZero();
        assertThat(workspace.resolve("ran"))
                .hasContent("{\"version\":\"1.10\",\"depth\":7,\"layers\":[64,32],\"note\":\"7 of 9\",\"word\":\"plain\",\"cased\":\"True\"}");
    }

    @Test
    void whyATrialOfTheBuiltInTrainerFailedIsInItsRecord() throws Exception {
        Files.writeString(workspace.resolve("rows.csv"), "x,churned\n1,no\n2\n");

        assertThat(tuneWithoutCode("rows.csv", "churned")).as(said()).isEqualTo(1);
        assertThat(workspace.resolve("ml/tune/b/trials.jsonl")).content().contains("line 3 has 1 fields").doesNotContain("exit code");
    }

    @Test
    void noTrialHasToFindOutThatThereIsNoSuchDataOrTarget() throws Exception {
        Files.writeString(workspace.resolve("rows.csv"), "x,churned\n1,no\n2,yes\n");

        assertThat(tuneWithoutCode("nope.csv", "churned")).isEqualTo(2);
        assertThat(tuneWithoutCode("rows.csv", "churn")).isEqualTo(2);
        assertThat(said())
                .contains("nope.csv does not exist", "rows.csv has no column 'churn'; did you mean 'churned'? (columns: x, churned)");
        assertThat(workspace.resolve("ml/tune/b")).doesNotExist();
    }

    private int tuneWithoutCode(String data, String target) {
        return mlsteps(
                "tune", "--name", "b", "--objective", "cv_log_loss", "--direction", "minimize", "--trials", "1",
                "--data", data, "--target", target, "--workspace", workspace.toString());
    }

    private int train(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train", "--name", "m", "--command", "printf %s \"$ML_PARAMS\" > ran", "--workspace", workspace.toString()));
        arguments.addAll(List.of(more));
        return mlsteps(arguments.toArray(String[]::new));
    }

    private static String tune(String more) {
        return "tuneHyperparams(name: 'b', objective: 'loss', direction: 'minimize', command: 'touch ran', "
                + more + ", space: [uniform(name: 'x', min: 0, max: 1)])";
    }

    private int run(String... steps) throws Exception {
        Path jenkinsfile = workspace.resolve("Jenkinsfile");
        Files.writeString(
                jenkinsfile,
                "pipeline { agent any; stages { stage('a') { steps { script { " + String.join("; ", steps) + " } } } } }");
        return mlsteps("run", jenkinsfile.toString());
    }

    @Test
    void whatIsServedMustBeADirectory() {
        assertThat(mlsteps("serve", workspace.resolve("modle").toString())).isEqualTo(2);
        assertThat(said()).contains("MODEL_DIR: ", "modle does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999", "-1"})
    void aPortMustBeOne(String port) {
        assertThat(mlsteps("serve", workspace.toString(), "--port", port)).as(said()).isEqualTo(2);
        assertThat(said()).isEqualTo("--port: is " + port + ", expected is a number from 0 to 65535\n");
    }

    @Test
    void theKeyOfASignerMustBeAPublicKey() throws Exception {
        Path verdict = Files.writeString(workspace.resolve("verdict.dsse.json"), "{}");

        assertThat(mlsteps("verify-verdict", verdict.toString(), "--key", workspace.resolve("none.pem").toString()))
                .isEqualTo(2);
        assertThat(mlsteps("verify-verdict", verdict.toString(), "--key", verdict.toString())).isEqualTo(2);
        assertThat(said()).contains("none.pem does not exist", "verdict.dsse.json is not").doesNotContain("Exception");
    }

    private int mlsteps(String... arguments) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Mlsteps.commandLine(new Terminal(InputStream.nullInputStream(), out, out, false)).execute(arguments);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
