package nightdesk.ingest.wecom;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An endless supply of callback requests: whole ones, ones damaged at one place of their structure, and rubbish. Written
 * without the code under test, so that both cannot be wrong together.
 */
public final class CallbackBodies {
    public static final String TOKEN = "fuzzToken";
    public static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    public static final String CORP = "wwfuzz0001";
    public static final String ACCOUNT = "main";

    private static final int BLOCK = 32;
    private final Random random;

    public CallbackBodies(long seed) {
        this.random = new Random(seed);
    }

    /** What must become of a request. */
    public enum Fate {
        TAKEN,
        REFUSED,
        EITHER
    }

    /**
     * @param what which kind of damage, for the report
     * @param account the last part of the path
     * @param parameters of the query
     */
    public record Attempt(String what, String account, Map<String, String> parameters, List<byte[]> chunks, Fate fate) {
        /** Returns the whole body. */
        public byte[] body() {
            return chunks.isEmpty() ? new byte[0] : chunks.getFirst();
        }
    }

    /** Returns the next request. */
    public Attempt next() {
        return switch (random.nextInt(14)) {
            case 0, 1 -> whole();
            case 2 -> sealed("strange-xml", strangeXml(), Fate.EITHER);
            case 3 -> sealed("mutated-xml", mutated(inner()), Fate.EITHER);
            case 4 -> badPlaintext();
            case 5 -> badCiphertext();
            case 6 -> badSignature();
            case 7 -> badParameters();
            case 8 -> badEnvelope();
            case 9 -> mutatedEnvelope();
            case 10 -> unknownAccount();
            case 11 -> garbage();
            case 12 -> hostileEnvelope();
            default -> random.nextInt(200) == 0 ? tooLarge() : truncated();
        };
    }

    /** Returns a whole callback of 微信客服, one of twenty customer-service accounts. */
    public Attempt kf() {
        String xml = "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><CreateTime>1763000000</CreateTime>"
                + "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA["
                + letters(24) + "]]></Token><OpenKfId><![CDATA[wkload" + random.nextInt(20) + "]]></OpenKfId></xml>";
        return sealed("kf", xml.getBytes(StandardCharsets.UTF_8), Fate.TAKEN);
    }

    private Attempt whole() {
        return sealed("whole", inner().getBytes(StandardCharsets.UTF_8), Fate.TAKEN);
    }

    private Attempt sealed(String what, byte[] xml, Fate fate) {
        return envelope(what, encrypt(plaintext(xml, CORP, xml.length)), fate);
    }

    private Attempt envelope(String what, String encrypted, Fate fate) {
        Map<String, String> parameters = signed(encrypted);
        return attempt(what, parameters, wrap(encrypted), fate);
    }

    private static Attempt attempt(String what, Map<String, String> parameters, String body, Fate fate) {
        return new Attempt(what, ACCOUNT, parameters, List.of(body.getBytes(StandardCharsets.UTF_8)), fate);
    }

    private Map<String, String> signed(String encrypted) {
        String timestamp = String.valueOf(1_763_000_000L + random.nextInt(10_000_000));
        String nonce = String.valueOf(random.nextInt() & 0x7fffffff);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("msg_signature", signature(timestamp, nonce, encrypted));
        parameters.put("timestamp", timestamp);
        parameters.put("nonce", nonce);
        return parameters;
    }

    private String wrap(String encrypted) {
        return switch (random.nextInt(3)) {
            case 0 ->
                "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><Encrypt><![CDATA[" + encrypted
                        + "]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>";
            case 1 ->
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml>\n  <Encrypt>" + encrypted
                        + "</Encrypt>\n  <ToUserName>" + CORP + "</ToUserName>\n</xml>";
            default -> "<xml><!-- c --><AgentID/><Encrypt>" + encrypted + "</Encrypt></xml>";
        };
    }

