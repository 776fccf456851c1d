package nightdesk.dashboard.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Speaker;
import org.junit.jupiter.api.Test;

class SampleHospitalTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate TODAY = LocalDate.of(2026, Month.NOVEMBER, 22);
    private static final Pattern LONG_NUMBER = Pattern.compile("1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}");
    private static final List<ChatMessage> MESSAGES = new SampleHospital(ZONE).until(TODAY);

    @Test
    void isLargeEnough() {
        Set<String> patients = MESSAGES.stream().map(ChatMessage::patientId).collect(Collectors.toSet());
        assertThat(MESSAGES).hasSizeBetween(5_000, 20_000);
        assertThat(patients).hasSizeGreaterThan(300);
    }

    @Test
    void coversThirteenMonths_upToYesterday() {
        LocalDate first = TODAY.minusMonths(13);
        assertThat(MESSAGES).allSatisfy(message -> assertThat(day(message)).isBetween(first, TODAY.minusDays(1)));
        assertThat(MESSAGES.stream()
                        .map(message -> day(message).withDayOfMonth(1))
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(13);
        assertThat(MESSAGES.stream().map(SampleHospitalTest::day)).contains(TODAY.minusDays(1));
    }

    @Test
    void isTheSameEachTime() {
        assertThat(new SampleHospital(ZONE).until(TODAY)).isEqualTo(MESSAGES);
    }

    @Test
    void aDayLaterItKeepsEveryIdAndText() {
        List<ChatMessage> later = new SampleHospital(ZONE).until(TODAY.plusDays(1));
        LocalDate start = TODAY.plusDays(1).minusMonths(13);
        Set<ChatMessage> tomorrow = new HashSet<>(later);
        Set<String> begun = later.stream().map(ChatMessage::conversationId).collect(Collectors.toSet());
        assertThat(MESSAGES.stream().filter(message -> begun.contains(message.conversationId())))
                .isNotEmpty()
                .allMatch(tomorrow::contains);
        assertThat(start).isAfter(TODAY.minusMonths(13));
    }

    @Test
    void messageIdsAreUnique_andTimesOfAConversationAscend() {
        assertThat(MESSAGES.stream().map(ChatMessage::messageId).distinct()).hasSameSizeAs(MESSAGES);
        MESSAGES.stream()
                .collect(Collectors.groupingBy(ChatMessage::conversationId))
                .values()
                .forEach(chat ->
                        assertThat(chat).isSortedAccordingTo(java.util.Comparator.comparing(ChatMessage::sentAt)));
    }

    @Test
    void seasonsShow() {
        Predicate<LocalDate> summer = day -> day.getMonthValue() >= 6 && day.getMonthValue() <= 8;
        Predicate<LocalDate> winter = day -> day.getMonthValue() == 11 || day.getMonthValue() == 12;
        assertThat(named("水光", summer)).isGreaterThan(2 * named("水光", winter));
        assertThat(named("脱毛", summer)).isGreaterThan(2 * named("脱毛", winter));
        assertThat(asked("晒", summer)).isGreaterThan(2 * asked("晒", winter));
        assertThat(named("双眼皮", summer)).isGreaterThan(2 * named("双眼皮", winter));
        assertThat(named("618", day -> day.getMonthValue() == 6)).isPositive();
        assertThat(named("双11", winter)).isPositive();
        assertThat(named("过年", day -> day.getMonthValue() <= 2)).isPositive();
    }

    @Test
    void oneBrandIsNamedMoreAndMore() {
        long recent = named("薇旖美", day -> day.isAfter(TODAY.minusDays(90)));
        long before = named("薇旖美", day -> day.isBefore(TODAY.minusDays(180)) && day.isAfter(TODAY.minusDays(270)));
        assertThat(recent).isGreaterThan(before);
    }

    @Test
    void staffAreSilentAtNight_patientsAreNot() {
        assertThat(MESSAGES.stream().filter(message -> message.speaker() == Speaker.STAFF))
                .allSatisfy(message ->
                        assertThat(message.sentAt().atZone(ZONE).getHour()).isBetween(9, 21));
        assertThat(MESSAGES.stream()
                        .filter(message -> message.speaker() == Speaker.PATIENT)
                        .filter(message -> message.sentAt().atZone(ZONE).getHour() >= 22))
                .hasSizeGreaterThan(200);
    }

    @Test
    void hasNegationsComplaintsEmergenciesAndVisitsElsewhere() {
        assertThat(named("不想做", day -> true)).isPositive();
        assertThat(named("投诉", day -> true)).isPositive();
        assertThat(named("值班电话", day -> true) + named("120", day -> true)).isPositive();
        assertThat(named("在别家做", day -> true)).isPositive();
        assertThat(named("热马吉", day -> true) + named("热玛姬", day -> true)).isPositive();
    }

    @Test
    void everyPhoneNumberIsObviouslyFake() {
        List<String> numbers = MESSAGES.stream()
                .flatMap(message -> LONG_NUMBER.matcher(message.text()).results())
                .map(found -> found.group().replaceAll("[ -]", ""))
                .toList();
        assertThat(numbers).isNotEmpty().allMatch(number -> number.startsWith("0000", 3));
    }

    @Test
    void noWordingIsLeftUnfilled() {
        assertThat(MESSAGES).noneMatch(message -> message.text().matches(".*[{}|].*"));
        assertThat(MESSAGES).noneMatch(message -> message.text().isBlank());
    }

    @Test
    void sentencesVary() {
        assertThat(MESSAGES.stream().map(ChatMessage::text).distinct().count()).isGreaterThan(MESSAGES.size() / 2);
    }

    private static long named(String word, Predicate<LocalDate> when) {
        return MESSAGES.stream()
                .filter(message -> when.test(day(message)))
                .filter(message -> message.text().contains(word))
                .count();
    }

    private static long asked(String word, Predicate<LocalDate> when) {
        return MESSAGES.stream()
                .filter(message -> message.speaker() == Speaker.PATIENT)
                .filter(message -> when.test(day(message)))
                .filter(message -> message.text().contains(word))
                .count();
    }

    private static LocalDate day(ChatMessage message) {
        return message.sentAt().atZone(ZONE).toLocalDate();
    }
}
