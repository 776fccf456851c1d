package nightdesk.ingest.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import nightdesk.ingest.wecom.CallbackRejected.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackXmlTest {

    @Test
    void readsTheFieldsOfAnEvent() {
        var fields = CallbackXml.fields(
                "<xml><ToUserName><![CDATA[ww1]]></ToUserName><CreateTime>1</CreateTime>\n"
                        + "<Event><![CDATA[kf_msg_or_event]]></Event><Token>T&amp;1</Token><Extra><Deep>x</Deep></Extra></xml>");
        assertThat(fields)
                .containsEntry("ToUserName", "ww1")
                .containsEntry("Event", "kf_msg_or_event")
                .containsEntry("Token", "T&1")
                .doesNotContainKey("Deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<xml><Encrypt>",
                "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><xml><Encrypt>&b;</Encrypt></xml>",
                "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><xml/>",
                "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><xml><Encrypt>&f;</Encrypt></xml>",
                "<a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a>"
            })
    void refusesWhatIsNotACallback(String xml) {
        assertThatExceptionOfType(CallbackRejected.class)
                .isThrownBy(() -> CallbackXml.fields(xml))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.XML));
    }

    @Test
    void refusesADocumentOfManyElements() {
        String xml = "<xml>" + "<a>1</a>".repeat(10_000) + "</xml>";
        assertThatExceptionOfType(CallbackRejected.class).isThrownBy(() -> CallbackXml.fields(xml));
    }
}
