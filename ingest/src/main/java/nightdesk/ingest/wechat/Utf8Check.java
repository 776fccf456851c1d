package nightdesk.ingest.wechat;

/** Counts, over a stream of bytes, the characters beyond ASCII that are UTF-8 and the places that are not. */
final class Utf8Check {
    /** So many sound characters for each unsound place mean: UTF-8 with damage, not another encoding. */
    private static final int SOUND_PER_DAMAGE = 4;

    private long sound;
    private long damaged;
    private int missing;
    private int lowest = 0x80;
    private int highest = 0xBF;

    void update(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            int b = bytes[i] & 0xFF;
            if (b >= 0x80 || missing > 0) {
                next(b);
            }
        }
    }

    void end() {
        if (missing > 0) {
            damaged++;
            missing = 0;
        }
    }

    boolean isStrict() {
        return damaged == 0;
    }

    /** Returns whether it reads as UTF-8 but for a few damaged places. */
    boolean isMostly() {
        return damaged == 0 || sound >= SOUND_PER_DAMAGE * damaged;
    }

    private void next(int b) {
        if (missing == 0) {
            lead(b);
        } else if (b >= lowest && b <= highest) {
            lowest = 0x80;
            highest = 0xBF;
            if (--missing == 0) {
                sound++;
            }
        } else {
            damaged++;
            missing = 0;
            lead(b);
        }
    }

    private void lead(int b) {
        lowest = 0x80;
        highest = 0xBF;
        if (b < 0x80) {
            return;
        }
        if (b >= 0xC2 && b <= 0xDF) {
            missing = 1;
        } else if (b >= 0xE0 && b <= 0xEF) {
            missing = 2;
            lowest = b == 0xE0 ? 0xA0 : 0x80;
            highest = b == 0xED ? 0x9F : 0xBF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            missing = 3;
            lowest = b == 0xF0 ? 0x90 : 0x80;
            highest = b == 0xF4 ? 0x8F : 0xBF;
        } else {
            damaged++;
        }
    }
}
