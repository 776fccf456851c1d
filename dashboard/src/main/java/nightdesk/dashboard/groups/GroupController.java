package nightdesk.dashboard.groups;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import nightdesk.dashboard.problem.NotFound;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Groups.Group;
import nightdesk.ingest.Groups.Member;
import nightdesk.ingest.Groups.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Group chats: who is in them and who is who. */
@Tag(name = "groups")
@RestController
@RequestMapping(path = "/api/groups", produces = MediaType.APPLICATION_JSON_VALUE)
final class GroupController {
    private final Groups groups;
    private final Clock clock;

    GroupController(Groups groups, Clock clock) {
        this.groups = groups;
        this.clock = clock;
    }

    @Operation(summary = "Group chats, the most recent message first")
    @GetMapping
    Mono<GroupPage> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "0") @Min(0) int page,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int size) {
        return groups.list(q, page, size)
                .map(found -> new GroupPage(
                        found.total(), found.items().stream().map(this::item).toList()));
    }

    @Operation(summary = "A group chat with everyone who is or was in it")
    @GetMapping("/{id}")
    Mono<GroupDetail> find(@PathVariable String id) {
        return groups.find(id).map(this::detail).switchIfEmpty(Mono.error(() -> new NotFound("没有这个群聊：" + id)));
    }

    @Operation(
            summary = "Say who a member is; null leaves it to the member list again",
            description = "The group's messages are read again: who spoke, and whose conversation it is.")
    @PutMapping("/{id}/members/{memberId}")
    Mono<GroupDetail> assign(@PathVariable String id, @PathVariable String memberId, @RequestBody Assignment wanted) {
        return groups.assign(id, memberId, wanted.role(), wanted.everywhere())
                .map(this::detail)
                .switchIfEmpty(Mono.error(() -> new NotFound("群聊 " + id + " 里没有成员 " + memberId)));
    }

    private GroupItem item(Group group) {
        return new GroupItem(
                group.id(),
                group.channel(),
                group.account(),
                group.groupId(),
                group.name(),
                group.owner(),
                at(group.listedAt()),
                at(group.dismissedAt()),
                at(group.lastMessageAt()),
                group.present(),
                group.patients(),
                group.reading());
    }

    private GroupDetail detail(Group group) {
        return new GroupDetail(
                item(group), group.members().stream().map(this::member).toList());
    }

    private MemberItem member(Member member) {
        return new MemberItem(
                member.id(),
                member.name(),
                member.groupNickname(),
                member.role(),
                member.assigned(),
                member.listed(),
                at(member.joinedAt()),
                at(member.leftAt()),
                member.patientId());
    }

    private @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.atZone(clock.getZone()).toOffsetDateTime();
    }

    /**
     * @param role who the member is; null = as the member list says
     * @param everywhere whether it holds in all groups of the account that this member is in
     */
    record Assignment(@Nullable Role role, boolean everywhere) {}

    /**
     * @param total how many there are
     * @param items one page of them
     */
    record GroupPage(long total, List<GroupItem> items) {}

    /**
     * @param id stable
     * @param channel wecom, wechat or gateway
     * @param account our account
     * @param groupId the platform's id
     * @param name as the platform shows it
     * @param owner the owner's id
     * @param listedAt when the platform's member list was last taken; null = known from messages only
     * @param dismissedAt when it was found dismissed
     * @param lastMessageAt when somebody last wrote
     * @param present members who are there
     * @param patients of those, how many are patients
     * @param reading whether its messages are being read again
     */
    record GroupItem(
            String id,
            String channel,
            String account,
            String groupId,
            @Nullable String name,
            @Nullable String owner,
            @Nullable OffsetDateTime listedAt,
            @Nullable OffsetDateTime dismissedAt,
            @Nullable OffsetDateTime lastMessageAt,
            long present,
            long patients,
            boolean reading) {}

    /**
     * @param group the group
     * @param members all there ever were, present ones first
     */
    record GroupDetail(GroupItem group, List<MemberItem> members) {}

    /**
     * @param id the platform's id, or name:… where it has none
     * @param name as the platform shows it
     * @param groupNickname the name in this group
     * @param role who the member is taken for
     * @param assigned whether a person said so
     * @param listed what the platform's list says; null = not on it
     * @param joinedAt when the member joined
     * @param leftAt when the member was found to have left
     * @param patientId the patient, of a patient
     */
    record MemberItem(
            String id,
            @Nullable String name,
            @Nullable String groupNickname,
            Role role,
            boolean assigned,
            @Nullable Role listed,
            @Nullable OffsetDateTime joinedAt,
            @Nullable OffsetDateTime leftAt,
            @Nullable String patientId) {}
}
