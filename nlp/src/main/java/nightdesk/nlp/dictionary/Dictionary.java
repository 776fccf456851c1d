package nightdesk.nlp.dictionary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import nightdesk.nlp.ChineseWords;
import nightdesk.nlp.LexiconCatalog;
import nightdesk.nlp.LexiconEntry;
import nightdesk.nlp.LexiconEntry.Sort;
import nightdesk.nlp.MessageIndex;
import nightdesk.nlp.dictionary.DictionaryStore.Content;
import nightdesk.nlp.dictionary.DictionaryStore.Row;
import nightdesk.nlp.lexicon.Explain;
import nightdesk.nlp.lexicon.LexiconCsv;
import nightdesk.nlp.lexicon.LexiconLists;
import nightdesk.nlp.lexicon.MergeShipped;
import nightdesk.nlp.lexicon.PublishedLexicon;
import nightdesk.nlp.lexicon.TradeLexicon;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Draft, versions and what is in use. */
final class Dictionary implements LexiconCatalog {
    private static final String SYSTEM = "系统";
    private static final int LOOK_AT = 5_000;
    private static final int EXAMPLES = 20;
    private static final int MAX_NAME = 40;
    private static final int MAX_ALIASES = 200;
    private static final int MOST_ERRORS = 100;

    private final DictionaryStore store;
    private final PublishedLexicon lexicon;
    private final MessageIndex index;
    private final ChineseWords words;
    private final FindNewWords newWords;
    private final Scheduler scheduler;

    Dictionary(
            DictionaryStore store,
            PublishedLexicon lexicon,
            MessageIndex index,
            ChineseWords words,
            FindNewWords newWords,
            Scheduler scheduler) {
        this.store = store;
        this.lexicon = lexicon;
        this.index = index;
        this.words = words;
        this.newWords = newWords;
        this.scheduler = scheduler;
    }

    /** Brings in what this release ships, once, without losing what was edited. */
    Mono<Void> seed() {
        LexiconLists shipped = LexiconLists.shipped();
        Content theirs = new Content(shipped.version(), shipped.entries());
        return store.alone(store.shipped()
                        .map(base -> base.fingerprint().equals(theirs.fingerprint())
                                ? Mono.<Void>empty()
                                : mergeIn(base.entries(), theirs))
                        .defaultIfEmpty(Mono.defer(() -> first(theirs)))
                        .flatMap(work -> work.thenReturn(true)))
                .then();
    }

    private Mono<Void> first(Content theirs) {
        return store.replaceDraft(theirs.entries(), SYSTEM)
                .then(store.publish(theirs, changes(List.of(), theirs.entries()), "随软件附带的词典", SYSTEM))
                .then(store.keepShipped(theirs));
    }

    private Mono<Void> mergeIn(List<LexiconEntry> base, Content theirs) {
        Mono<Void> inUse = store.inUse().flatMap(now -> {
            LexiconLists merged = LexiconLists.of(MergeShipped.merge(base, now.entries(), theirs.entries()));
            return merged.version().equals(now.fingerprint())
                    ? Mono.empty()
                    : store.publish(content(merged), changes(now.entries(), merged.entries()), "随软件升级合并", SYSTEM)
                            .then();
        });
        Mono<Void> draft = store.draft()
                .map(Dictionary::entries)
                .flatMap(mine -> store.replaceDraft(MergeShipped.merge(base, mine, theirs.entries()), SYSTEM));
        return inUse.then(draft).then(store.keepShipped(theirs));
    }

    /** Puts in use what was published last. */
    Mono<Void> reload() {
        return store.inUse()
                .publishOn(scheduler)
                .doOnNext(now -> lexicon.replace(new TradeLexicon(new LexiconLists(now.entries(), now.fingerprint()))))
                .then();
    }

    @Override
    public Mono<Listing> list(@Nullable String q, @Nullable Sort sort, int page, int size) {
        return store.draft().map(rows -> {
            List<Kept> fitting = rows.stream()
                    .filter(row -> sort == null || row.entry().sort() == sort)
                    .filter(row -> q == null || holds(row.entry(), q.strip().toLowerCase(java.util.Locale.ROOT)))
                    .sorted(Comparator.comparing((Row row) -> row.entry().sort())
                            .thenComparing(row -> !row.entry().name().equals(q))
                            .thenComparing(row -> row.entry().name()))
                    .map(this::kept)
                    .toList();
            return new Listing(
                    fitting.size(),
                    fitting.stream().skip((long) page * size).limit(size).toList());
        });
    }

    private static boolean holds(LexiconEntry entry, String q) {
        return entry.name().toLowerCase(java.util.Locale.ROOT).contains(q)
                || entry.category().contains(q)
                || entry.aliases().stream()
                        .anyMatch(alias ->
                                alias.toLowerCase(java.util.Locale.ROOT).contains(q));
    }

