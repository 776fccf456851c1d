package nightdesk.nlp;

import java.util.List;

/** Cuts Chinese text into words as the ranking of search does. Blocking, but quick. */
public interface ChineseWords {

    /** Returns the words in order, single characters too; of a long text its head. */
    List<String> cut(String text);
}
