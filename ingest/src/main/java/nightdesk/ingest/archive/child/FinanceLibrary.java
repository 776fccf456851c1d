package nightdesk.ingest.archive.child;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code WeWorkFinanceSdk_C.h} (WeCom document 91774); in C their names begin with a capital letter. A
 * null pointer means the library could not allocate.
 */
interface FinanceLibrary extends Library {
    @Nullable Pointer newSdk();

    int init(Pointer sdk, String corpId, String secret);

    int getChatData(
            Pointer sdk,
            long seq,
            int limit,
            @Nullable String proxy,
            @Nullable String password,
            int seconds,
            Pointer slice);

    int decryptData(String randomKey, String encrypted, Pointer slice);

    int getMediaData(
            Pointer sdk,
            String index,
            String fileId,
            @Nullable String proxy,
            @Nullable String password,
            int seconds,
            Pointer media);

    @Nullable Pointer newSlice();

    void freeSlice(Pointer slice);

    @Nullable Pointer getContentFromSlice(Pointer slice);

    int getSliceLen(Pointer slice);

    @Nullable Pointer newMediaData();

    void freeMediaData(Pointer media);

    @Nullable Pointer getOutIndexBuf(Pointer media);

    int getIndexLen(Pointer media);

    @Nullable Pointer getData(Pointer media);

    int getDataLen(Pointer media);

    int isMediaDataFinish(Pointer media);
}
