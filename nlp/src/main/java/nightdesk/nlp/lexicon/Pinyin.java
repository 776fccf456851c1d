package nightdesk.nlp.lexicon;

import java.util.ArrayList;
import java.util.List;
import nightdesk.nlp.RuleLines;

/** How Chinese characters sound, without tones; of several readings the usual one. */
final class Pinyin {
    /** Stands for no syllable: what is not a Chinese character never sounds like one. */
    private static final char SILENT = '\uFFFF';

    private static final char FIRST = '\uE000';
    private static final List<String> SYLLABLES = new ArrayList<>();
    private static final char[] SOUND = table();

    private Pinyin() {}

    /** Returns one character for each, the same for all that sound alike. */
    static String sounds(String text) {
        char[] sounds = text.toCharArray();
        for (int i = 0; i < sounds.length; i++) {
            sounds[i] = SOUND[sounds[i]];
        }
        return new String(sounds);
    }

    /** Returns 热玛吉 as {@code remaji}; other characters stay. */
    static String letters(String text) {
        return String.join("", syllables(text));
    }

    /** Returns 热玛吉 as {@code rmj}; other characters stay. */
    static String initials(String text) {
        StringBuilder initials = new StringBuilder();
        syllables(text).forEach(syllable -> initials.append(syllable.charAt(0)));
        return initials.toString();
    }

    /** Returns the syllables, and other characters as they are. */
    static List<String> syllables(String text) {
        return text.chars().mapToObj(c -> syllable((char) c)).toList();
    }

    private static String syllable(char c) {
        return SOUND[c] == SILENT ? String.valueOf(c) : SYLLABLES.get(SOUND[c] - FIRST);
    }

    private static char[] table() {
        char[] sounds = new char[Character.MAX_VALUE + 1];
        java.util.Arrays.fill(sounds, SILENT);
        RuleLines.each(RuleLines.load(Pinyin.class, "/nightdesk/nlp/lexicon/pinyin.txt"), (line, number) -> {
            String[] parts = line.split(" ", 2);
            char sound = (char) (FIRST + SYLLABLES.size());
            SYLLABLES.add(parts[0]);
            parts[1].chars().forEach(c -> sounds[c] = sound);
        });
        return sounds;
    }
}
