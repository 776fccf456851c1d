package nightdesk.nlp;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One plain spelling of Chinese text: half width, lower case, simplified characters. */
public final class ChineseText {
    /** Pairs of a traditional character and its simplified form: those that occur in talk about looks, health and visits. */
    private static final String PAIRS = "見见視视覺觉話话說说請请問问還还沒没個个們们會会來来時时間间點点開开關关對对錯错電电號号門门診诊醫医療疗"
            + "術术後后針针劑剂藥药過过敏敏腫肿發发燒烧熱热傷伤膿脓癢痒癥症嚴严頭头臉脸額额頰颊眼眼鼻鼻唇唇腳脚腦脑腸肠胃胃喉喉嚨咙"
            + "氣气體体麻麻覺觉難难裏里裡里邊边顏颜變变紅红紫紫黑黑黃黄綠绿腫肿塊块條条線线縫缝開开裂裂壓压痛痛劇剧強强輕轻微微繼继續续"
            + "現现剛刚昨昨兩两幾几歲岁萬万億亿錢钱價价費费優优惠惠買买賣卖單单雙双隻只張张層层級级國国際际專专業业絕绝對对證证實实"
            + "驗验無无風风險险療疗效效復复發发復复該该這这那那樣样麼么嗎吗呢呢啊啊機机構构設设備备儀仪器器產产養养護护理理計计劃划"
            + "約约預预訂订準准備备時时從从與与為为於于並并將将應应當当長长髮发鬚须鬍胡鬆松緊紧瘦瘦減减脂脂體体豐丰隆隆胸胸齒齿"
            + "矯矫種种植植潔洁導导讓让給给絡络羅罗維维納纳級级紀纪經经結结絲丝繃绷綜综細细組组織织終终縮缩總总繳缴聯联聲声聽听職职"
            + "臨临舉举蘋苹葉叶藍蓝蘭兰處处術术補补裝装製制複复覆覆覽览訊讯記记許许評评試试詢询詳详認认語语誤误調调談谈論论識识護护讀读"
            + "變变豬猪貝贝負负責责貴贵貼贴賺赚賬账質质賴赖趕赶跡迹蹤踪車车軟软載载輪轮輸输轉转辦办遠远適适選选遲迟邊边郵邮鄰邻醜丑"
            + "釋释釘钉銀银錄录鍾钟鎮镇鏡镜鐘钟鐵铁閉闭閒闲閱阅隊队階阶陽阳陰阴際际隨随險险隱隐雖虽離离雞鸡雲云霧雾靜静響响頁页項项順顺"
            + "須须頓顿頸颈題题顆颗類类顧顾顯显風风飄飘飯饭飲饮飽饱餅饼館馆驚惊骯肮鬧闹魚鱼鮮鲜鹽盐麗丽麵面齊齐齡龄龍龙龜龟"
            + "保保証证壞坏場场報报塵尘壽寿夢梦夾夹奪夺獎奖媽妈嬰婴學学寧宁寶宝審审寫写尋寻屬属屆届島岛師师帶带帳帐幫帮廣广廳厅"
            + "張张彈弹彎弯後后徑径復复恆恒悶闷愛爱態态慮虑慶庆憂忧應应懷怀戀恋戰战戲戏戶户拋抛揚扬換换搶抢損损擊击擋挡據据擁拥擇择擔担"
            + "擴扩擺摆攝摄敗败敵敌數数斷断曆历書书會会東东條条棄弃極极榮荣樂乐樓楼標标橋桥檢检權权歡欢歐欧歷历歸归殘残殺杀毀毁氫氢決决"
            + "沖冲況况洩泄淚泪淨净減减測测湯汤準准溝沟溫温滅灭滿满漲涨潤润澤泽濃浓濕湿瀏浏灣湾災灾為为烏乌無无煩烦煙烟熱热燈灯燙烫營营"
            + "爛烂爭争爺爷狀状獨独獲获環环現现瘡疮瘧疟療疗癌癌癒愈盜盗監监盤盘眾众睏困睜睁瞭了矚瞩礎础碼码確确禮礼種种稱称穩稳積积窮穷"
            + "競竞筆笔簡简簽签籤签籌筹糾纠糧粮紋纹純纯紙纸級级紗纱紹绍終终給给統统絕绝綁绑網网緒绪線线緣缘編编練练縣县縱纵繁繁繞绕繫系"
            + "罰罚罵骂羨羡習习聖圣聰聪肅肃腎肾脫脱腫肿膠胶膚肤臟脏興兴舊旧艙舱藝艺莊庄華华萊莱蓋盖薦荐蘇苏蟲虫蠟蜡衛卫衝冲裡里褲裤"
            + "襪袜規规親亲觀观觸触訂订計计訪访註注詞词該该誇夸誌志誠诚誰谁課课諒谅諮咨講讲謝谢謹谨警警譯译議议譽誉貓猫財财貨货販贩貪贪"
            + "購购貸贷賓宾賠赔贈赠贏赢躺躺輛辆輔辅農农迴回連连進进運运達达違违遺遗遊游邏逻醬酱針针鈣钙鋼钢錶表鍵键鎖锁長长門门閃闪";

    private static final Map<Integer, Integer> SIMPLIFIED = pairs();

    private ChineseText() {}

    /** Returns the text in half width, lower case and simplified characters. Lengths may change. */
    public static String plain(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return simplified(folded);
    }

    /** Returns the text with traditional characters replaced, one for one. */
    public static String simplified(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(SIMPLIFIED.getOrDefault(c, c)));
        return out.toString();
    }

    private static Map<Integer, Integer> pairs() {
        int[] characters = PAIRS.codePoints().toArray();
        Map<Integer, Integer> pairs = new HashMap<>();
        for (int i = 0; i + 1 < characters.length; i += 2) {
            pairs.put(characters[i], characters[i + 1]);
        }
        return Map.copyOf(pairs);
    }
}
