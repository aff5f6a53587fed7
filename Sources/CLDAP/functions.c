// libldap is loaded when one of its functions is called first: it and what it needs take milliseconds at the start of every
// process, and most runs have no directory to read. Each line has the prototype of the header, which the compiler checks.
#include "lazy_library.h"
#include "shim.h"

static struct lazy_library library = {"libldap-2.5.so.0", 0};

int mp_ldap_is_loaded(void) { return __atomic_load_n(&library.handle, __ATOMIC_ACQUIRE) != 0; }

// What LDAP_OPT_ON points to; libldap looks at the address alone.
char ber_pvt_opt_on;

void ber_free(BerElement *a, int b) { LAZY(ber_free)(a, b); }
void ber_memfree(void *a) { LAZY(ber_memfree)(a); }
int ber_sockbuf_add_io(Sockbuf *a, Sockbuf_IO *b, int c, void *d) { return LAZY(ber_sockbuf_add_io)(a, b, c, d); }
int ber_sockbuf_ctrl(Sockbuf *a, int b, void *c) { return LAZY(ber_sockbuf_ctrl)(a, b, c); }
int ldap_abandon_ext(LDAP *a, int b, LDAPControl **c, LDAPControl **d) { return LAZY(ldap_abandon_ext)(a, b, c, d); }
LDAPControl *ldap_control_find(const char *a, LDAPControl **b, LDAPControl ***c) { return LAZY(ldap_control_find)(a, b, c); }
void ldap_control_free(LDAPControl *a) { LAZY(ldap_control_free)(a); }
void ldap_controls_free(LDAPControl **a) { LAZY(ldap_controls_free)(a); }
int ldap_create_page_control(LDAP *a, ber_int_t b, struct berval *c, int d, LDAPControl **e) { return LAZY(ldap_create_page_control)(a, b, c, d, e); }
int ldap_dn2str(LDAPDN a, char **b, unsigned c) { return LAZY(ldap_dn2str)(a, b, c); }
void ldap_dnfree(LDAPDN a) { LAZY(ldap_dnfree)(a); }
int ldap_extended_operation(LDAP *a, const char *b, struct berval *c, LDAPControl **d, LDAPControl **e, int *f) { return LAZY(ldap_extended_operation)(a, b, c, d, e, f); }
int ldap_get_attribute_ber(LDAP *a, LDAPMessage *b, BerElement *c, struct berval *d, struct berval **e) { return LAZY(ldap_get_attribute_ber)(a, b, c, d, e); }
int ldap_get_dn_ber(LDAP *a, LDAPMessage *b, BerElement **c, struct berval *d) { return LAZY(ldap_get_dn_ber)(a, b, c, d); }
int ldap_get_option(LDAP *a, int b, void *c) { return LAZY(ldap_get_option)(a, b, c); }
int ldap_init_fd(ber_socket_t a, int b, const char *c, LDAP **d) { return LAZY(ldap_init_fd)(a, b, c, d); }
int ldap_install_tls(LDAP *a) { return LAZY(ldap_install_tls)(a); }
void ldap_memfree(void *a) { LAZY(ldap_memfree)(a); }
void ldap_memvfree(void **a) { LAZY(ldap_memvfree)(a); }
int ldap_msgfree(LDAPMessage *a) { return LAZY(ldap_msgfree)(a); }
int ldap_msgtype(LDAPMessage *a) { return LAZY(ldap_msgtype)(a); }
int ldap_parse_reference(LDAP *a, LDAPMessage *b, char ***c, LDAPControl ***d, int e) { return LAZY(ldap_parse_reference)(a, b, c, d, e); }
int ldap_parse_result(LDAP *a, LDAPMessage *b, int *c, char **d, char **e, char ***f, LDAPControl ***g, int h) { return LAZY(ldap_parse_result)(a, b, c, d, e, f, g, h); }
int ldap_result(LDAP *a, int b, int c, struct timeval *d, LDAPMessage **e) { return LAZY(ldap_result)(a, b, c, d, e); }
int ldap_sasl_bind(LDAP *a, const char *b, const char *c, struct berval *d, LDAPControl **e, LDAPControl **f, int *g) { return LAZY(ldap_sasl_bind)(a, b, c, d, e, f, g); }
int ldap_sasl_interactive_bind(LDAP *a, const char *b, const char *c, LDAPControl **d, LDAPControl **e, unsigned f, LDAP_SASL_INTERACT_PROC *g, void *h, LDAPMessage *i, const char **j, int *k) { return LAZY(ldap_sasl_interactive_bind)(a, b, c, d, e, f, g, h, i, j, k); }
int ldap_search_ext(LDAP *a, const char *b, int c, const char *d, char **e, int f, LDAPControl **g, LDAPControl **h, struct timeval *i, int j, int *k) { return LAZY(ldap_search_ext)(a, b, c, d, e, f, g, h, i, j, k); }
int ldap_set_option(LDAP *a, int b, const void *c) { return LAZY(ldap_set_option)(a, b, c); }
int ldap_str2dn(const char *a, LDAPDN *b, unsigned c) { return LAZY(ldap_str2dn)(a, b, c); }
int ldap_unbind_ext(LDAP *a, LDAPControl **b, LDAPControl **c) { return LAZY(ldap_unbind_ext)(a, b, c); }
