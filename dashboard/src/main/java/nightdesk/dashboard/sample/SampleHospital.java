package nightdesk.dashboard.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightdesk.ingest.ChatMessage;

/**
 * Writes the sample: for every day of thirteen months some patients begin to chat, more of them before festivals and
 * sales. What begins on a day depends on that day alone, so that a sample loaded tomorrow only adds a day.
 */
final class SampleHospital {
    private static final long SEED = 20_260_701L;
    private static final int MONTHS = 13;
    private static final double PATIENTS_A_DAY = 1.7;
    private static final List<Season> BUSY =
            Season.parse("05-25..06-18=1.5|10-24..11-11=1.6|09-10..09-28=1.3|07-01..08-20=1.3");

    private final Wording wording = new Wording(lines("sentences.txt"));
    private final List<Treatment> treatments = Treatment.parse(lines("treatments.txt"));
    private final List<Story> stories = Story.parse(lines("stories.txt"));
    private final ZoneId zone;

    SampleHospital(ZoneId zone) {
        this.zone = zone;
    }

    /** Returns all messages up to the end of the day before {@code today}, conversation by conversation. */
    List<ChatMessage> until(LocalDate today) {
        LocalDate first = today.minusMonths(MONTHS);
        return first.datesUntil(today)
                .flatMap(this::chatsBegunOn)
                .flatMap(chat -> chat.messages().stream())
                .filter(message ->
                        message.sentAt().isBefore(today.atStartOfDay(zone).toInstant()))
                .toList();
    }

    private Stream<Chat> chatsBegunOn(LocalDate day) {
        int patients = new Dice(SEED, day.toEpochDay()).around(PATIENTS_A_DAY * busy(day));
        return IntStream.range(0, patients).mapToObj(number -> chat(day, number));
    }

    private static double busy(LocalDate day) {
        if (SpringFestival.isOn(day)) {
            return 0.25;
        }
        double weekend = day.getDayOfWeek() == DayOfWeek.SUNDAY ? 1.25 : 1;
        return weekend * (SpringFestival.isNear(day) ? 1.5 : Season.factor(BUSY, day));
    }

    private Chat chat(LocalDate day, int number) {
        Dice dice = new Dice(SEED, day.toEpochDay(), number + 1L);
        Story story = dice.pick(stories, each -> each.weightOn(day));
        Chat chat = open(story, Long.toString(day.toEpochDay(), 36) + "x" + number, dice);
        new Telling(chat, lists(day, story, chat, dice), new DayClock(day, dice), dice).tell(story);
        return chat;
    }

    private String surname(Dice dice) {
        return wording.say("surname", Map.of(), dice);
    }

    private Chat open(Story story, String key, Dice dice) {
        String name = wording.say("nick", Map.of("surname", List.of(surname(dice))), dice);
        Staff consultant = dice.pick(Staff.CONSULTANTS);
        if (story.name().equals("group")) {
            return Chat.group(key, name, consultant);
        }
        return dice.chance(0.5) ? Chat.personal(key, name, consultant) : Chat.wecom(key, name, consultant);
    }

    /** The lists that hold for one chat: the treatment, a second one (names end in 2), staff, festival. */
    private Map<String, List<String>> lists(LocalDate day, Story story, Chat chat, Dice dice) {
        Treatment first = dice.pick(treatments, each -> story.isAbout(each) ? each.weightOn(day) : 0);
        List<Treatment> others =
                treatments.stream().filter(each -> !each.equals(first)).toList();
        Treatment second = dice.pick(others, each -> each.weightOn(day));
        Map<String, List<String>> lists = new HashMap<>(first.words());
        second.words().forEach((name, words) -> lists.put(name + "2", ofSecond(words)));
        List<String> brands = first.words().getOrDefault("brand", List.of());
        if (!brands.isEmpty()) {
            String brand = dice.pick(brands);
            lists.put("brand", List.of(brand));
            lists.put("brandB", other(brands, brand));
        }
        lists.put("surname", List.of(surname(dice)));
        lists.put("staff", List.of(chat.consultant().name()));
        lists.put("nick", List.of(chat.patientName()));
        lists.put("festName", List.of(Festival.nextTo(day)));
        lists.put("phone", List.of(FakePhone.spelled(dice)));
        return lists;
    }

    /** What one list of the second treatment says of another: {@code {brand}} becomes {@code {brand2}}. */
    private static List<String> ofSecond(List<String> words) {
        return words.stream().map(word -> word.replace("}", "2}")).toList();
    }

    private static List<String> other(List<String> brands, String brand) {
        List<String> others =
                brands.stream().filter(each -> !each.equals(brand)).toList();
        return others.isEmpty() ? List.of("国产的") : others;
    }

    private static List<String> lines(String file) {
        try (InputStream in = Objects.requireNonNull(SampleHospital.class.getResourceAsStream(file), file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One story being told in one chat. */
    private final class Telling {
        private final Chat chat;
        private final Map<String, List<String>> lists;
        private final Map<String, List<String>> every;
        private final DayClock clock;
        private final Dice dice;

        Telling(Chat chat, Map<String, List<String>> lists, DayClock clock, Dice dice) {
            this.chat = chat;
            this.lists = lists;
            this.every = Map.copyOf(lists);
            this.clock = clock;
            this.dice = dice;
        }

        void tell(Story story) {
            for (Story.Exchange exchange : story.exchanges()) {
                if (dice.chance(exchange.probability()) && canBeTold(exchange)) {
                    clock.pauses(exchange.pause());
                    settle("day");
                    settle("concern");
                    exchange.turns().forEach(this::speak);
                }
            }
        }

        /** Not every treatment has brands to ask for. */
        private boolean canBeTold(Story.Exchange exchange) {
            return lists.containsKey("brand")
                    || exchange.turns().stream().noneMatch(turn -> turn.lists().contains("ask-brand"));
        }

        /** Both sides of an exchange speak of the same day and the same concern. */
        private void settle(String list) {
            List<String> all = every.getOrDefault(list, List.of());
            lists.put(list, List.of(all.isEmpty() ? wording.say(list, Map.of(), dice) : dice.pick(all)));
        }

        private void speak(Story.Turn turn) {
            if (turn.speaker() == 'P') {
                clock.patientSpeaks();
                turn.lists().forEach(this::patientSays);
            } else {
                clock.staffSpeaks();
                turn.lists().forEach(list -> staffSays(Staff.by(turn.speaker(), chat.consultant()), list));
            }
        }

        private void patientSays(String list) {
            for (String message : Typing.messages(wording.say(list, lists, dice), dice)) {
                chat.patientSays(message, clock.sameSpeakerGoesOn().atZone(zone).toInstant());
            }
        }

        private void staffSays(Staff staff, String list) {
            String text = wording.say(list, lists, dice);
            chat.staffSays(staff, text, clock.sameSpeakerGoesOn().atZone(zone).toInstant());
        }
    }
}