    private String inner() {
        String head = "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><CreateTime>"
                + (1_763_000_000L + random.nextInt(10_000_000)) + "</CreateTime>";
        return head
                + switch (random.nextInt(6)) {
                    case 0, 1 ->
                        "<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[kf_msg_or_event]]></Event><Token><![CDATA["
                                + letters(24) + "]]></Token><OpenKfId><![CDATA[wk" + letters(10)
                                + "]]></OpenKfId></xml>";
                    case 2 ->
                        "<FromUserName>sys</FromUserName><MsgType>event</MsgType><Event>change_external_contact</Event>"
                                + "<ChangeType>add_external_contact</ChangeType><UserID>" + letters(5)
                                + "</UserID><ExternalUserID>wm" + letters(20) + "</ExternalUserID><State>"
                                + letters(3) + "</State></xml>";
                    case 3 ->
                        "<FromUserName>sys</FromUserName><MsgType>event</MsgType><Event>change_external_chat</Event>"
                                + "<ChatId>wr" + letters(12) + "</ChatId><ChangeType>update</ChangeType>"
                                + "<UpdateDetail>add_member</UpdateDetail><MemChangeList><Item>" + letters(6)
                                + "</Item><Item>" + letters(6) + "</Item></MemChangeList></xml>";
                    case 4 ->
                        "<FromUserName>sys</FromUserName><MsgType>event</MsgType><AgentID>2000004</AgentID>"
                                + "<Event>msgaudit_notify</Event></xml>";
                    default ->
                        "<FromUserName>" + letters(6) + "</FromUserName><MsgType>text</MsgType><Content><![CDATA[水光多少钱"
                                + letters(8) + "😀]]></Content><MsgId>" + random.nextLong() + "</MsgId></xml>";
                };
    }

