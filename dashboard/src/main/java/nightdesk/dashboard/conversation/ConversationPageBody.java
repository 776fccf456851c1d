package nightdesk.dashboard.conversation;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import nightdesk.ingest.ChatMessage;
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

    static ConversationPageBody of(ConversationPage page, ZoneId zone) {
        return new ConversationPageBody(
                page.total(),
                page.page(),
                page.items().stream().map(message -> Item.of(message, zone)).toList());
    }

    /** One message as the context of a hit shows it. */
    record Item(
            String messageId,
            Speaker speaker,
            @Nullable String speakerName,
            String type,
            String text,
            OffsetDateTime sentAt) {

        static Item of(ChatMessage message, ZoneId zone) {
            return new Item(
                    message.messageId(),
                    message.speaker(),
                    message.speaker() == Speaker.PATIENT && message.speakerName() == null
                            ? message.patientName()
                            : message.speakerName(),
                    message.type(),
                    message.text(),
                    message.sentAt().atZone(zone).toOffsetDateTime());
        }
    }
}
