package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables that {@code @Field} makes fields of the script. */
class FieldsTest {
    @TempDir
    Path directory;

    @Test
    void blocksAndMethodsOfAScriptSeeTheSameFields() throws Exception {
        var run = new Runner(directory).file(
                """
                import groovy.transform.Field
                @Field int count = 0
                @Field List seen = []
                @Field static final String NAME = 'churn'
                def show() { "$NAME $count $seen" }
                def bump() { count++; seen << count }
                pipeline {
                    agent any
                    environment { LABEL = "${NAME}-${count}" }
                    stages {
                        stage('first') { steps { script {
                            count++
                            [1, 2].each { count += it }
                            bump()
                            this.count += 10
                        }
                        echo "$LABEL $count ${show()}" } }
                        stage('second') {
                            when { expression { count == 15 } }
                            steps { script { bump() }
                                    echo show() }
                            post { always { script { count = 0 }
                                            echo show() } }
                        }
                    }
                }
                """);
        assertThat(run.said()).containsExactly("churn-0 15 churn 15 [5]", "churn 16 [5, 16]", "churn 0 [5, 16]");
    }

    @Test
    void stepsCanBeCalledOnTheNameThatJenkinsGivesThem() throws Exception {
        var run = new Runner(directory).file(
                """
                def shout(steps, text) { steps.echo text.toUpperCase() }
                pipeline { agent any
                           stages { stage('s') { steps { script { shout(steps, 'hey')
                                                                  steps.sh 'echo there' } } } } }
                """);
        assertThat(run.said()).containsExactly("HEY", "there");
    }
}
