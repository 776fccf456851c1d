package nightdesk.ingest.archive;

import nightdesk.ingest.WecomAccount;

/**
 * One corp whose archive is switched on.
 *
 * @param api the WeCom account with the archive's own secret, for the archive's HTTP API
 */
record Corp(WecomAccount api, ChatArchive archive, ArchiveKeys keys, ArchiveState state) {
    String account() {
        return api.name();
    }
}
