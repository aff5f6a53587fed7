// The least that libcurl can be asked to do: COUNT GETs over fresh TLS connections, WIDTH at a time, one thread.
// usage: multi_loop CA-FILE PORT COUNT WIDTH
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

static size_t discard(char *data, size_t size, size_t count, void *context) {
  (void)data;
  (void)context;
  return size * count;
}

static void start(CURLM *multi, const char *ca, int port, int number) {
  char url[128], connect_to[128];
  snprintf(url, sizeof url, "https://h%d.lab.test/", number);
  snprintf(connect_to, sizeof connect_to, "::127.0.0.1:%d", port);
  struct curl_slist *redirections = curl_slist_append(NULL, connect_to);
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, url);
  curl_easy_setopt(easy, CURLOPT_CONNECT_TO, redirections);
  curl_easy_setopt(easy, CURLOPT_PRIVATE, redirections);
  curl_easy_setopt(easy, CURLOPT_CAINFO, ca);
  curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
  curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
  curl_multi_add_handle(multi, easy);
}

int main(int argc, char **argv) {
  if (argc != 5) return 64;
  const int port = atoi(argv[2]), count = atoi(argv[3]), width = atoi(argv[4]);
  curl_global_init(CURL_GLOBAL_ALL);
  CURLM *multi = curl_multi_init();
  int started = 0, running = 0, left = 0, good = 0;
  while (started < count && started < width) start(multi, argv[1], port, started++);
  do {
    curl_multi_perform(multi, &running);
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
      CURL *easy = message->easy_handle;
      struct curl_slist *redirections = NULL;
      good += message->data.result == CURLE_OK;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&redirections);
      curl_multi_remove_handle(multi, easy);
      curl_easy_cleanup(easy);
      curl_slist_free_all(redirections);
      if (started < count) start(multi, argv[1], port, started++), running = 1;
    }
    curl_multi_poll(multi, NULL, 0, 1000, NULL);
  } while (running > 0);
  curl_multi_cleanup(multi);
  return good == count ? 0 : 1;
}