    private byte[] strangeXml() {
        String xml =
                switch (random.nextInt(9)) {
                    case 0 -> "<!DOCTYPE x [<!ENTITY a \"b\">]><xml><Event>&a;</Event></xml>";
                    case 1 -> "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><xml/>";
                    case 2 -> "<xml>" + "<a>".repeat(random.nextInt(3000)) + "</xml>";
                    case 3 -> "<xml>" + "<a/>".repeat(random.nextInt(2000)) + "</xml>";
                    case 4 -> "<xml><Event>" + "x".repeat(random.nextInt(5000)) + "</Event></xml>";
                    case 5 -> "";
                    case 6 -> "{\"Event\":\"json\"}";
                    case 7 -> "<xml><Event>\u0001\u0000</Event></xml>";
                    default -> "<xml xmlns:a='b'><a:Event a:b='c'>&#x41;&lt;</a:Event><?pi?></xml>";
                };
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] mutated(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 1; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = without(bytes, at, 1 + random.nextInt(Math.min(20, bytes.length - at)));
                default -> bytes = doubled(bytes, at);
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int from, int length) {
        byte[] rest = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, rest, 0, from);
        System.arraycopy(bytes, from + length, rest, from, rest.length - from);
        return rest;
    }

    private byte[] doubled(byte[] bytes, int from) {
        int length = Math.min(bytes.length - from, 1 + random.nextInt(30));
        byte[] more = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, more, 0, from + length);
        System.arraycopy(bytes, from, more, from + length, bytes.length - from);
        return more;
    }

    private Attempt badPlaintext() {
        byte[] xml = inner().getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> envelope("receive-id", encrypt(plaintext(xml, "wwother", xml.length)), Fate.REFUSED);
            case 1 -> envelope("length-too-long", encrypt(plaintext(xml, CORP, xml.length + 1000)), Fate.REFUSED);
            case 2 -> envelope("length-negative", encrypt(plaintext(xml, CORP, -1 - random.nextInt(99))), Fate.REFUSED);
            case 3 -> envelope("length-short", encrypt(plaintext(xml, CORP, xml.length / 2)), Fate.REFUSED);
            case 4 -> envelope("bad-padding", cipher(raw(16 * (1 + random.nextInt(9)))), Fate.EITHER);
            default ->
                envelope(
                        "bad-utf8",
                        encrypt(plaintext(new byte[] {'<', (byte) 0xff, (byte) 0xfe}, CORP, 3)),
                        Fate.REFUSED);
        };
    }

    private Attempt badCiphertext() {
        String encrypted = encrypt(plaintext(inner().getBytes(StandardCharsets.UTF_8), CORP, -2));
        return switch (random.nextInt(5)) {
            case 0 -> envelope("no-base64", letters(30) + "!*", Fate.REFUSED);
            case 1 ->
                envelope("odd-length", Base64.getEncoder().encodeToString(raw(1 + random.nextInt(15))), Fate.REFUSED);
            case 2 -> envelope("empty-ciphertext", "", Fate.REFUSED);
            case 3 ->
                envelope("cut-ciphertext", encrypted.substring(0, random.nextInt(encrypted.length())), Fate.REFUSED);
            default ->
                envelope(
                        "random-ciphertext",
                        Base64.getEncoder().encodeToString(raw(16 * (1 + random.nextInt(20)))),
                        Fate.EITHER);
        };
    }

    private Attempt badSignature() {
        Attempt good = whole();
        Map<String, String> parameters = new LinkedHashMap<>(good.parameters());
        String name = List.of("msg_signature", "timestamp", "nonce").get(random.nextInt(3));
        parameters.put(name, parameters.get(name) + random.nextInt(10));
        return new Attempt("signature", ACCOUNT, parameters, good.chunks(), Fate.REFUSED);
    }

    private Attempt badParameters() {
        Attempt good = whole();
        Map<String, String> parameters = new LinkedHashMap<>(good.parameters());
        String name = List.of("msg_signature", "timestamp", "nonce").get(random.nextInt(3));
        switch (random.nextInt(4)) {
            case 0 -> parameters.remove(name);
            case 1 -> parameters.put(name, "");
            case 2 -> parameters.put(name, "数字%00&=+;'\"<>" + letters(3));
            default -> parameters.put(name, letters(2000));
        }
        return new Attempt("parameters", ACCOUNT, parameters, good.chunks(), Fate.REFUSED);
    }

    private Attempt badEnvelope() {
        Attempt good = whole();
        String body = new String(good.body(), StandardCharsets.UTF_8);
        return switch (random.nextInt(5)) {
            case 0 -> attempt("no-encrypt", good.parameters(), body.replace("Encrypt>", "encrypt>"), Fate.REFUSED);
            case 1 -> attempt("encrypt-deep", good.parameters(), "<a>" + body + "</a>", Fate.REFUSED);
            case 2 -> attempt("two-roots", good.parameters(), body + body, Fate.REFUSED);
            case 3 -> attempt("json", good.parameters(), "{\"encrypt\":\"" + letters(40) + "\"}", Fate.REFUSED);
            default -> attempt("empty", good.parameters(), "", Fate.REFUSED);
        };
    }

    private Attempt mutatedEnvelope() {
        Attempt good = whole();
        byte[] body = mutated(new String(good.body(), StandardCharsets.UTF_8));
        return new Attempt("mutated-envelope", ACCOUNT, good.parameters(), List.of(body), Fate.EITHER);
    }

    private Attempt unknownAccount() {
        Attempt good = whole();
        String account =
                List.of("other", "Main", "main%20", "..", "数", letters(300)).get(random.nextInt(6));
        return new Attempt("unknown-account", account, good.parameters(), good.chunks(), Fate.REFUSED);
    }

    private Attempt garbage() {
        return new Attempt("garbage", ACCOUNT, whole().parameters(), List.of(raw(random.nextInt(3000))), Fate.REFUSED);
    }

    private Attempt hostileEnvelope() {
        Attempt good = whole();
        String body =
                switch (random.nextInt(4)) {
                    case 0 ->
                        "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;&lol;\">]>"
                                + "<xml><Encrypt>&lol2;</Encrypt></xml>";
                    case 1 ->
                        "<!DOCTYPE r [<!ENTITY x SYSTEM \"http://127.0.0.1:1/\">]><xml><Encrypt>&x;</Encrypt></xml>";
                    case 2 -> "<xml><Encrypt>&undefined;</Encrypt></xml>";
                    default -> "<xml " + "a='b' ".repeat(random.nextInt(400)) + "><Encrypt/></xml>";
                };
        return attempt("hostile", good.parameters(), body, Fate.REFUSED);
    }

    private Attempt tooLarge() {
        return new Attempt(
                "too-large",
                ACCOUNT,
                whole().parameters(),
                List.of(new byte[(256 << 10) + 1 + random.nextInt(1000)]),
                Fate.REFUSED);
    }

    private Attempt truncated() {
        Attempt good = whole();
        byte[] body = Arrays.copyOf(good.body(), random.nextInt(good.body().length));
        return new Attempt("truncated", ACCOUNT, good.parameters(), List.of(body), Fate.REFUSED);
    }

    private byte[] plaintext(byte[] xml, String receiver, int length) {
        byte[] to = receiver.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(20 + xml.length + to.length);
        frame.put(raw(16)).putInt(length).put(xml).put(to);
        return frame.array();
    }

    private String encrypt(byte[] plain) {
        int pad = BLOCK - plain.length % BLOCK;
        byte[] padded = Arrays.copyOf(plain, plain.length + pad);
        Arrays.fill(padded, plain.length, padded.length, (byte) pad);
        return cipher(padded);
    }

    private static String cipher(byte[] blocks) {
        try {
            byte[] key = Base64.getDecoder().decode(KEY + "=");
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(Arrays.copyOf(key, 16)));
            return Base64.getEncoder().encodeToString(cipher.doFinal(blocks));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signature(String timestamp, String nonce, String encrypted) {
        List<String> values = new ArrayList<>(List.of(TOKEN, timestamp, nonce, encrypted));
        values.sort(null);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1")
                            .digest(String.join("", values).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] raw(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String letters(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