    private Kept kept(Row row) {
        return new Kept(
                row.entry().id(), row.entry(), row.editedAt(), row.editedBy(), !inUse().containsValue(row.entry()));
    }

    private Map<String, LexiconEntry> inUse() {
        return byId(lexicon.current().lists().entries());
    }

    private static Map<String, LexiconEntry> byId(List<LexiconEntry> entries) {
        return entries.stream().collect(Collectors.toMap(LexiconEntry::id, Function.identity(), (a, b) -> a));
    }

    @Override
    public Mono<Kept> byId(String id) {
        return store.draft()
                .flatMapIterable(rows -> rows)
                .filter(row -> row.entry().id().equals(id))
                .next()
                .map(this::kept);
    }

    @Override
    public Mono<Kept> save(LexiconEntry entry, @Nullable String replaces, String by) {
        return store.alone(store.draft().map(Dictionary::entries).flatMap(draft -> {
                    List<LexiconEntry> others = draft.stream()
                            .filter(other -> !other.id().equals(entry.id())
                                    && !other.id().equals(replaces))
                            .toList();
                    check(entry, others);
                    Mono<Void> old = replaces == null || replaces.equals(entry.id())
                            ? Mono.empty()
                            : store.remove(replaces).then();
                    return old.then(store.put(entry, by)).thenReturn(entry);
                }))
                .flatMap(saved -> byId(saved.id()));
    }

    /** @throws IllegalArgumentException in Chinese */
    private static void check(LexiconEntry entry, List<LexiconEntry> others) {
        require(!entry.name().isBlank(), "名称是空的，应有一个名称");
        require(entry.name().length() <= MAX_NAME, "名称有 " + entry.name().length() + " 个字，应不超过 " + MAX_NAME);
        require(entry.aliases().size() <= MAX_ALIASES, "别名有 " + entry.aliases().size() + " 个，应不超过 " + MAX_ALIASES);
        require(
                entry.aliases().stream().noneMatch(alias -> alias.isBlank() || alias.length() > 4 * MAX_NAME),
                "别名有空的或过长的，应为 1 至 " + 4 * MAX_NAME + " 个字");
        Set<String> treatments = others.stream()
                .filter(other -> other.sort() == Sort.TREATMENT)
                .map(LexiconEntry::name)
                .collect(Collectors.toSet());
        entry.treatments().forEach(name -> require(treatments.contains(name), "代表项目「" + name + "」不在词典里，应是已有的项目名"));
        entry.parents().forEach(name -> require(treatments.contains(name), "上级「" + name + "」不在词典里，应是已有的项目名"));
        refuseConflicts(entry, others);
    }

