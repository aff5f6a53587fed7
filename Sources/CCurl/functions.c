// libcurl is loaded when one of its functions is called first, or beforehand by mp_load_curl: it and the libraries that it
// needs take milliseconds at the start of a process. Each line has the prototype of the header, which the compiler checks.
#include "lazy_library.h"
#include "shim.h"

static struct lazy_library library = {"libcurl.so.4", 0};

void mp_load_curl(void) { lazy_library_load(&library); }

void curl_easy_cleanup(CURL *a) { LAZY(curl_easy_cleanup)(a); }
CURL *curl_easy_init(void) { return LAZY(curl_easy_init)(); }
CURLcode curl_global_init(long a) { return LAZY(curl_global_init)(a); }
CURLMcode curl_multi_add_handle(CURLM *a, CURL *b) { return LAZY(curl_multi_add_handle)(a, b); }
CURLMcode curl_multi_cleanup(CURLM *a) { return LAZY(curl_multi_cleanup)(a); }
CURLMsg *curl_multi_info_read(CURLM *a, int *b) { return LAZY(curl_multi_info_read)(a, b); }
CURLM *curl_multi_init(void) { return LAZY(curl_multi_init)(); }
CURLMcode curl_multi_perform(CURLM *a, int *b) { return LAZY(curl_multi_perform)(a, b); }
CURLMcode curl_multi_poll(CURLM *a, struct curl_waitfd b[], unsigned int c, int d, int *e) { return LAZY(curl_multi_poll)(a, b, c, d, e); }
CURLMcode curl_multi_remove_handle(CURLM *a, CURL *b) { return LAZY(curl_multi_remove_handle)(a, b); }
CURLMcode curl_multi_wakeup(CURLM *a) { return LAZY(curl_multi_wakeup)(a); }
struct curl_slist *curl_slist_append(struct curl_slist *a, const char *b) { return LAZY(curl_slist_append)(a, b); }
void curl_slist_free_all(struct curl_slist *a) { LAZY(curl_slist_free_all)(a); }
curl_version_info_data *curl_version_info(CURLversion a) { return LAZY(curl_version_info)(a); }

CURLcode mp_easy_setopt_long(CURL *h, CURLoption o, long v) { return LAZY(curl_easy_setopt)(h, o, v); }
CURLcode mp_easy_setopt_string(CURL *h, CURLoption o, const char *v) { return LAZY(curl_easy_setopt)(h, o, v); }
CURLcode mp_easy_setopt_pointer(CURL *h, CURLoption o, void *v) { return LAZY(curl_easy_setopt)(h, o, v); }
CURLcode mp_easy_setopt_list(CURL *h, CURLoption o, struct curl_slist *v) { return LAZY(curl_easy_setopt)(h, o, v); }
CURLcode mp_easy_setopt_data(CURL *h, CURLoption o, mp_data_callback v) { return LAZY(curl_easy_setopt)(h, o, v); }
CURLcode mp_easy_setopt_debug(CURL *h, mp_debug_callback v) { return LAZY(curl_easy_setopt)(h, CURLOPT_DEBUGFUNCTION, v); }
CURLcode mp_easy_setopt_ssl_ctx(CURL *h, mp_ssl_ctx_callback v) { return LAZY(curl_easy_setopt)(h, CURLOPT_SSL_CTX_FUNCTION, v); }
CURLcode mp_easy_setopt_prereq(CURL *h, mp_prereq_callback v) { return LAZY(curl_easy_setopt)(h, CURLOPT_PREREQFUNCTION, v); }
CURLcode mp_easy_getinfo_long(CURL *h, CURLINFO i, long *v) { return LAZY(curl_easy_getinfo)(h, i, v); }
CURLcode mp_easy_getinfo_offset(CURL *h, CURLINFO i, curl_off_t *v) { return LAZY(curl_easy_getinfo)(h, i, v); }
CURLcode mp_easy_getinfo_string(CURL *h, CURLINFO i, char **v) { return LAZY(curl_easy_getinfo)(h, i, v); }
CURLcode mp_easy_getinfo_pointer(CURL *h, CURLINFO i, void **v) { return LAZY(curl_easy_getinfo)(h, i, v); }
