package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.remoting.ClassFilter;
import hudson.remoting.ObjectInputStreamEx;
import hudson.remoting.ProxyException;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * How a step ended. In a file before the program hears of it, for Jenkins saves the program later: a controller that was killed in
 * between tells it the same again.
 *
 * @param answer what the author gets; null when the step failed, unless the build goes on, unstable
 * @param failure null when the step succeeded
 */
record Ending(Object answer, Throwable failure) implements Serializable {
    /** Empty when the step has not ended. */
    static Optional<Ending> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (ObjectInputStream in = new ObjectInputStreamEx(
                Files.newInputStream(file), Jenkins.get().getPluginManager().uberClassLoader, ClassFilter.DEFAULT)) {
            return Optional.of((Ending) in.readObject());
        } catch (ClassNotFoundException | SecurityException e) {
            throw new IOException("how the step ended cannot be read from " + file + ": " + e, e);
        }
    }

    void write(Path file) throws IOException {
        WholeFile.write(file, bytes());
    }

    private byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        } catch (NotSerializableException e) {
            if (failure == null || failure instanceof ProxyException) {
                throw e;
            }
            return new Ending(answer, new ProxyException(failure)).bytes();
        }
        return bytes.toByteArray();
    }
}