    private static void refuseConflicts(LexiconEntry entry, List<LexiconEntry> others) {
        List<LexiconEntry> all = new ArrayList<>(others);
        all.add(entry);
        TradeLexicon.conflicts(all).values().stream()
                .filter(same -> same.contains(entry))
                .findFirst()
                .ifPresent(same -> {
                    throw new IllegalArgumentException("有一个写法已属于同一类的「"
                            + same.stream()
                                    .filter(other -> !other.equals(entry))
                                    .map(LexiconEntry::name)
                                    .collect(Collectors.joining("」「"))
                            + "」，同一类里一个写法只能属于一个词条");
                });
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    @Override
    public Mono<Boolean> remove(String id, String by) {
        return store.remove(id);
    }

    @Override
    public Mono<Changes> changes() {
        return store.draft()
                .map(Dictionary::entries)
                .zipWith(store.inUse(), (draft, now) -> changes(now.entries(), draft));
    }

    private static Changes changes(List<LexiconEntry> before, List<LexiconEntry> after) {
        Map<String, LexiconEntry> old = byId(before);
        Map<String, LexiconEntry> now = byId(after);
        return new Changes(
                names(after, entry -> !old.containsKey(entry.id())),
                names(after, entry -> old.containsKey(entry.id()) && !entry.equals(old.get(entry.id()))),
                names(before, entry -> !now.containsKey(entry.id())));
    }

    private static List<String> names(List<LexiconEntry> entries, java.util.function.Predicate<LexiconEntry> which) {
        return entries.stream().filter(which).map(LexiconEntry::name).toList();
    }

    @Override
    public Mono<Preview> preview() {
        return store.draft()
                .map(Dictionary::entries)
                .zipWith(changes())
                .publishOn(scheduler)
                .map(both -> preview(LexiconLists.of(both.getT1()), both.getT2()));
    }

    private Preview preview(LexiconLists draft, Changes changes) {
        TradeLexicon before = lexicon.current();
        TradeLexicon after = new TradeLexicon(draft);
        Set<String> spellings = after.changedSince(before);
        MessageIndex.Holding holding = index.holding(spellings, LOOK_AT);
        List<Example> changing = holding.texts().stream()
                .map(text -> new Example(text, reading(before, text), reading(after, text)))
                .filter(example -> !example.before().equals(example.after()))
                .toList();
        return new Preview(
                changes,
                spellings.stream().limit(LOOK_AT).toList(),
                holding.total(),
                holding.texts().size(),
                changing.size(),
                changing.stream().limit(EXAMPLES).toList());
    }

    private static List<String> reading(TradeLexicon lexicon, String text) {
        Set<String> names = new TreeSet<>();
        lexicon.mentions(text).forEach(mention -> {
            names.add(mention.canonical());
            names.addAll(lexicon.impliedTreatments(mention.kind(), mention.canonical()));
        });
        return List.copyOf(names);
    }

    @Override
    public Mono<Version> publish(String note, String by) {
        return store.alone(store.draft()
                        .map(rows -> LexiconLists.of(entries(rows)))
                        .zipWith(store.inUse())
                        .flatMap(both -> publish(both.getT1(), both.getT2(), note, by)))
                .flatMap(version -> reload().thenReturn(version));
    }

    private Mono<Version> publish(LexiconLists draft, Content now, String note, String by) {
        Changes changes = changes(now.entries(), draft.entries());
        if (changes.isNone()) {
            return Mono.empty();
        }
        return store.publish(content(new TradeLexicon(draft).lists()), changes, note, by);
    }

    @Override
    public Flux<Version> versions() {
        return store.versions();
    }

    @Override
    public Mono<Version> rollBack(int number, String by) {
        return store.alone(store.version(number).zipWith(store.inUse()).flatMap(both -> {
                    Content old = both.getT1();
                    Changes changes = changes(both.getT2().entries(), old.entries());
                    return store.replaceDraft(old.entries(), by)
                            .then(store.publish(old, changes, "退回到第 " + number + " 版", by));
                }))
                .flatMap(version -> reload().thenReturn(version));
    }

    @Override
    public Mono<Imported> importCsv(String csv, String by) {
        return store.alone(store.draft().map(Dictionary::entries).flatMap(draft -> {
            Intake intake = new Intake(draft);
            LexiconCsv.read(csv).forEach(intake::take);
            return Flux.fromIterable(intake.taken)
                    .concatMap(entry -> store.put(entry, by))
                    .then(Mono.just(intake.report()));
        }));
    }

    /** Takes the lines of a table one after the other, each against those before it. */
    private static final class Intake {
        private final Map<String, LexiconEntry> draft;
        private final List<LexiconEntry> taken = new ArrayList<>();
        private final List<LineError> errors = new ArrayList<>();
        private int added;
        private int unchanged;
        private int rejected;

        Intake(List<LexiconEntry> draft) {
            this.draft = new java.util.LinkedHashMap<>(byId(draft));
        }

        void take(LexiconCsv.Line line) {
            try {
                take(line.entry());
            } catch (IllegalArgumentException e) {
                rejected++;
                if (errors.size() < MOST_ERRORS) {
                    errors.add(new LineError(line.number(), Objects.requireNonNull(e.getMessage())));
                }
            }
        }

        private void take(LexiconEntry entry) {
            LexiconEntry old = draft.get(entry.id());
            if (entry.equals(old)) {
                unchanged++;
                return;
            }
            check(
                    entry,
                    draft.values().stream()
                            .filter(other -> !other.id().equals(entry.id()))
                            .toList());
            added += old == null ? 1 : 0;
            draft.put(entry.id(), entry);
            taken.add(entry);
        }

        Imported report() {
            return new Imported(added, taken.size() - added, unchanged, rejected, List.copyOf(errors));
        }
    }

    @Override
    public Mono<String> exportCsv() {
        return store.draft()
                .map(Dictionary::entries)
                .map(entries -> LexiconCsv.write(entries.stream()
                        .sorted(Comparator.comparing(LexiconEntry::sort).thenComparing(LexiconEntry::name))
                        .toList()));
    }

    @Override
    public Analysis analyze(String text) {
        return Explain.of(lexicon.current(), text, words.cut(text));
    }

    @Override
    public Reading reading() {
        return new Reading(lexicon.version(), index.status().messages(), index.outdated());
    }

    @Override
    public Mono<Candidates> candidates() {
        return store.ignored().map(newWords::without);
    }

    @Override
    public Mono<Void> ignore(String word, String by) {
        return store.ignore(word, by);
    }

    private static Content content(LexiconLists lists) {
        return new Content(lists.version(), lists.entries());
    }

    private static List<LexiconEntry> entries(List<Row> rows) {
        return rows.stream().map(Row::entry).toList();
    }
}
