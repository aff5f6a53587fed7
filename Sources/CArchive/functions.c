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
