#pragma once
#include <lber.h>
#include <ldap.h>
#include <openldap.h>
#include <sasl/sasl.h>
#include <linux/memfd.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/syscall.h>
#include <unistd.h>

// libldap's options, one wrapper per argument type, and macros that Swift cannot see; no logic.
static inline int mp_ldap_set_int(LDAP *h, int option, int value) { return ldap_set_option(h, option, &value); }
static inline int mp_ldap_set_on(LDAP *h, int option) { return ldap_set_option(h, option, LDAP_OPT_ON); }
static inline int mp_ldap_set_off(LDAP *h, int option) { return ldap_set_option(h, option, LDAP_OPT_OFF); }
static inline int mp_ldap_set_string(LDAP *h, int option, const char *value) { return ldap_set_option(h, option, value); }
static inline int mp_ldap_get_int(LDAP *h, int option, int *value) { return ldap_get_option(h, option, value); }
static inline int mp_ldap_get_length(LDAP *h, int option, ber_len_t *value) { return ldap_get_option(h, option, value); }
static inline int mp_ldap_get_string(LDAP *h, int option, char **value) { return ldap_get_option(h, option, value); }
static inline int mp_ldap_get_bytes(LDAP *h, int option, struct berval *value) { return ldap_get_option(h, option, value); }
static inline int mp_ldap_get_sockbuf(LDAP *h, Sockbuf **value) { return ldap_get_option(h, LDAP_OPT_SOCKBUF, value); }
static inline int mp_sockbuf_set_length(Sockbuf *s, int option, ber_len_t value) { return ber_sockbuf_ctrl(s, option, &value); }

// Whether any function of libldap was called yet.
int mp_ldap_is_loaded(void);

// The number of libldap's release, such as 20513 for 2.5.13; 0 where it does not tell.
static inline int mp_ldap_vendor_version(void) {
    LDAPAPIInfo info = {.ldapai_info_version = LDAP_API_INFO_VERSION};
    if (ldap_get_option(0, LDAP_OPT_API_INFO, &info) != LDAP_OPT_SUCCESS) return 0;
    int version = info.ldapai_vendor_version;
    ldap_memfree(info.ldapai_vendor_name);
    ldap_memvfree((void **)info.ldapai_extensions);
    return version;
}

static inline int mp_memory_file(const char *name) { return (int)syscall(SYS_memfd_create, name, MFD_CLOEXEC); }
