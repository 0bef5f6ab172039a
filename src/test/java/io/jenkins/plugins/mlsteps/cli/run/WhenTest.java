package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhenTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "expression { params.WHO == 'me' }                             | true",
                "expression { '' }                                             | false",
                "environment name: 'COLOUR', value: 'green'                    | true",
                "environment name: 'COLOUR', value: 'GREEN'                    | false",
                "environment name: 'COLOUR', value: 'GREEN', ignoreCase: true  | true",
                "environment name: 'NOT_SET', value: ''                        | true",
                "environment name: 'NOT_SET', value: 'green'                   | false",
                "not { environment name: 'COLOUR', value: 'green' }            | false",
                "equals expected: 2, actual: 1 + 1                             | true",
                "equals expected: 'a', actual: \"${params.WHO}\"               | false",
                "branch 'release/*'                                            | true",
                "branch 'main'                                                 | false",
                "branch pattern: 'rel.*', comparator: 'REGEXP'                 | true",
                "branch pattern: 'release', comparator: 'EQUALS'               | false",
                "buildingTag()                                                 | false",
                "changeRequest()                                               | true",
                "changeRequest(target: 'main', authorEmail: 'a@b')             | true",
                "changeRequest(target: 'ma*')                                  | false",
                "changeRequest(target: 'ma*', comparator: 'GLOB')              | true",
                "changeRequest(target: '', url: 'any')                         | true",
                "changeRequest(title: 'any')                                   | false",
                "changelog '.*'                                                | false",
                "changeset '**'                                                | false",
                "triggeredBy 'UserIdCause'                                     | true",
                "triggeredBy cause: 'UserIdCause', detail: 'nobody-of-us'      | false",
                "triggeredBy 'TimerTrigger'                                    | false",
                "anyOf { branch 'main'; expression { true } }                  | true",
                "anyOf { branch 'main'; expression { false } }                 | false",
                "allOf { branch 'release/**'; not { branch 'main' } }          | true",
                "allOf { branch 'release/**'; branch 'main' }                  | false",
            })
    void aStageRunsWhenItsConditionHolds(String condition, boolean runs) throws Exception {
        var run = new Runner(directory).with(Map.of("WHO", "me")).pipeline(
                """
                agent any
                parameters { string(name: 'WHO') }
                environment { BRANCH_NAME = 'release/1'
                              CHANGE_ID = '7'
                              CHANGE_TARGET = 'main'
                              CHANGE_AUTHOR_EMAIL = 'a@b'
                              COLOUR = 'green' }
                stages { stage('s') {
                    when { %s }
                    steps { echo 'ran' }
                } }
                """
                        .formatted(condition));
        assertThat(run.said()).containsExactly(runs ? "ran" : "Stage 's' skipped due to when conditional");
    }
}
