package nightdesk.dashboard.groups;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nightdesk.dashboard.app.RunningApp;
import nightdesk.ingest.Channel;
import nightdesk.ingest.Groups;
import nightdesk.ingest.Groups.ListedMember;
import nightdesk.ingest.Groups.MemberList;
import nightdesk.ingest.Groups.Role;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class GroupRoutesIT {
    private final RunningApp app = RunningApp.shared();
    private final WebTestClient admin = app.admin();

    @Test
    void showsAGroup_andTakesWhatAPersonSaysAboutAMember() {
        Groups groups = app.bean(Groups.class);
        Instant now = Instant.parse("2026-11-20T14:00:00Z");
        groups.listed(new MemberList(
                        Channel.WECOM_ARCHIVE,
                        "routes",
                        "wr-routes",
                        "路由测试群",
                        "zhang",
                        null,
                        "v1",
                        now,
                        now,
                        List.of(
                                new ListedMember("zhang", Role.STAFF, "张", null, null, now),
                                new ListedMember("wm-routes", Role.PATIENT, "小雨", null, null, now))))
                .block(Duration.ofSeconds(20));
        String id = groups.list("路由测试", 0, 1)
                .block(Duration.ofSeconds(20))
                .items()
                .getFirst()
                .id();
        admin.get()
                .uri("/api/groups?q=路由测试")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(1)
                .jsonPath("$.items[0].patients")
                .isEqualTo(1);
        admin.put()
                .uri("/api/groups/{id}/members/{member}", id, "zhang")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("role", "doctor", "everywhere", false))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.members[?(@.id == 'zhang')].role")
                .isEqualTo("doctor")
                .jsonPath("$.members[?(@.id == 'zhang')].assigned")
                .isEqualTo(true);
        admin.get().uri("/api/groups/g_none").exchange().expectStatus().isNotFound();
        admin.put()
                .uri("/api/groups/{id}/members/nobody", id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("role", "doctor", "everywhere", false))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void tellsHowContactsStand() {
        admin.get()
                .uri("/api/contacts")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.accounts")
                .isArray()
                .jsonPath("$.tags.on")
                .isEqualTo(false)
                .jsonPath("$.tags.group")
                .isEqualTo("夜班台");
        admin.post()
                .uri("/api/contacts/nowhere/compare")
                .exchange()
                .expectStatus()
                .isNotFound();
    }
}
