package nightdesk.ingest;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightdesk.ingest.standin.LoopbackWecom;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A stand-in for WeCom's 微信客服 on loopback: it serves the API (gettoken, sync_msg, send_msg, service_state,
 * customer/batchget), enforces its limits, and pushes encrypted, signed callbacks. It shares no code with the WeCom
 * client, so that each tests the other. It serves the tests and the simulated night, and misbehaves on demand.
 *
 * <p>Limits (48 hours, 3 days, 10 minutes, life of a token) run on {@link Config#clock}; the {@code at} of a message is
 * only what it claims as its {@code send_time}. With one seed, the nth message, callback and id are always the same.
 */
public interface WecomStandIn {

    /** Starts a stand-in; fails when the port is taken. Nothing is pushed before {@link #pushTo}. */
    static Mono<WecomStandIn> start(Config config) {
        return LoopbackWecom.start(config);
    }

    /** Returns the base of the API, e.g. {@code http://127.0.0.1:40123}. */
    URI url();

    /** Returns the account that reaches this stand-in; all credentials come from the seed. */
    WecomAccount account(String name);

    /** Pushes callbacks to this address from now on. */
    void pushTo(URI callback);

    /** Does the GET handshake with the callback address; true when it answered 200 with the bare decrypted text. */
    Mono<Boolean> verifyCallback();

    /** Returns a customer of the first customer-service account, known from now on. */
    Customer customer(String externalUserId, String nickname);

    /** Returns a customer of that customer-service account, known from now on. */
    Customer customer(String openKfId, String externalUserId, String nickname);

    /** Returns the other side of 客户联系: staff, their customers, groups and tags. */
    Contacts contacts();

    /** Lists a customer-service account in account/list, one more or one changed; no callback tells it. */
    void desk(String openKfId, String name, boolean managed);

    /** Changes which customer-service accounts the app manages, and says so by kf_account_auth_change. */
    Mono<Void> changesRights(List<String> added, List<String> removed);

    /** Makes somebody a servicer of a customer-service account, at work or not. */
    void servicer(String openKfId, String userId, boolean receiving);

    /** Gives a customer a unionid, as a bound developer account does. */
    void unionid(String externalUserId, String unionid);

    /** Returns every accepted send so far, in order; welcomes are among them. */
    List<Sent> sent();

    /** Follows accepted sends, from the first one on. */
    Flux<Sent> sends();

    /** Keeps a medium for three days and returns its media_id, for a customer to send. */
    String medium(String fileName, String contentType, byte[] content);

    /** Lets the next {@code times} calls of this kind go wrong, after those already planned. */
    void misbehave(Call call, Fault fault, int times);

    /** Lets calls of this kind go wrong with this probability, decided by the seed and the call's number. */
    void misbehaveAtRandom(Call call, Fault fault, double chance);

    /** Forgets all planned and random faults. */
    void behave();

    /** Makes every access token issued so far unknown (40014), as WeCom may do at any time. */
    void revokeTokens();

    /** Returns what was asked and pushed so far. */
    Traffic traffic();

    /** Closes the port. */
    Mono<Void> stop();

    /** A WeChat customer of one customer-service account. */
    interface Customer {
        String openKfId();

        String externalUserId();

        /** Writes a text; completes with its msgid once its callback is acknowledged or given up. */
        default Mono<String> says(String text, Instant at) {
            return sends("text", Map.of("content", text), at);
        }

        /** Sends a picture. */
        default Mono<String> picture(Instant at) {
            return sends("image", Map.of("media_id", "media-image"), at);
        }

        /** Sends a voice message. */
        default Mono<String> voice(Instant at) {
            return sends("voice", Map.of("media_id", "media-voice"), at);
        }

        /** Sends a message of any type, known or not; {@code body} is the object under the key of the type. */
        Mono<String> sends(String msgtype, Map<String, ?> body, Instant at);

        /** Opens the chat through a link; a welcome code comes with it where nothing was said or sent in 48 hours. */
        default Mono<String> enters(Instant at) {
            return enters("nightdesk", "", at);
        }

        /** Opens the chat through a link of this scene and parameter, encoded as in the link. */
        Mono<String> enters(String scene, String sceneParam, Instant at);

        /** A servicer takes a message of staff back. */
        Mono<String> servicerRecalls(String servicerUserId, String msgid, Instant at);

        /** A servicer takes the session over in the WeCom client. */
        Mono<String> servicerTakes(String servicerUserId, Instant at);

        /** The servicer ends the session in the WeCom client. */
        Mono<String> servicerEnds(Instant at);

        /** Takes a message back. */
        Mono<String> recalls(String msgid, Instant at);

        /** A staff member writes from the WeCom client, which moves the session to state 3 if it is not there. */
        Mono<String> servicerSays(String servicerUserId, String text, Instant at);

        /** Sets the session state, 0 to 4, without an event. */
        void session(int state);

        /** Returns the session state, 0 to 4. */
        int session();

        /** Completes with the first {@code count} texts this customer got from us, once there are as many. */
        Mono<List<Sent>> hears(int count);

        /** Returns what this customer got from us so far. */
        List<Sent> heard();
    }

    /**
     * 客户联系 as staff and customers use it. What happens is recorded first and its event pushed then, so that a lost
     * event changes no truth. What our API calls do fires no event, as at WeCom.
     */
    interface Contacts {
        /** Gives a staff member the right to 客户联系. */
        void staff(String userId);

        /** Lets WeCom know a person. */
        void person(String externalUserId, String name, @Nullable String unionid);

        /** A customer and a staff member become contacts. */
        Mono<Void> added(String userId, String externalUserId, String state);

        /** A customer adds a staff member who has not confirmed yet. */
        Mono<Void> half(String userId, String externalUserId, String state);

        /** A staff member writes down a remark and phone numbers. */
        Mono<Void> remarked(String userId, String externalUserId, String remark, List<String> mobiles);

        /** A staff member sets corp tags by id and personal tags by name; what is not named is taken off. */
        Mono<Void> tagged(String userId, String externalUserId, List<String> tagIds, List<String> personal);

        /** A staff member deletes a customer. */
        Mono<Void> deleted(String userId, String externalUserId);

        /** A customer deletes a staff member, whose list keeps the customer. */
        Mono<Void> left(String userId, String externalUserId);

        /** A customer agrees to archiving. */
        Mono<Void> agreed(String userId, String externalUserId);

        /** A transfer of a customer to this staff member fails. */
        Mono<Void> transferFailed(String userId, String externalUserId, String reason);

        /** A staff member opens a group; completes with its chat_id. */
        Mono<String> opens(String owner, String name);

        /** Somebody comes into a group: a staff member by userid, a person by external_userid. */
        Mono<Void> joins(String chatId, String memberId);

        Mono<Void> leaves(String chatId, String memberId);

        Mono<Void> renamed(String chatId, String name);

        Mono<Void> dismissed(String chatId);

        /** Makes a corp tag in the console; completes with its id. */
        Mono<String> tag(String group, String name);

        /** Deletes a corp tag, or a whole group of them without an event for each. */
        Mono<Void> deletesTag(String tagId);

        Mono<Void> deletesTagGroup(String group);

        /** Returns what is true now. */
        Truth truth();
    }

    /**
     * What 客户联系 holds.
     *
     * @param follows by {@code external_userid/userid}
     * @param groups by chat_id, dismissed ones left out
     * @param tags names by id
     */
    record Truth(Map<String, Follow> follows, Map<String, GroupTruth> groups, Map<String, String> tags) {}

    /**
     * @param tagIds corp tags
     * @param personal personal tags by name
     */
    record Follow(String remark, List<String> mobiles, Set<String> tagIds, Set<String> personal) {}

    /** @param members ids of who is in it */
    record GroupTruth(String name, String version, Set<String> members) {}

    /** What can be called; {@link #CALLBACK} is the one call the stand-in makes. */
    enum Call {
        GETTOKEN,
        SYNC_MSG,
        SEND_MSG,
        SERVICE_STATE_GET,
        SERVICE_STATE_TRANS,
        CUSTOMER_BATCHGET,
        ACCOUNT_LIST,
        SERVICER_LIST,
        SEND_ON_EVENT,
        MEDIA_GET,
        MEDIA_UPLOAD,
        FOLLOW_USERS,
        CONTACT_GET,
        CONTACT_LIST,
        CONTACT_BATCH,
        GROUPCHAT_LIST,
        GROUPCHAT_GET,
        TAG_LIST,
        TAG_ADD,
        TAG_EDIT,
        TAG_DELETE,
        TAG_MARK,
        CALLBACK
    }

    /** What goes wrong. */
    sealed interface Fault {
        /** The call takes effect, its answer comes late. */
        record Slow(Duration by) implements Fault {}

        /** The call has no effect and answers this HTTP status. */
        record Status(int status) implements Fault {}

        /** The call has no effect and answers 200 with this errcode: 40014, 42001, 45009, -1, … */
        record Errcode(int errcode) implements Fault {}

        /** The call takes effect and the connection is reset instead of an answer. */
        record AnswerLost() implements Fault {}

        /** media/get: refused with 830002 unless asked for by {@code Range}, as large media are. */
        record PartsOnly() implements Fault {}

        /** media/get: the connection breaks after so many bytes of the answer. */
        record BrokenOff(int bytes) implements Fault {}

        /** sync_msg: a page whose {@code next_cursor} is the one asked with, so that the same page comes again. */
        record SamePageAgain() implements Fault {}

        /** sync_msg: an empty page with {@code has_more=1}. */
        record EmptyPage() implements Fault {}

        /** send_msg: accepted, but a {@code msg_send_fail} event follows. */
        record NotDelivered(int failType) implements Fault {}

        /** callback: never pushed. */
        record Lost() implements Fault {}

        /** callback: pushed twice, encrypted anew. */
        record Twice() implements Fault {}

        /** callback: pushed only after the next one. */
        record OutOfOrder() implements Fault {}
    }

    /**
     * An accepted send.
     *
     * @param msgid the sender's, or ours where it gave none
     * @param text the content of a text; the JSON body of other types
     * @param at the clock's time
     * @param delivered false when a {@code msg_send_fail} event followed
     */
    record Sent(
            String msgid,
            String openKfId,
            String externalUserId,
            String msgtype,
            String text,
            Instant at,
            boolean delivered) {}

    /**
     * What was asked and pushed.
     *
     * @param requests how often each API was called, refused or not
     * @param pushed callbacks that were due, lost ones included
     * @param acknowledged callbacks answered with 200
     * @param retries pushes repeated after a failure or 5 seconds
     * @param givenUp callbacks dropped after the last retry
     */
    record Traffic(Map<Call, Long> requests, long pushed, long acknowledged, long retries, long givenUp) {}

    /**
     * How a stand-in is set up; start from {@link #seeded}.
     *
     * @param port 0 = any free port
     * @param seed makes all ids, credentials and random faults
     * @param clock what its limits run on
     * @param tokenLife life of an access token, 2 hours at WeCom
     * @param callbackTimeout how long a callback may take, 5 seconds at WeCom
     * @param pageSize most messages on one page, at most 1000
     * @param openKfIds its customer-service accounts, {@code wk…}; empty = one made by the seed
     */
    record Config(
            int port,
            long seed,
            Clock clock,
            Duration tokenLife,
            Duration callbackTimeout,
            int pageSize,
            List<String> openKfIds) {

        /** WeCom as documented, on any free port, with one customer-service account. */
        public static Config seeded(long seed) {
            return new Config(0, seed, Clock.systemUTC(), Duration.ofHours(2), Duration.ofSeconds(5), 1000, List.of());
        }

        public Config withPort(int value) {
            return new Config(value, seed, clock, tokenLife, callbackTimeout, pageSize, openKfIds);
        }

        public Config withClock(Clock value) {
            return new Config(port, seed, value, tokenLife, callbackTimeout, pageSize, openKfIds);
        }

        public Config withCallbackTimeout(Duration value) {
            return new Config(port, seed, clock, tokenLife, value, pageSize, openKfIds);
        }

        public Config withPageSize(int value) {
            return new Config(port, seed, clock, tokenLife, callbackTimeout, value, openKfIds);
        }

        public Config withOpenKfIds(List<String> value) {
            return new Config(port, seed, clock, tokenLife, callbackTimeout, pageSize, value);
        }
    }
}
