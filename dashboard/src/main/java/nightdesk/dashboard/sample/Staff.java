package nightdesk.dashboard.sample;

import java.util.List;

/** An invented member of staff. */
record Staff(String id, String name) {
    static final List<Staff> CONSULTANTS = List.of(
            new Staff("linxia", "顾问林夏"),
            new Staff("qiaoan", "咨询师小乔"),
            new Staff("aning", "客服阿宁"),
            new Staff("mengke", "顾问孟可"));

    private static final Staff DOCTOR = new Staff("drxu", "许医生");
    private static final Staff NURSE = new Staff("nursehu", "护士小胡");
    private static final Staff ASSISTANT = new Staff("assistantqin", "医助小秦");

    /** Returns who speaks where a story says D, N, A or S. */
    static Staff by(char speaker, Staff consultant) {
        return switch (speaker) {
            case 'D' -> DOCTOR;
            case 'N' -> NURSE;
            case 'A' -> ASSISTANT;
            case 'S' -> consultant;
            default -> throw new IllegalStateException("the sample has no speaker '" + speaker + "'");
        };
    }
}
