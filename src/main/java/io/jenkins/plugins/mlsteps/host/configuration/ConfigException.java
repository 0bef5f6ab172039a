package io.jenkins.plugins.mlsteps.host.configuration;

/** What an administrator wrote, or what it points to, cannot be used: the message names the file, the line and what to do. */
public class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
