package nightdesk.responder.lead;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nightdesk.nlp.Lexicon;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one night into {@link LeadNotes}. Pure: the same lines give the same notes, however often read. */
public final class LeadReader {
    private static final Pattern RECORD_TALK = Pattern.compile("取消.{0,12}(?:预约|面诊|手术|号)");

    private final Lexicon lexicon;

    public LeadReader(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * @param text the patient's own words
     * @param invited whether the line before was ours and asked for a contact
     */
    public record Said(String text, boolean invited) {}

    public LeadNotes read(List<Said> lines) {
        Notebook notebook = new Notebook(new TreatmentWishes(lexicon));
        lines.forEach(notebook::hear);
        return notebook.notes();
    }

    /** Returns the line without the contact in it, so that only what was asked remains. */
    public static String withoutContact(String line) {
        return PhoneReader.without(line);
    }

    /** What has been heard so far. */
    private static final class Notebook {
        private final TreatmentWishes treatments;
        private final List<String> heard = new ArrayList<>();
        private @Nullable String phone;
        private @Nullable String wechat;
        private @Nullable String name;
        private @Nullable String time;
        private @Nullable String way;
        private boolean withdrawn;

        Notebook(TreatmentWishes treatments) {
            this.treatments = treatments;
        }

        void hear(Said said) {
            String line = PhoneReader.plain(said.text());
            heard.add(line);
            if (!RECORD_TALK.matcher(line).find()) {
                treatments.hear(line);
            }
            if (ContactReader.withdraws(line) && ContactReader.way(line).isEmpty()) {
                withdraw();
            } else {
                hearContact(line, said.invited());
            }
            ContactReader.name(line).ifPresent(found -> name = found);
        }

        private void withdraw() {
            withdrawn = true;
            phone = null;
            wechat = null;
            time = null;
            way = null;
        }

        private void hearContact(String line, boolean invited) {
            Optional<String> number = PhoneReader.last(line);
            number.ifPresent(found -> {
                phone = found;
                withdrawn = false;
            });
            ContactReader.wechat(line).ifPresent(found -> {
                wechat = found;
                withdrawn = false;
            });
            if (ContactReader.sameNumber(line) && phone != null) {
                wechat = phone;
            }
            ContactReader.way(line).ifPresent(found -> way = found);
            WantedTimeReader.find(PhoneReader.without(line), invited, number.isPresent())
                    .ifPresent(found -> time = found);
        }

        LeadNotes notes() {
            return new LeadNotes(phone, wechat, name, treatments.wanted(), time, way, withdrawn, Minor.alone(heard));
        }
    }
}
