package nightdesk.ingest.standin;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import nightdesk.ingest.WecomStandIn.Contacts;
import nightdesk.ingest.WecomStandIn.Truth;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What staff and customers do: recorded first and pushed then. */
final class LoopbackContacts implements Contacts {
    private final ContactBook book;
    private final CallbackPush callbacks;

    LoopbackContacts(ContactBook book, CallbackPush callbacks) {
        this.book = book;
        this.callbacks = callbacks;
    }

    @Override
    public void staff(String userId) {
        book.staff(userId);
    }

    @Override
    public void person(String externalUserId, String name, @Nullable String unionid) {
        book.person(externalUserId, name, unionid);
    }

    @Override
    public Mono<Void> added(String userId, String externalUserId, String state) {
        return tell(() -> book.add(userId, externalUserId, state, "add_external_contact"));
    }

    @Override
    public Mono<Void> half(String userId, String externalUserId, String state) {
        return tell(() -> book.add(userId, externalUserId, state, "add_half_external_contact"));
    }

    @Override
    public Mono<Void> remarked(String userId, String externalUserId, String remark, List<String> mobiles) {
        return tell(() -> book.remark(userId, externalUserId, remark, mobiles));
    }

    @Override
    public Mono<Void> tagged(String userId, String externalUserId, List<String> tagIds, List<String> personal) {
        return tell(() -> book.tag(userId, externalUserId, tagIds, personal));
    }

    @Override
    public Mono<Void> deleted(String userId, String externalUserId) {
        return tell(() -> book.delete(userId, externalUserId));
    }

    @Override
    public Mono<Void> left(String userId, String externalUserId) {
        return tell(() -> book.leave(userId, externalUserId));
    }

    @Override
    public Mono<Void> agreed(String userId, String externalUserId) {
        return tell(() ->
                book.contactEvent("msg_audit_approved", userId, externalUserId, Map.of("WelcomeCode", "WELCOME")));
    }

    @Override
    public Mono<Void> transferFailed(String userId, String externalUserId, String reason) {
        return tell(() -> book.contactEvent("transfer_fail", userId, externalUserId, Map.of("FailReason", reason)));
    }

    @Override
    public Mono<String> opens(String owner, String name) {
        return Mono.fromSupplier(() -> book.open(owner, name))
                .flatMap(chat -> tell(() -> book.opened(chat)).thenReturn(chat.chatId));
    }

    @Override
    public Mono<Void> joins(String chatId, String memberId) {
        return tell(() -> book.join(chatId, memberId));
    }

    @Override
    public Mono<Void> leaves(String chatId, String memberId) {
        return tell(() -> book.quit(chatId, memberId));
    }

    @Override
    public Mono<Void> renamed(String chatId, String name) {
        return tell(() -> book.rename(chatId, name));
    }

    @Override
    public Mono<Void> dismissed(String chatId) {
        return tell(() -> book.dismiss(chatId));
    }

    @Override
    public Mono<String> tag(String group, String name) {
        return Mono.fromSupplier(() -> book.addTags(null, group, List.of(name)))
                .map(made -> made.tags().entrySet().stream()
                        .filter(tag -> tag.getValue().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .getKey())
                .flatMap(id -> tell(() -> book.tagMade(id)).thenReturn(id));
    }

    @Override
    public Mono<Void> deletesTag(String tagId) {
        return tell(() -> book.deleteTag(tagId));
    }

    @Override
    public Mono<Void> deletesTagGroup(String group) {
        return tell(() -> book.deleteTagGroup(group));
    }

    @Override
    public Truth truth() {
        return book.truth();
    }

    private Mono<Void> tell(Supplier<List<Platform.Notice>> happening) {
        return Mono.fromSupplier(happening).flatMap(callbacks::push);
    }
}
