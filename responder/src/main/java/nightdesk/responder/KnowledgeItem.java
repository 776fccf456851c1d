package nightdesk.responder;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One approved answer.
 *
 * @param id the importer's own id, e.g. {@code kb-001}; unique
 * @param category what it is about, e.g. {@code hours}, {@code price}, {@code aftercare}, {@code emergency}
 * @param question the question it answers
 * @param variants other wordings of the question
 * @param answer the approved words, sent unchanged
 * @param treatments canonical names it is limited to; empty = not about one treatment
 * @param branch the site it is limited to; null = every site
 * @param validUntil the last day it may be used, in the hospital's zone; null = no end
 * @param approved whether a person approved it; only approved items are ever used
 * @param version counts up with each change
 */
public record KnowledgeItem(
        String id,
        String category,
        String question,
        List<String> variants,
        String answer,
        List<String> treatments,
        @Nullable String branch,
        @Nullable LocalDate validUntil,
        boolean approved,
        int version) {}
