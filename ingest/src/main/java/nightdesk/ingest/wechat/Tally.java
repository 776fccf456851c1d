package nightdesk.ingest.wechat;

/** What a job has counted so far. */
record Tally(long imported, long duplicates, long quarantined, long rejected, long bytesRead) {
    static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);

    long read() {
        return imported + duplicates + quarantined + rejected;
    }

    /** Adds the counts of a batch; its position in the file replaces the one before. */
    Tally and(Tally batch) {
        return new Tally(
                imported + batch.imported,
                duplicates + batch.duplicates,
                quarantined + batch.quarantined,
                rejected + batch.rejected,
                Math.max(bytesRead, batch.bytesRead));
    }
}
