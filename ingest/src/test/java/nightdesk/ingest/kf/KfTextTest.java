package nightdesk.ingest.kf;

import static org.assertj.core.api.Assertions.assertThat;

import nightdesk.ingest.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every msgtype and event body of WeCom document 94670. */
class KfTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text | {\"content\":\"水光针多少钱\",\"menu_id\":\"101\"} | 水光针多少钱",
                "image | {\"media_id\":\"M\"} | [图片]",
                "voice | {\"media_id\":\"M\"} | [语音]",
                "video | {\"media_id\":\"M\"} | [视频]",
                "file | {\"media_id\":\"M\"} | [文件]",
                "location | {\"latitude\":30.1,\"longitude\":120.2,\"name\":\"湖滨银泰\",\"address\":\"延安路258号\"} | [位置] 湖滨银泰 （延安路258号）",
                "link | {\"title\":\"热玛吉科普\",\"desc\":\"三分钟看懂\",\"url\":\"https://a.b\"} | [链接] 热玛吉科普 三分钟看懂",
                "business_card | {\"userid\":\"lisi\"} | [名片] lisi",
                "miniprogram | {\"title\":\"预约\",\"appid\":\"wx1\",\"pagepath\":\"p\"} | [小程序] 预约",
                "channels_shop_product | {\"title\":\"补水面膜\",\"sales_price\":\"12900\",\"shop_nickname\":\"旗舰店\",\"head_img\":\"x\"} | [视频号商品] 补水面膜 ￥129.00 （旗舰店）",
                "channels_shop_order | {\"order_id\":\"1\",\"product_titles\":\"面膜\",\"price_wording\":\"￥129\",\"state\":\"待付款\"} | [视频号订单] 面膜 ￥129 待付款",
                "channels | {\"sub_type\":1,\"nickname\":\"某医院\",\"title\":\"双眼皮恢复\"} | [视频号动态] 某医院 双眼皮恢复",
                "channels | {\"sub_type\":2,\"nickname\":\"某医院\"} | [视频号直播] 某医院",
                "channels | {\"sub_type\":3,\"nickname\":\"某医院\"} | [视频号名片] 某医院",
                "meeting | {} | [会议]",
                "calendar | {} | [日程]",
                "note | {} | [笔记]",
                "hologram | {\"beam\":7} | [未知类型 hologram]",
            })
    void isReadable(String type, String body, String text) {
        assertThat(KfText.of(type, Json.MAPPER.readTree(body))).isEqualTo(text);
    }

    @Test
    void showsAMenuWithItsChoices() {
        String text = KfText.of("msgmenu", Json.MAPPER.readTree("""
                {"head_content":"请选择","list":[{"type":"click","click":{"id":"1","content":"看价格"}},
                 {"type":"view","view":{"url":"https://a.b","content":"看地址"}}],"tail_content":"谢谢"}"""));
        assertThat(text).isEqualTo("[菜单消息] 请选择\n- 看价格\n- 看地址 （https://a.b）\n谢谢");
    }

    @Test
    void showsAForwardedChatAsWhoSaidWhat() {
        String text = KfText.of("merged_msg", Json.MAPPER.readTree("""
                {"title":"群聊的聊天记录","item":[
                  {"send_time":1,"msgtype":"text","sender_name":"小美","msg_content":"{\\"msgtype\\":\\"text\\",\\"text\\":{\\"content\\":\\"她家水光很疼\\"}}"},
                  {"send_time":2,"msgtype":4,"sender_name":7,"msg_content":"{\\"msgtype\\":\\"image\\",\\"image\\":{}}"},
                  {"send_time":3,"msgtype":"merged_msg","sender_name":"阿玲","msg_content":"{\\"msgtype\\":\\"merged_msg\\",\\"merged_msg\\":{\\"title\\":\\"内层\\",\\"item\\":[{\\"sender_name\\":\\"丁\\",\\"msg_content\\":\\"{\\\\\\"msgtype\\\\\\":\\\\\\"text\\\\\\",\\\\\\"text\\\\\\":{\\\\\\"content\\\\\\":\\\\\\"在吗\\\\\\"}}\\"}]}}"},
                  {"send_time":4,"sender_name":"","msg_content":"不是 JSON"}]}"""));
        assertThat(text).isEqualTo("[聊天记录] 群聊的聊天记录\n小美：她家水光很疼\n7：[图片]\n阿玲：[聊天记录] 内层\n丁：在吗\n？：不是 JSON");
    }

    @Test
    void endsAForwardedChatThatHasNoEnd() {
        String inner = "{\"msgtype\":\"text\",\"text\":{\"content\":\"底\"}}";
        for (int depth = 0; depth < 12; depth++) {
            inner =
                    "{\"msgtype\":\"merged_msg\",\"merged_msg\":{\"title\":\"层\",\"item\":[{\"sender_name\":\"甲\",\"msg_content\":"
                            + Json.text(inner) + "}]}}";
        }
        assertThat(KfText.of("merged_msg", Json.MAPPER.readTree(inner).path("merged_msg")))
                .doesNotContain("底")
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"event_type\":\"enter_session\",\"scene\":\"ad1\",\"scene_param\":\"a%3D1\"} | 患者进入会话（来源 ad1）",
                "{\"event_type\":\"enter_session\",\"scene\":\"\",\"wechat_channels\":{\"nickname\":\"某医院\",\"scene\":1}} | 患者进入会话（视频号主页 某医院）",
                "{\"event_type\":\"msg_send_fail\",\"fail_type\":6} | 消息未送达：超过5条限制",
                "{\"event_type\":\"msg_send_fail\",\"fail_type\":99} | 消息未送达：企业微信未说明的类型99",
                "{\"event_type\":\"servicer_status_change\",\"servicer_userid\":\"lisi\",\"status\":2} | 员工lisi停止接待",
                "{\"event_type\":\"session_status_change\",\"change_type\":1,\"new_servicer_userid\":\"lisi\"} | 员工lisi从接待池接入会话",
                "{\"event_type\":\"session_status_change\",\"change_type\":2,\"old_servicer_userid\":\"a\",\"new_servicer_userid\":\"b\"} | 会话由员工a转接给员工b",
                "{\"event_type\":\"session_status_change\",\"change_type\":3,\"old_servicer_userid\":\"a\"} | 员工a结束了会话",
                "{\"event_type\":\"session_status_change\",\"change_type\":4,\"new_servicer_userid\":\"b\"} | 员工b重新接入会话",
                "{\"event_type\":\"user_recall_msg\",\"recall_msgid\":\"m\"} | 患者撤回了一条消息",
                "{\"event_type\":\"servicer_recall_msg\",\"servicer_userid\":\"b\"} | 员工b撤回了一条消息",
                "{\"event_type\":\"reject_customer_msg_switch_change\",\"servicer_userid\":\"b\",\"reject_switch\":1} | 员工b拒收该患者的消息",
                "{\"event_type\":\"something_new\"} | something_new",
            })
    void eventsAreReadable(String event, String line) {
        assertThat(KfEvent.of(Json.MAPPER.readTree("{\"event\":" + event + "}")).line())
                .isEqualTo("[事件] " + line);
    }
}
