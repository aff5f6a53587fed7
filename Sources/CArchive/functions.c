// libarchive is loaded when one of its functions is called first: it and its libraries for XML and Unicode take milliseconds at
// the start of every process. Each line has the prototype of the header, which the compiler checks.
#include "lazy_library.h"
#include "shim.h"

static struct lazy_library library = {"libarchive.so.13", 0};

__LA_MODE_T archive_entry_filetype(struct archive_entry *a) { return LAZY(archive_entry_filetype)(a); }
const char *archive_entry_hardlink(struct archive_entry *a) { return LAZY(archive_entry_hardlink)(a); }
int archive_entry_is_encrypted(struct archive_entry *a) { return LAZY(archive_entry_is_encrypted)(a); }
time_t archive_entry_mtime(struct archive_entry *a) { return LAZY(archive_entry_mtime)(a); }
int archive_entry_mtime_is_set(struct archive_entry *a) { return LAZY(archive_entry_mtime_is_set)(a); }
const char *archive_entry_pathname(struct archive_entry *a) { return LAZY(archive_entry_pathname)(a); }
const char *archive_entry_pathname_utf8(struct archive_entry *a) { return LAZY(archive_entry_pathname_utf8)(a); }
la_int64_t archive_entry_size(struct archive_entry *a) { return LAZY(archive_entry_size)(a); }
int archive_entry_size_is_set(struct archive_entry *a) { return LAZY(archive_entry_size_is_set)(a); }
const char *archive_entry_symlink(struct archive_entry *a) { return LAZY(archive_entry_symlink)(a); }
const char *archive_error_string(struct archive *a) { return LAZY(archive_error_string)(a); }
la_ssize_t archive_read_data(struct archive *a, void *b, size_t c) { return LAZY(archive_read_data)(a, b, c); }
int archive_read_free(struct archive *a) { return LAZY(archive_read_free)(a); }
struct archive *archive_read_new(void) { return LAZY(archive_read_new)(); }
int archive_read_next_header(struct archive *a, struct archive_entry **b) { return LAZY(archive_read_next_header)(a, b); }
int archive_read_open_fd(struct archive *a, int b, size_t c) { return LAZY(archive_read_open_fd)(a, b, c); }
int archive_read_open_memory(struct archive *a, const void *b, size_t c) { return LAZY(archive_read_open_memory)(a, b, c); }
int archive_read_append_filter(struct archive *a, int b) { return LAZY(archive_read_append_filter)(a, b); }
int archive_read_support_format_tar(struct archive *a) { return LAZY(archive_read_support_format_tar)(a); }
int archive_read_support_format_zip_seekable(struct archive *a) { return LAZY(archive_read_support_format_zip_seekable)(a); }
int archive_errno(struct archive *a) { return LAZY(archive_errno)(a); }
void archive_entry_free(struct archive_entry *a) { LAZY(archive_entry_free)(a); }
struct archive_entry *archive_entry_new(void) { return LAZY(archive_entry_new)(); }
void archive_entry_set_mode(struct archive_entry *a, __LA_MODE_T b) { LAZY(archive_entry_set_mode)(a, b); }
void archive_entry_set_pathname(struct archive_entry *a, const char *b) { LAZY(archive_entry_set_pathname)(a, b); }
void archive_entry_set_size(struct archive_entry *a, la_int64_t b) { LAZY(archive_entry_set_size)(a, b); }
const char *archive_version_details(void) { return LAZY(archive_version_details)(); }
int archive_write_close(struct archive *a) { return LAZY(archive_write_close)(a); }
la_ssize_t archive_write_data(struct archive *a, const void *b, size_t c) { return LAZY(archive_write_data)(a, b, c); }
int archive_write_fail(struct archive *a) { return LAZY(archive_write_fail)(a); }
int archive_write_finish_entry(struct archive *a) { return LAZY(archive_write_finish_entry)(a); }
int archive_write_free(struct archive *a) { return LAZY(archive_write_free)(a); }
int archive_write_header(struct archive *a, struct archive_entry *b) { return LAZY(archive_write_header)(a, b); }
struct archive *archive_write_new(void) { return LAZY(archive_write_new)(); }
int archive_write_open_fd(struct archive *a, int b) { return LAZY(archive_write_open_fd)(a, b); }
int archive_write_set_bytes_in_last_block(struct archive *a, int b) { return LAZY(archive_write_set_bytes_in_last_block)(a, b); }
int archive_write_set_bytes_per_block(struct archive *a, int b) { return LAZY(archive_write_set_bytes_per_block)(a, b); }
int archive_write_set_format_zip(struct archive *a) { return LAZY(archive_write_set_format_zip)(a); }
int archive_write_set_options(struct archive *a, const char *b) { return LAZY(archive_write_set_options)(a, b); }
