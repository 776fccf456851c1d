package nightdesk.responder.lead;

import java.util.ArrayList;
import java.util.List;

/** How much a call-back is worth making first, 0 to 100, with the reasons a consultant reads. */
public record LeadScore(int points, List<String> reasons) {
    static final String URGENT = "术后不适或投诉升级，优先处理";
    private static final int BASE = 20;
    private static final int MOST = 100;

    /**
     * What happened beside the notes.
     *
     * @param price the patient asked what something costs
     * @param booking the patient asked for an appointment
     */
    public record Hints(boolean price, boolean booking, boolean human, boolean complaint, boolean urgent) {}

    public static LeadScore of(LeadNotes notes, Hints hints) {
        Sum sum = new Sum();
        sum.add(notes.isUsable() && notes.phone() != null, 25, "留了电话");
        sum.add(notes.isUsable() && notes.wechat() != null, notes.phone() == null ? 20 : 5, "留了微信");
        sum.add(!notes.treatments().isEmpty(), 10, "想了解" + String.join("、", notes.treatments()));
        sum.add(notes.wantedTime() != null, 10, "约了回访时间");
        sum.add(hints.booking(), 15, "想预约");
        sum.add(hints.price(), 10, "问了价格");
        sum.add(hints.human(), 5, "要求人工");
        sum.add(hints.complaint(), 15, "投诉，请主管回访");
        sum.add(hints.urgent(), 40, URGENT);
        sum.add(notes.withdrawn(), -BASE, "已撤回联系方式，勿再致电");
        sum.add(notes.minorAlone(), -BASE, "未满18周岁且无监护人，不作营销回访");
        return sum.score();
    }

    private static final class Sum {
        private int points = BASE;
        private final List<String> reasons = new ArrayList<>();

        void add(boolean holds, int worth, String reason) {
            if (holds) {
                points += worth;
                reasons.add(reason);
            }
        }

        LeadScore score() {
            return new LeadScore(Math.clamp(points, 0, MOST), List.copyOf(reasons));
        }
    }
}
