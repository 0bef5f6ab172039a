package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.ShortGrace;
import io.jenkins.plugins.mlsteps.workload.local.Liveness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsTest {
    @TempDir
    Path directory;

    private List<String> said(String steps) throws Exception {
        return new Runner(directory).steps(steps).said();
    }

    @Test
    void shReturnsOutputOrStatusWhenAsked() throws Exception {
        assertThat(said(
                        """
                        script {
                            def out = sh(script: 'echo hello; echo aside >&2', returnStdout: true).trim()
                            def status = sh(returnStatus: true, script: 'exit 7')
                            echo "$out $status"
                        }
                        """))
                .containsExactly("aside", "hello 7");
    }

    @Test
    void shFailsTheStageWithTheExitStatusAndStopsAtTheFirstFailedCommand() throws Exception {
        var run = new Runner(directory).steps("sh 'echo before; false; echo after'");
        assertThat(run.result()).isEqualTo(Result.FAILURE);
        assertThat(run.said()).containsExactly("before", "ERROR: sh: script returned exit code 1");
    }

    @Test
    void shRunsTheInterpreterThatTheScriptNames() throws Exception {
        assertThat(said("sh '''#!/usr/bin/env bash\nset -u\necho ${BASH_VERSION:+bash}\n'''")).containsExactly("bash");
    }

    @Test
    void shTellsWhatEndedAScriptThatWasKilled() throws Exception {
        assertThat(said("sh 'kill -9 $$'")).singleElement().asString().contains("137").contains("killed");
    }

    @Test
    void dirRunsItsBodyInAnotherDirectoryWhichItMakes() throws Exception {
        assertThat(said("dir('a/b') { sh 'case $PWD in */a/b) echo a/b;; esac'\necho pwd().substring(pwd().length() - 3)\n}"))
                .containsExactly("a/b", "a/b");
    }

    // No pipe here or above: two shells that trace at the same time mix their lines.
    @Test
    void withEnvSetsUnsetsAndPrepends() throws Exception {
        assertThat(said(
                        """
                        withEnv(['A=1', 'B=2', 'PATH+TOOL=/opt/tool']) {
                            withEnv(['A=', "B=x${env.B}"]) {
                                sh 'echo "${A-unset} $B"; echo ${PATH%%:*}'
                            }
                        }
                        """))
                .containsExactly("unset x2", "/opt/tool");
    }

    @Test
    void withEnvTakesADollarAsItStands() throws Exception {
        assertThat(said("withEnv(['A=1', 'B=$A/${A}']) { sh 'echo \"$B\"' }")).containsExactly("$A/${A}");
    }

    @Test
    void retryRunsItsBodyAgainUntilItSucceeds() throws Exception {
        assertThat(said("retry(3) { sh 'echo x >> n; [ $(wc -l < n) -eq 2 ]' }\necho 'done'"))
                .containsExactly("ERROR: sh: script returned exit code 1", "Retrying (2 of 3)", "done");
    }

    @Test
    void timeoutStopsItsBodyWithAllItsProcesses() throws Exception {
        LimitedRun run = LimitedRun.ofSteps(
                directory,
                "timeout(time: %1$d, unit: 'SECONDS') { sh 'sleep 600 & echo $! > child.new; mv child.new child; wait' }",
                limited -> Files.exists(limited.directory().resolve("child")));
        assertThat(run.outcome().result()).isEqualTo(Result.ABORTED);
        long child = Long.parseLong(Files.readString(run.directory().resolve("child")).strip());
        assertThat(ProcessHandle.of(child).filter(Liveness::isRunning)).isEmpty();
    }

    @Test
    void timeoutEndsALoopThatCatchesWhatItThrows() throws Exception {
        try (ShortGrace aSecond = new ShortGrace()) {
            var run = new Runner(directory).steps(
                    """
                    timeout(time: 1, unit: 'SECONDS') {
                        script { while (true) { try { sh 'sleep 0.3; false'; break } catch (e) { echo 'again' } } }
                    }
                    """);
            assertThat(run.result()).isEqualTo(Result.ABORTED);
            assertThat(run.said()).contains("ERROR: timeout: not done within 1.0 s");
        }
    }

    @Test
    void retryTriesAgainWhatTookTooLong() throws Exception {
        LimitedRun run = LimitedRun.ofSteps(
                directory,
                """
                retry(2) { timeout(time: %1$d, unit: 'SECONDS') { sh '[ -e slow ] || { touch slow; exec sleep 600; }' } }
                echo 'done'
                """,
                limited -> limited.outcome().said().contains("done"));
        assertThat(run.outcome().said())
                .containsExactly("ERROR: timeout: not done within " + run.limit(), "Retrying (2 of 2)", "done");
    }

    @Test
    void retryEndsWithTheTimeoutAroundIt() throws Exception {
        var run = new Runner(directory).steps(
                "timeout(time: 1, unit: 'SECONDS') { retry(5) { timeout(time: 1, unit: 'HOURS') { sh 'exec sleep 600' } } }");
        assertThat(run.result()).isEqualTo(Result.ABORTED);
        assertThat(run.said()).noneMatch(line -> line.startsWith("Retrying"));
    }

    @Test
    void sleepWaitsAtLeastAsLongAsTold() throws Exception {
        long start = System.nanoTime();
        said("sleep(time: 120, unit: 'MILLISECONDS')");
        assertThat(System.nanoTime() - start).isGreaterThan(120_000_000L);
    }

    @Test
    void catchErrorGoesOnWithTheResultsItNames() throws Exception {
        var run = new Runner(directory).steps(
                """
                catchError(message: 'never mind', buildResult: 'SUCCESS', stageResult: 'UNSTABLE') { error 'bad' }
                echo currentBuild.currentResult
                """);
        assertThat(run.result()).isEqualTo(Result.SUCCESS);
        assertThat(run.said()).containsExactly("never mind", "ERROR: bad", "SUCCESS");
    }

    @Test
    void warnErrorMakesTheBuildUnstable() throws Exception {
        var run = new Runner(directory).steps("warnError('hm') { sh 'exit 3' }\necho 'on'");
        assertThat(run.result()).isEqualTo(Result.UNSTABLE);
        assertThat(run.said()).containsExactly("hm", "ERROR: sh: script returned exit code 3", "on");
    }

    @Test
    void filesAreWrittenReadAndFound() throws Exception {
        assertThat(said(
                        """
                        writeFile file: 'sub/note.txt', text: 'grün'
                        echo readFile('sub/note.txt')
                        echo "${fileExists('sub/note.txt')} ${fileExists 'other'}"
                        writeFile file: 'bin', text: 'AP8=', encoding: 'Base64'
                        sh 'od -An -tx1 bin'
                        echo readFile(file: 'bin', encoding: 'Base64')
                        """))
                .containsExactly("grün", "true false", " 00 ff", "AP8=");
    }

    @Test
    void aFileThatIsWrittenOverKeepsItsModeAndStaysALink() throws Exception {
        assertThat(said(
                        """
                        sh 'touch tool; chmod +x tool; ln -s tool link'
                        writeFile file: 'link', text: '#!/bin/sh\\necho written'
                        sh './tool; [ -L link ]'
                        """))
                .containsExactly("written");
    }

    @Test
    void aNewFileHasTheModeThatAnyProgramWouldGiveIt() throws Exception {
        said("writeFile file: 'text', text: 'x'\nwriteJSON file: 'json', json: [x: 1]\nsh 'touch other'");
        assertThat(Files.getPosixFilePermissions(directory.resolve("text")))
                .isEqualTo(Files.getPosixFilePermissions(directory.resolve("other")))
                .isEqualTo(Files.getPosixFilePermissions(directory.resolve("json")));
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        assertThat(said("readFile 'nope.txt'")).singleElement().asString().contains("nope.txt does not exist");
    }

    @Test
    void jsonIsReadAndWritten() throws Exception {
        assertThat(said(
                        """
                        script {
                            def parsed = readJSON text: '{"a": [1, {"b": "c"}]}'
                            parsed.a << "${parsed.a[1].b}!"
                            writeJSON file: 'out.json', json: parsed
                            echo readFile('out.json')
                            echo writeJSON(returnText: true, json: [x: 1.5])
                            echo "${readJSON(file: 'out.json').a.size()}"
                        }
                        """))
                .containsExactly("{\"a\":[1,{\"b\":\"c\"},\"c!\"]}", "{\"x\":1.5}", "3");
    }

    @Test
    void brokenJsonIsAnErrorWithFileAndLine() throws Exception {
        Files.writeString(directory.resolve("bad.json"), "{\n\"a\": }\n");
        assertThat(said("script { readJSON file: 'bad.json' }")).singleElement().asString().contains("bad.json:2");
    }

    @Test
    void yamlIsReadAndWritten() throws Exception {
        Files.writeString(directory.resolve("params.yaml"), "lr: 1e-3\nlayers: [64, 32]\nshuffle: yes\nname: ünit\n");
        assertThat(said(
                        """
                        script {
                            def params = readYaml file: 'params.yaml'
                            echo "${params.lr} ${params.layers[1] + 1} ${params.shuffle} ${params.name}"
                            params.layers << 16
                            params.run = "run-${params.layers.size()}"
                            writeYaml file: 'out.yaml', data: params
                            echo readFile('out.yaml')
                            echo "${readYaml(text: 'a: 1\\n---\\na: 2').collect { it.a }}"
                            echo writeYaml(returnText: true, datas: [[a: 1], [a: 2]])
                        }
                        """))
                .containsExactly(
                        "0.001 33 true ünit",
                        "lr: 0.001", "layers:", "- 64", "- 32", "- 16", "shuffle: true", "name: ünit", "run: run-3",
                        "[1, 2]",
                        "a: 1", "---", "a: 2");
    }

    @Test
    void brokenYamlAndAFileThatIsThereAreErrors() throws Exception {
        Files.writeString(directory.resolve("bad.yaml"), "a: 1\nb: [\n");
        assertThat(said("script { readYaml file: 'bad.yaml' }")).singleElement().asString().contains("bad.yaml:3 is not YAML");
        assertThat(said("writeYaml file: 'bad.yaml', data: [a: 1]")).singleElement().asString().contains("give 'overwrite: true'");
        assertThat(said("writeYaml file: 'bad.yaml', data: [a: 1], overwrite: true\necho readFile('bad.yaml')")).containsExactly("a: 1");
    }

    @Test
    void whatKeepsBuildsOfAJenkinsApartRunsItsBodyAndTheWorkspaceIsKept() throws Exception {
        assertThat(said(
                        """
                        writeFile file: 'kept', text: 'here'
                        lock(resource: 'gpu-1', variable: 'GPU') {
                            milestone 1
                            sh 'echo "$GPU"'
                        }
                        lock('registry') { cleanWs deleteDirs: true, patterns: [[pattern: '**', type: 'INCLUDE']] }
                        echo readFile('kept')
                        """))
                .containsExactly(
                        "lock: 'gpu-1' keeps builds apart in Jenkins only",
                        "gpu-1",
                        "lock: 'registry' keeps builds apart in Jenkins only",
                        "cleanWs: nothing is removed: the workspace is where you work, not a copy made for this run",
                        "here");
    }

    @Test
    void stashedFilesComeBackElsewhere() throws Exception {
        assertThat(said(
                        """
                        writeFile file: 'in/a.txt', text: 'a'
                        writeFile file: 'in/b.log', text: 'b'
                        stash name: 'texts', includes: 'in/*.txt'
                        dir('elsewhere') { unstash 'texts'
                                           sh 'find . -type f' }
                        """))
                .containsExactly("stash 'texts': 1 file(s)", "./in/a.txt");
    }

    @Test
    void aStashOfTheSameNameReplacesTheOneBefore() throws Exception {
        assertThat(said(
                        """
                        writeFile file: 'old.txt', text: 'a'
                        stash name: 'texts', includes: 'old.txt'
                        writeFile file: 'new.txt', text: 'b'
                        stash name: 'texts', includes: 'new.txt'
                        dir('elsewhere') { unstash 'texts'
                                           sh 'find . -type f' }
                        """))
                .endsWith("./new.txt")
                .doesNotContain("./old.txt");
    }

    @Test
    void artifactsAreKept() throws Exception {
        var run = new Runner(directory).steps(
                """
                writeFile file: 'out/model/a.bin', text: 'x'
                writeFile file: 'out/skip.tmp', text: 'x'
                archiveArtifacts artifacts: 'out/**', excludes: '**/*.tmp'
                """);
        assertThat(run.result()).isEqualTo(Result.SUCCESS);
        Path archive = directory.resolve(".mlsteps/archive/1/out");
        assertThat(archive.resolve("model/a.bin")).hasContent("x");
        assertThat(archive.resolve("skip.tmp")).doesNotExist();
    }

    @Test
    void artifactsThatDoNotExistFailTheStage() throws Exception {
        assertThat(said("archiveArtifacts 'nothing/**'")).singleElement().asString().contains("matches 'nothing/**'");
    }

    @Test
    void failedTestsMakeTheBuildUnstable() throws Exception {
        Files.writeString(
                directory.resolve("TEST-a.xml"),
                """
                <testsuites><testsuite name="s"><testcase name="a"/><testcase name="b"><failure/></testcase>
                <testcase name="c"><skipped/></testcase></testsuite></testsuites>
                """);
        var run = new Runner(directory).steps("script { def t = junit 'TEST-*.xml'\necho \"${t.failCount}/${t.totalCount}\" }");
        assertThat(run.result()).isEqualTo(Result.UNSTABLE);
        assertThat(run.said()).containsExactly("junit: 3 tests, 1 failed, 1 skipped", "1/3");
    }

    @Test
    void deleteDirNeverTakesTheAuthorsOwnFiles() throws Exception {
        said("dir('scratch') { writeFile file: 'x', text: 'x'\ndeleteDir() }\ndeleteDir()");
        assertThat(directory.resolve("scratch")).doesNotExist();
        assertThat(directory.resolve("Jenkinsfile")).exists();
    }

    @Test
    void checkoutScmUsesTheWorkspaceAsItIs() throws Exception {
        assertThat(said("checkout scm\necho isUnix().toString()"))
                .containsExactly("checkout: using the workspace as it is", "true");
    }

    @Test
    void theResultOfTheBuildCanBeSetButNotImproved() throws Exception {
        var run = new Runner(directory).steps(
                "script { currentBuild.result = 'UNSTABLE'\ncurrentBuild.result = 'SUCCESS'\necho currentBuild.result }");
        assertThat(run.said()).containsExactly("UNSTABLE");
        assertThat(run.result()).isEqualTo(Result.UNSTABLE);
    }

    @Test
    void waitUntilTriesAgainUntilItsBodyReturnsTrue() throws Exception {
        var run = new Runner(directory).steps(
                """
                script {
                    int n = 0
                    waitUntil { echo "try ${++n}"
                                n == 3 }
                    waitUntil(quiet: true) { n++ == 4 }
                    waitUntil { 'yes' }
                }
                """);
        assertThat(run.said())
                .containsExactly(
                        "try 1", "Will try again after 0.25 s", "try 2", "Will try again after 0.3 s", "try 3",
                        "ERROR: waitUntil: body return value yes is not boolean");
        assertThat(run.result()).isEqualTo(Result.FAILURE);
    }

    @Test
    void aLimitOfTimeEndsWhatWaitUntilWaitsFor() throws Exception {
        var run = new Runner(directory).steps("timeout(time: 100, unit: 'MILLISECONDS') { waitUntil(initialRecurrencePeriod: 15000) { script { false } } }");
        assertThat(run.result()).isEqualTo(Result.ABORTED);
    }

    @Test
    void aWordThatIsNoResultIsAFailureAsInJenkins() throws Exception {
        var run = new Runner(directory).steps("script { currentBuild.result = 'unstable'\necho currentBuild.result\n"
                + "echo currentBuild.resultIsWorseOrEqualTo('NONSENSE').toString()\n"
                + "currentBuild.result = 'NONSENSE'\necho currentBuild.result }");
        assertThat(run.said()).containsExactly("UNSTABLE", "false", "FAILURE");
        assertThat(run.result()).isEqualTo(Result.FAILURE);
    }
}
