package nightdesk.ingest.wechat;

import java.util.HashMap;
import java.util.Map;
import nightdesk.ingest.ChatMessage;

/**
 * What a message is, from the numbers of WeChat or the names of the exporters (facts/wecom.md § 6.1).
 *
 * @param type of {@link ChatMessage#type}
 * @param label what stands in for it in the text, without brackets
 */
record MessageKind(String type, String label) {
    static final MessageKind TEXT = new MessageKind(ChatMessage.TEXT, "文本");
    static final MessageKind QUOTE = new MessageKind(ChatMessage.TEXT, "引用回复");
    static final MessageKind IMAGE = new MessageKind("image", "图片");
    static final MessageKind VOICE = new MessageKind("voice", "语音");
    static final MessageKind VIDEO = new MessageKind("video", "视频");
    static final MessageKind EMOTION = new MessageKind("emotion", "动画表情");
    static final MessageKind LOCATION = new MessageKind("location", "位置");
    static final MessageKind CARD = new MessageKind("business_card", "名片");
    static final MessageKind FILE = new MessageKind("file", "文件");
    static final MessageKind LINK = new MessageKind("link", "链接");
    static final MessageKind MUSIC = new MessageKind("music", "音乐");
    static final MessageKind MINI_PROGRAM = new MessageKind("miniprogram", "小程序");
    static final MessageKind CHANNELS = new MessageKind("channels", "视频号");
    static final MessageKind MERGED = new MessageKind("merged_msg", "聊天记录");
    static final MessageKind NOTE = new MessageKind("note", "笔记");
    static final MessageKind CALL = new MessageKind("voip", "音视频通话");
    static final MessageKind TRANSFER = new MessageKind("transfer", "转账");
    static final MessageKind RED_PACKET = new MessageKind("redpacket", "红包");
    static final MessageKind CHAIN = new MessageKind("chain", "接龙");
    static final MessageKind ANNOUNCEMENT = new MessageKind("announcement", "群公告");
    static final MessageKind GAME = new MessageKind("game", "游戏");
    static final MessageKind COUPON = new MessageKind("coupon", "卡券");
    static final MessageKind FRIEND_REQUEST = new MessageKind(ChatMessage.EVENT, "好友请求");
    static final MessageKind SYSTEM = new MessageKind(ChatMessage.EVENT, "系统消息");
    static final MessageKind RECALL = new MessageKind(ChatMessage.EVENT, "撤回");
    static final MessageKind PAT = new MessageKind(ChatMessage.EVENT, "拍一拍");
    static final MessageKind INVITE = new MessageKind(ChatMessage.EVENT, "邀请加群");

    private static final int LONGEST_NAME = 24;
    private static final int APP = 49;
    private static final int SYSTEM_NOTICE = 10000;
    private static final Map<Long, MessageKind> BASE = Map.ofEntries(
            Map.entry(1L, TEXT),
            Map.entry(3L, IMAGE),
            Map.entry(34L, VOICE),
            Map.entry(37L, FRIEND_REQUEST),
            Map.entry(40L, FRIEND_REQUEST),
            Map.entry(42L, CARD),
            Map.entry(43L, VIDEO),
            Map.entry(47L, EMOTION),
            Map.entry(48L, LOCATION),
            Map.entry(50L, CALL),
            Map.entry(51L, SYSTEM),
            Map.entry(52L, CALL),
            Map.entry(53L, CALL),
            Map.entry(62L, VIDEO),
            Map.entry(64L, CALL),
            Map.entry(65L, FRIEND_REQUEST),
            Map.entry(66L, CARD),
            Map.entry(9999L, SYSTEM),
            Map.entry(10002L, RECALL),
            Map.entry(11000L, SYSTEM));
    private static final Map<Long, MessageKind> APPS = Map.ofEntries(
            Map.entry(1L, LINK),
            Map.entry(2L, IMAGE),
            Map.entry(3L, MUSIC),
            Map.entry(4L, LINK),
            Map.entry(5L, LINK),
            Map.entry(6L, FILE),
            Map.entry(7L, GAME),
            Map.entry(8L, EMOTION),
            Map.entry(15L, EMOTION),
            Map.entry(16L, COUPON),
            Map.entry(17L, LOCATION),
            Map.entry(19L, MERGED),
            Map.entry(24L, NOTE),
            Map.entry(33L, MINI_PROGRAM),
            Map.entry(35L, LINK),
            Map.entry(36L, MINI_PROGRAM),
            Map.entry(40L, NOTE),
            Map.entry(44L, LINK),
            Map.entry(50L, CHANNELS),
            Map.entry(51L, CHANNELS),
            Map.entry(53L, CHAIN),
            Map.entry(57L, QUOTE),
            Map.entry(62L, PAT),
            Map.entry(63L, CHANNELS),
            Map.entry(68L, LINK),
            Map.entry(74L, FILE),
            Map.entry(76L, LINK),
            Map.entry(87L, ANNOUNCEMENT),
            Map.entry(88L, CHANNELS),
            Map.entry(2000L, TRANSFER),
            Map.entry(2001L, RED_PACKET),
            Map.entry(2003L, RED_PACKET));
    private static final Map<Long, MessageKind> NOTICES = Map.ofEntries(
            Map.entry(1L, RECALL),
            Map.entry(4L, PAT),
            Map.entry(5L, RECALL),
            Map.entry(6L, RECALL),
            Map.entry(33L, RECALL),
            Map.entry(36L, RECALL),
            Map.entry(57L, RECALL),
            Map.entry(8000L, INVITE));
    private static final Map<String, MessageKind> NAMES = names();

