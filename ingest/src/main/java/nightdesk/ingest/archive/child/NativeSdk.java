package nightdesk.ingest.archive.child;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's library through JNA. One handle for the life of the process, used by one thread: a handle that is made
 * and destroyed per call, or shared by threads, is what crashes elsewhere (facts § 7.5).
 */
final class NativeSdk implements Sdk {
    private static final byte[] LAST = {'1'};
    private static final byte[] NOT_LAST = {'0'};

    private @Nullable FinanceLibrary library;
    private @Nullable Pointer handle;

    @Override
    public Answer open(String path, String corpId, String secret) {
        FinanceLibrary loaded = load(path);
        Pointer sdk = allocated(loaded.newSdk());
        int code = loaded.init(sdk, corpId, secret);
        if (code != 0) {
            return Answer.failed(code);
        }
        library = loaded;
        handle = sdk;
        return new Answer(0, List.of());
    }

    private static FinanceLibrary load(String path) {
        FunctionMapper capital =
                (from, method) -> Character.toUpperCase(method.getName().charAt(0))
                        + method.getName().substring(1);
        try {
            return Native.load(
                    path,
                    FinanceLibrary.class,
                    Map.of(Library.OPTION_FUNCTION_MAPPER, capital, Library.OPTION_STRING_ENCODING, "UTF-8"));
        } catch (UnsatisfiedLinkError e) {
            throw new LibraryMissing(Objects.requireNonNullElse(e.getMessage(), "it cannot be loaded"));
        }
    }

    @Override
    public Answer pull(long seq, int limit, Network network) {
        return inSlice(slice -> library()
                .getChatData(
                        handle(),
                        seq,
                        limit,
                        orNull(network.proxy()),
                        orNull(network.password()),
                        network.seconds(),
                        slice));
    }

    @Override
    public Answer decrypt(String randomKey, String encrypted) {
        return inSlice(slice -> library().decryptData(randomKey, encrypted, slice));
    }

    private Answer inSlice(ToIntFunction<Pointer> call) {
        Pointer slice = allocated(library().newSlice());
        try {
            int code = call.applyAsInt(slice);
            return code == 0
                    ? new Answer(
                            0,
                            List.of(bytes(
                                    library().getContentFromSlice(slice),
                                    library().getSliceLen(slice))))
                    : Answer.failed(code);
        } finally {
            library().freeSlice(slice);
        }
    }

    @Override
    public Answer media(String index, String fileId, Network network) {
        return inMedia(media -> {
            int code = library()
                    .getMediaData(
                            handle(),
                            index,
                            fileId,
                            orNull(network.proxy()),
                            orNull(network.password()),
                            network.seconds(),
                            media);
            return code == 0 ? part(media) : Answer.failed(code);
        });
    }

    private Answer inMedia(Function<Pointer, Answer> call) {
        Pointer media = allocated(library().newMediaData());
        try {
            return call.apply(media);
        } finally {
            library().freeMediaData(media);
        }
    }

    private Answer part(Pointer media) {
        FinanceLibrary sdk = library();
        return new Answer(
                0,
                List.of(
                        sdk.isMediaDataFinish(media) == 1 ? LAST : NOT_LAST,
                        bytes(sdk.getOutIndexBuf(media), sdk.getIndexLen(media)),
                        bytes(sdk.getData(media), sdk.getDataLen(media))));
    }

    private FinanceLibrary library() {
        return Objects.requireNonNull(library, "the archive is not open");
    }

    private Pointer handle() {
        return Objects.requireNonNull(handle, "the archive is not open");
    }

    private static Pointer allocated(@Nullable Pointer pointer) {
        return Objects.requireNonNull(pointer, "the library could not allocate");
    }

    private static byte[] bytes(@Nullable Pointer at, int length) {
        return at == null || length <= 0 ? new byte[0] : at.getByteArray(0, length);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
