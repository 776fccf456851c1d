package nightdesk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void showsOurOwnWords_andNobodyElses() {
        Throwable failure = new TransientFailure(
                "WeCom /cgi-bin/kf/send_msg: HTTP 502",
                new IllegalStateException("could not connect to https://host/?corpsecret=s3cr3t for 王女士"));
        assertThat(FailureText.of(failure))
                .contains("TransientFailure: WeCom /cgi-bin/kf/send_msg: HTTP 502")
                .contains("IllegalStateException at FailureTextTest.java")
                .doesNotContain("s3cr3t", "王女士");
    }
}
