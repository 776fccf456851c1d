package nightdesk.responder.welcome;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import nightdesk.ingest.StartFailure;
import nightdesk.ingest.Welcome;
import nightdesk.responder.ComplianceGate;
import nightdesk.responder.ComplianceGate.Check;
import nightdesk.responder.ComplianceGate.Verdict;
import nightdesk.responder.NightCalendar;

/** Words of welcome that passed the compliance gate when Nightdesk started: by day others than at night. */
final class CheckedWelcome implements Welcome {
    private static final int MAX_BYTES = 2048;
    private static final String MARK = "【AI助手】";

    private final WelcomeSettings settings;
    private final NightCalendar calendar;

    /** @throws StartFailure naming the words that must not be sent */
    CheckedWelcome(WelcomeSettings settings, NightCalendar calendar, ComplianceGate gate) {
        this.settings = settings;
        this.calendar = calendar;
        check("nightdesk.welcome.day", settings.day(), gate);
        check("nightdesk.welcome.night", settings.night(), gate);
        if (settings.enabled()
                && !settings.night().isBlank()
                && !settings.night().startsWith(MARK)) {
            throw new StartFailure("nightdesk.welcome.night: expected words that begin with " + MARK
                    + ", as it is the AI that answers at night");
        }
    }

    private void check(String key, String words, ComplianceGate gate) {
        if (!settings.enabled() || words.isBlank()) {
            return;
        }
        int bytes = words.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new StartFailure(key + ": expected at most " + MAX_BYTES + " bytes of UTF-8, met " + bytes);
        }
        Check check = gate.check(words);
        if (check.verdict() != Verdict.ALLOW) {
            throw new StartFailure(
                    key + ": these words do not pass the compliance gate (" + findings(check) + "); change them");
        }
    }

    private static String findings(Check check) {
        return check.sentences().stream()
                .flatMap(sentence -> sentence.findings().stream())
                .map(finding -> finding.category() + ": " + finding.span())
                .collect(Collectors.joining("; "));
    }

    @Override
    public Optional<String> words(Arrival arrival) {
        String words = calendar.isNight(arrival.at()) ? settings.night() : settings.day();
        return settings.enabled() && !words.isBlank() ? Optional.of(words) : Optional.empty();
    }
}
