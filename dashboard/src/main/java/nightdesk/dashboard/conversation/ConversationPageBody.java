package nightdesk.dashboard.conversation;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import nightdesk.ingest.ChatMessage;
import nightdesk.ingest.Media;
import nightdesk.ingest.Media.Medium;
import nightdesk.ingest.MessageStore.ConversationPage;
import nightdesk.ingest.Speaker;
import org.jspecify.annotations.Nullable;

/**
 * One page of a conversation.
 *
 * @param total messages in the conversation
 * @param page the page this is, from 0
 * @param items oldest first
 */
record ConversationPageBody(long total, int page, List<Item> items) {

    static ConversationPageBody of(ConversationPage page, Map<String, Medium> media, ZoneId zone) {
        return new ConversationPageBody(
                page.total(),
                page.page(),
                page.items().stream()
                        .map(message -> Item.of(message, media.get(message.messageId()), zone))
                        .toList());
    }

    /**
     * One message as the context of a hit shows it.
     *
     * @param type as the channel names it; {@code recalled} = taken back, the words are gone
     * @param media the picture, voice, video or file that came with it; null = none
     */
    record Item(
            String messageId,
            Speaker speaker,
            @Nullable String speakerName,
            String type,
            String text,
            OffsetDateTime sentAt,
            @Nullable MediaBody media) {

        static Item of(ChatMessage message, @Nullable Medium medium, ZoneId zone) {
            return new Item(
                    message.messageId(),
                    message.speaker(),
                    message.speaker() == Speaker.PATIENT && message.speakerName() == null
                            ? message.patientName()
                            : message.speakerName(),
                    message.type(),
                    message.text(),
                    message.sentAt().atZone(zone).toOffsetDateTime(),
                    medium == null ? null : MediaBody.of(medium));
        }
    }

    /**
     * @param kind image, voice, video or file
     * @param state pending, stored, refused or gone
     * @param contentType by its content; null until stored
     * @param bytes how many
     * @param fileName as it was sent; null when unknown
     * @param reason why it is refused or gone; null otherwise
     * @param shown whether a browser may show it in the page
     */
    record MediaBody(
            String kind,
            Media.State state,
            @Nullable String contentType,
            long bytes,
            @Nullable String fileName,
            @Nullable String reason,
            boolean shown) {

        static MediaBody of(Medium medium) {
            return new MediaBody(
                    medium.kind(),
                    medium.state(),
                    medium.contentType(),
                    medium.bytes(),
                    medium.fileName(),
                    medium.reason(),
                    medium.isShown());
        }
    }
}