    /**
     * Returns the kind of a type and subtype. A type above 32 bits is WeChat 4's combined one: subtype in the high half,
     * type in the low half.
     */
    static MessageKind of(long type, long subtype) {
        if (type > 0xFFFFFFFFL) {
            return of(type & 0xFFFFFFFFL, type >>> 32);
        }
        if (type == APP) {
            return APPS.getOrDefault(subtype, new MessageKind("app_" + subtype, "应用消息"));
        }
        if (type == SYSTEM_NOTICE) {
            return NOTICES.getOrDefault(subtype, SYSTEM);
        }
        return BASE.getOrDefault(type, new MessageKind("wechat_" + type, "未知类型"));
    }

    /** Returns the kind that exporters call so, in Chinese or by number; an unknown name stays as it is. */
    static MessageKind of(String name) {
        MessageKind known = NAMES.get(name);
        if (known != null) {
            return known;
        }
        if (!name.isEmpty() && name.length() < 16 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return of(Long.parseLong(name), 0);
        }
        return name.length() > LONGEST_NAME ? MessageKind.of("未知类型") : new MessageKind(name, name);
    }

    /** Returns whether exporters use this name. */
    static boolean isName(String name) {
        return NAMES.containsKey(name);
    }

    boolean isWords() {
        return ChatMessage.TEXT.equals(type);
    }

    boolean isEvent() {
        return ChatMessage.EVENT.equals(type);
    }

    /** Returns the placeholder, e.g. {@code [图片]}. */
    String placeholder() {
        return "[" + label + "]";
    }

    private static Map<String, MessageKind> names() {
        Map<String, MessageKind> names = new HashMap<>();
        name(names, TEXT, "文本", "粘贴的文本", "文本消息", "text", "Text");
        name(names, IMAGE, "图片", "图片消息", "image");
        name(names, VIDEO, "视频", "视频消息", "video");
        name(names, VOICE, "语音", "语音消息", "voice");
        name(names, EMOTION, "表情包", "动画表情", "表情", "用户上传的GIF表情", "emoji", "sticker");
        name(names, CALL, "音视频通话", "语音通话", "通话消息", "通话", "voip", "call");
        name(names, FILE, "文件", "文件(猜)", "文件消息", "file");
        name(names, LOCATION, "位置分享", "位置", "位置共享", "位置消息", "location");
        name(names, LINK, "分享链接", "链接", "(分享)卡片式链接", "(分享)收藏夹", "链接消息", "link");
        name(names, RED_PACKET, "红包", "赠送红包封面", "红包消息", "redPacket");
        name(names, TRANSFER, "转账", "转账消息", "transfer");
        name(names, QUOTE, "引用消息", "引用回复", "quote");
        name(names, MERGED, "合并转发的聊天记录", "聊天记录", "chatHistory");
        name(names, MINI_PROGRAM, "小程序", "(分享)小程序", "小程序消息", "miniprogram");
        name(names, CHANNELS, "视频号", "(分享)视频号名片", "(分享)视频号视频", "视频号直播或直播回放");
        name(names, MUSIC, "音乐分享", "音乐", "(分享)音乐", "音乐消息", "music");
        name(names, NOTE, "收藏笔记", "笔记", "(分享)笔记");
        name(names, CARD, "个人/公众号名片", "企业微信名片", "名片", "推荐公众号", "名片消息", "card");
        name(names, SYSTEM, "系统消息", "系统通知", "系统", "system");
        name(names, PAT, "拍一拍");
        name(names, FRIEND_REQUEST, "添加好友");
        name(names, CHAIN, "接龙");
        name(names, ANNOUNCEMENT, "群公告");
        name(names, GAME, "游戏相关");
        name(names, INVITE, "邀请加群");
        name(names, RECALL, "撤回", "消息撤回1", "消息撤回5", "消息撤回6", "消息撤回33", "消息撤回36", "消息撤回57");
        name(names, new MessageKind("unknown", "未知类型"), "未知类型", "未知", "其他消息", "unknown");
        return Map.copyOf(names);
    }

    private static void name(Map<String, MessageKind> names, MessageKind kind, String... words) {
        for (String word : words) {
            names.put(word, kind);
        }
    }
}
