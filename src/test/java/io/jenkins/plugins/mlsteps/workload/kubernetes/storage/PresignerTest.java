package io.jenkins.plugins.mlsteps.workload.kubernetes.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PresignerTest {
    /** The example of <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Amazon's page</a>. */
    @Test
    void signsAsAmazonDoes() {
        URI signed = new Presigner("us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
                .sign(
                        "GET",
                        URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                        Instant.parse("2013-05-24T00:00:00Z"),
                        Duration.ofHours(24));

        assertThat(signed)
                .hasToString("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @Test
    void encodesWhatAKeyMayHave() {
        assertThat(Presigner.encode("a-b_c.d~e/f g+\u00fc")).isEqualTo("a-b_c.d~e%2Ff%20g%2B%C3%BC");
    }
}
