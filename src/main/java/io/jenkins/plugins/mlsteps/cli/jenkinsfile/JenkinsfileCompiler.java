package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/** Turns a Jenkinsfile into a model and code, or says everything that is wrong with it. */
public final class JenkinsfileCompiler {
    private JenkinsfileCompiler() {}

    /**
     * @throws JenkinsfileException with a line for each problem
     * @throws IOException when the file cannot be read
     */
    public static CompiledJenkinsfile compile(Path file) throws IOException, JenkinsfileException {
        return compile(file.getFileName().toString(), text(file));
    }

    private static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new SpecException(file + " is a directory, expected is a Jenkinsfile");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new SpecException(file + " is not UTF-8 text", e);
        }
    }

    /** @param name of the file, for messages */
    static CompiledJenkinsfile compile(String name, String text) throws JenkinsfileException {
        ModelReader reader = new ModelReader();
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(JenkinsfileScript.class.getName());
        configuration.addCompilationCustomizers(reader);
        List<Problem> problems = new ArrayList<>();
        Class<?> compiled = null;
        try {
            GroovyClassLoader loader =
                    new GroovyClassLoader(JenkinsfileCompiler.class.getClassLoader(), configuration);
            compiled = loader.parseClass(new GroovyCodeSource(text, CompiledJenkinsfile.SOURCE, "/jenkinsfile"), false);
        } catch (MultipleCompilationErrorsException e) {
            syntaxErrors(e, problems);
        }
        problems.addAll(0, reader.problems());
        if (!problems.isEmpty()) {
            throw new JenkinsfileException(name, problems);
        }
        return new CompiledJenkinsfile(name, reader.pipeline(), instance(compiled));
    }

    private static void syntaxErrors(MultipleCompilationErrorsException e, List<Problem> problems) {
        for (Object message : e.getErrorCollector().getErrors()) {
            if (message instanceof SyntaxErrorMessage syntax) {
                problems.add(new Problem(
                        syntax.getCause().getStartLine(),
                        syntax.getCause().getStartColumn(),
                        syntax.getCause().getOriginalMessage().strip()));
            } else {
                problems.add(new Problem(1, 1, e.getMessage()));
            }
        }
    }

    private static JenkinsfileScript instance(Class<?> compiled) {
        try {
            return (JenkinsfileScript) compiled.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled Jenkinsfile cannot be instantiated", e);
        }
    }

    /** Reads the model off the syntax tree once it stands, before Groovy resolves names in it. */
    private static final class ModelReader extends CompilationCustomizer {
        private ScriptReader script;

        ModelReader() {
            super(CompilePhase.CONVERSION);
        }

        @Override
        public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
            if (script == null && type.isScript()) {
                script = new ScriptReader(source.getAST(), type);
                script.read();
            }
        }

        List<Problem> problems() {
            return script == null ? List.of() : script.problems();
        }

        Pipeline pipeline() {
            return script.pipeline();
        }
    }
}
