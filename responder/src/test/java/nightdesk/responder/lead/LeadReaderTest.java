package nightdesk.responder.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nightdesk.responder.lead.LeadReader.Said;
import nightdesk.responder.night.TestDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeadReaderTest {

    private static LeadNotes read(String... lines) {
        return new LeadReader(TestDesk.lexicon())
                .read(List.of(lines).stream().map(line -> new Said(line, false)).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800005678",
                "我电话138 0000 5678",
                "一三八 0000 五六七八",
                "幺三八零零零零五六七八",
                "１３８００００５６７８",
                "138-0000-5678",
                "138.0000.5678 谢谢",
                "+86 138 0000 5678",
                "008613800005678",
                "1 3 8 0 0 0 0 5 6 7 8",
                "138oooo5678",
                "1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣0️⃣5️⃣6️⃣7️⃣8️⃣",
                "壹叁捌00005678",
                "打我13800005678，8点半"
            })
    void readsAPhoneInAnySpelling(String line) {
        assertThat(read(line).phone()).isEqualTo("13800005678");
    }

    @ParameterizedTest
    @ValueSource(strings = {"订单号 202611221380000", "12800005678", "体温38.6", "16800-26800元", "一二三四五六七八九十"})
    void readsNoPhoneWhereThereIsNone(String line) {
        assertThat(read(line).phone()).isNull();
    }

    @Test
    void theLastStatedNumberWins() {
        assertThat(read("13800000001", "写错了 13800000002").phone()).isEqualTo("13800000002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "微信 lige_an0099|lige_an0099",
                "加我vx：abc12345|abc12345",
                "my wechat is Daniel_88|Daniel_88",
                "wx号 tianmi-2020|tianmi-2020"
            })
    void readsAWechatId(String line, String id) {
        assertThat(read(line).wechat()).isEqualTo(id);
    }

    @Test
    void theSameNumberIsTheWechatToo() {
        LeadNotes notes = read("1390000 8866 微信同号", "加我微信说就行");
        assertThat(notes.phone()).isEqualTo("13900008866");
        assertThat(notes.wechat()).isEqualTo("13900008866");
        assertThat(notes.wantedWay()).isEqualTo("微信");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"姓沈 下午打我|沈", "免贵姓欧阳|欧阳", "我叫陈可|陈可", "我是王女士|王女士", "call me tomorrow, name is Daniel|Daniel"})
    void readsAName(String line, String name) {
        assertThat(read(line).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "让人明天下午给我打电话吧|明天下午",
                "姓沈 下午打我|下午",
                "我明早要飞 只有9点前有空|9点前",
                "8点半打给我 13800006677|8点半",
                "周六上午十点到十一点方便接电话|周六上午十点到十一点",
                "call me at +86 138 0000 9012 tomorrow after 3pm|tomorrow after 3pm",
                "随时可以打我电话|随时可以"
            })
    void keepsThePatientsWordsForATime(String line, String words) {
        assertThat(read(line).wantedTime()).isEqualTo(words);
    }

    @Test
    void aVisitIsNoCallBack() {
        assertThat(read("想约许医生打水光 周六上午").wantedTime()).isNull();
        assertThat(read("取消明天上午10点的面诊").wantedTime()).isNull();
    }

    @Test
    void aBareTimeAnswersOurQuestion_andARemarkDoesNot() {
        LeadReader reader = new LeadReader(TestDesk.lexicon());
        assertThat(reader.read(List.of(new Said("下午三点吧", true))).wantedTime()).isEqualTo("下午三点");
        assertThat(reader.read(List.of(new Said("哦 已经是明天了哈哈", true))).wantedTime())
                .isNull();
    }

    @Test
    void whatWasGivenUpOrExchangedIsNotWanted() {
        assertThat(read("想约许医生打水光", "算了不打水光了", "改成做光子吧").treatments()).containsExactly("光子嫩肤");
        assertThat(read("我做皮秒 她想弄眼袋").treatments()).containsExactly("皮秒", "去眼袋");
    }

    @Test
    void aWithdrawnNumberIsGone_andANewOneCounts() {
        LeadNotes withdrawn = read("13800004455", "别联系我了");
        assertThat(withdrawn.hasContact()).isFalse();
        assertThat(withdrawn.withdrawn()).isTrue();
        assertThat(read("别联系我了", "还是打这个吧 13800004455").isUsable()).isTrue();
        assertThat(read("13700003344 你别打给我妈").isUsable()).isTrue();
        assertThat(read("别打电话 微信联系我", "微信 lige_an0099").wantedWay()).isEqualTo("微信");
    }

    @Test
    void aMinorAloneIsNoLead_aParentIs() {
        assertThat(read("下个月满16", "13700003344").isUsable()).isFalse();
        assertThat(read("我女儿15岁想矫正牙齿", "13700003344").isUsable()).isTrue();
        assertThat(read("满16800减多少", "13700003344").isUsable()).isTrue();
    }
}
