package nightdesk.responder.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import nightdesk.ingest.Ids;
import nightdesk.nlp.SentenceEmbedder;
import nightdesk.responder.KnowledgeItem;

/**
 * Every item with its vectors, at one moment. Items of other sites and expired ones are among them, so that a question
 * can be seen to be about them; whether one may be used is decided for each question.
 *
 * @param entries all approved items
 * @param sites every site that an item is limited to or names
 * @param version changes whenever any item changes
 * @param vectors by text, handed on to the next index so that only new texts are embedded
 */
record KnowledgeIndex(List<Entry> entries, Set<String> sites, String version, Map<String, float[]> vectors) {

    /** A doctor's full name, as knowledge writes it: before the title or a comma, or in a list of names. */
    private static final Pattern NAMED_DOCTOR =
            Pattern.compile("[" + QuestionReader.SURNAMES + "][一-龥]{1,2}(?=医生|主任|大夫|,|、[一-龥]{3}(医生|是))");

    /**
     * @param specific treatments its question is about
     * @param treatments these and the ones it is limited to
     * @param mentioned treatments its question or answer names
     * @param text question and answer in one plain spelling
     */
    record Entry(
            KnowledgeItem item,
            String question,
            String text,
            Set<String> specific,
            Set<String> treatments,
            Set<String> mentioned,
            Set<QuestionRules.Aspect> aspects,
            List<float[]> vectors) {

        /** Returns whether it names a doctor of this surname. */
        boolean names(String surname) {
            return NAMED_DOCTOR
                    .matcher(text)
                    .results()
                    .anyMatch(match -> match.group().startsWith(surname));
        }

        /** Returns whether it names any doctor. */
        boolean namesDoctors() {
            return NAMED_DOCTOR.matcher(text).find();
        }

        /** Likeness of the closest wording, 0 to 1. */
        double likeness(float[] asked) {
            double best = 0;
            for (float[] vector : vectors) {
                best = Math.max(best, dot(vector, asked));
            }
            return best;
        }

        private static double dot(float[] a, float[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += (double) a[i] * b[i];
            }
            return sum;
        }
    }

    static KnowledgeIndex empty() {
        return new KnowledgeIndex(List.of(), Set.of(), "empty", Map.of());
    }

    static KnowledgeIndex of(
            List<KnowledgeItem> items, QuestionReader reader, SentenceEmbedder embedder, KnowledgeIndex before) {
        Map<String, float[]> vectors = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        Set<String> sites = new LinkedHashSet<>();
        List<String> versions = new ArrayList<>();
        for (KnowledgeItem item :
                items.stream().sorted(Comparator.comparing(KnowledgeItem::id)).toList()) {
            versions.add(item.id() + "@" + item.version());
            String branch = item.branch();
            if (branch != null) {
                sites.add(branch);
            }
            if (item.approved()) {
                entries.add(entry(item, reader, embedder, before.vectors(), vectors));
            }
        }
        String version = Ids.hash(versions.toArray(String[]::new)).substring(0, 12);
        return new KnowledgeIndex(List.copyOf(entries), siteNames(items, sites), version, Map.copyOf(vectors));
    }

    /** 静安 is a site although no item is limited to it: "静安院区" names it. */
    private static Set<String> siteNames(List<KnowledgeItem> items, Set<String> sites) {
        Set<String> names = new LinkedHashSet<>(sites);
        for (KnowledgeItem item : items) {
            var matcher = Pattern.compile("([一-龥]{2})院区").matcher(item.question() + item.answer());
            while (matcher.find()) {
                if (!Objects.equals(matcher.group(1), "两个")) {
                    names.add(matcher.group(1));
                }
            }
        }
        return Set.copyOf(names);
    }

    private static Entry entry(
            KnowledgeItem item,
            QuestionReader reader,
            SentenceEmbedder embedder,
            Map<String, float[]> known,
            Map<String, float[]> vectors) {
        List<String> wordings = new ArrayList<>();
        wordings.add(reader.plain(item.question()));
        item.variants().forEach(variant -> wordings.add(reader.plain(variant)));
        List<float[]> own = new ArrayList<>();
        for (String wording : wordings) {
            float[] vector = known.get(wording);
            own.add(vector == null ? embedder.embed(List.of(wording)).getFirst() : vector);
            vectors.put(wording, own.getLast());
        }
        String question = String.join(" ", wordings);
        String text = question + " " + reader.plain(item.answer());
        Set<String> specific = reader.treatments(question);
        Set<String> treatments = new LinkedHashSet<>(specific);
        treatments.addAll(reader.canonical(item.treatments()));
        return new Entry(
                item,
                question,
                text,
                specific,
                treatments,
                reader.treatments(text),
                reader.aspects(question),
                List.copyOf(own));
    }
}
