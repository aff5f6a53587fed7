#pragma once
#include <curl/curl.h>
#include <malloc.h>

// One wrapper per argument type of libcurl's variadic functions.
CURLcode mp_easy_setopt_long(CURL *h, CURLoption o, long v);
CURLcode mp_easy_setopt_string(CURL *h, CURLoption o, const char *v);
CURLcode mp_easy_setopt_pointer(CURL *h, CURLoption o, void *v);
CURLcode mp_easy_setopt_list(CURL *h, CURLoption o, struct curl_slist *v);

typedef size_t (*mp_data_callback)(char *, size_t, size_t, void *);
CURLcode mp_easy_setopt_data(CURL *h, CURLoption o, mp_data_callback v);
typedef int (*mp_debug_callback)(CURL *, curl_infotype, char *, size_t, void *);
CURLcode mp_easy_setopt_debug(CURL *h, mp_debug_callback v);
typedef CURLcode (*mp_ssl_ctx_callback)(CURL *, void *, void *);
CURLcode mp_easy_setopt_ssl_ctx(CURL *h, mp_ssl_ctx_callback v);
typedef int (*mp_prereq_callback)(void *, char *, char *, int, int);
CURLcode mp_easy_setopt_prereq(CURL *h, mp_prereq_callback v);

static inline int mp_keep_freed_memory(int bytes) { return mallopt(M_TRIM_THRESHOLD, bytes); }
static inline int mp_grow_heaps_by(int bytes) { return mallopt(M_TOP_PAD, bytes); }
// Gives the program's own variables their memory now, as far as the kernel can; it would give it page by page at the first writes.
void mp_map_variables(void);

CURLcode mp_easy_getinfo_long(CURL *h, CURLINFO i, long *v);
CURLcode mp_easy_getinfo_offset(CURL *h, CURLINFO i, curl_off_t *v);
CURLcode mp_easy_getinfo_string(CURL *h, CURLINFO i, char **v);
CURLcode mp_easy_getinfo_pointer(CURL *h, CURLINFO i, void **v);

static inline curl_version_info_data *mp_version_info(void) { return curl_version_info(CURLVERSION_NOW); }

static inline CURL *mp_message_handle(const CURLMsg *m) { return m->easy_handle; }
static inline CURLcode mp_message_result(const CURLMsg *m) { return m->data.result; }

// Loads libcurl and all that it needs, which takes milliseconds; else the first call of a function does.
void mp_load_curl(void);
