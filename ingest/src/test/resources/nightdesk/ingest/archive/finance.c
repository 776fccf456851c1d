/* A library with the functions of WeWorkFinanceSdk_C.h and none of its insides, for NativeChildIT. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { char *buf; int len; } Slice;
typedef struct { char *outindexbuf; int out_len; char *data; int data_len; int is_finish; } Media;

void *NewSdk(void) { return malloc(8); }
void DestroySdk(void *sdk) { free(sdk); }
int Init(void *sdk, const char *corp, const char *secret) { return strcmp(secret, "right") ? 10000 : 0; }
Slice *NewSlice(void) { return calloc(1, sizeof(Slice)); }
void FreeSlice(Slice *s) { free(s->buf); free(s); }
char *GetContentFromSlice(Slice *s) { return s->buf; }
int GetSliceLen(Slice *s) { return s->len; }
static int fill(Slice *s, const char *text) { s->buf = strdup(text); s->len = (int) strlen(text); return 0; }

int GetChatData(void *sdk, unsigned long long seq, unsigned int limit, const char *proxy, const char *passwd,
                int timeout, Slice *s) {
    char text[300];
    printf("sdk: a library may print what it likes\n");
    fflush(stdout);
    if (limit > 1000) return 10000;
    snprintf(text, sizeof text, "{\"errcode\":0,\"seq\":\"%llu\",\"limit\":%u,\"proxy\":\"%s\",\"seconds\":%d}", seq,
             limit, proxy ? proxy : "none", timeout);
    return fill(s, text);
}

int DecryptData(const char *key, const char *message, Slice *s) {
    if (!strcmp(message, "crash")) *(volatile int *) 8 = 1;
    if (strcmp(key, "key")) return 10006;
    return fill(s, message);
}

Media *NewMediaData(void) { return calloc(1, sizeof(Media)); }
void FreeMediaData(Media *m) { free(m->outindexbuf); free(m->data); free(m); }
char *GetOutIndexBuf(Media *m) { return m->outindexbuf; }
int GetIndexLen(Media *m) { return m->out_len; }
char *GetData(Media *m) { return m->data; }
int GetDataLen(Media *m) { return m->data_len; }
int IsMediaDataFinish(Media *m) { return m->is_finish; }
int GetMediaData(void *sdk, const char *index, const char *file, const char *proxy, const char *passwd, int timeout,
                 Media *m) {
    if (strcmp(file, "known")) return 10005;
    m->is_finish = index[0] != 0;
    m->outindexbuf = strdup("Range:bytes=4-7");
    m->out_len = 15;
    m->data = malloc(4);
    m->data_len = 4;
    memcpy(m->data, m->is_finish ? "\x04\x05\x00\x07" : "\x00\x01\xff\x03", 4);
    return 0;
}
