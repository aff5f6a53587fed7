#pragma once
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// OpenSSL's macros, and its STACK_OF accessors, which Swift cannot see; no logic.
static inline int mp_ctx_set_app_data(SSL_CTX *c, void *p) { return SSL_CTX_set_ex_data(c, 0, p); }
static inline void *mp_ssl_app_data(const SSL *s) { return SSL_CTX_get_ex_data(SSL_get_SSL_CTX(s), 0); }
static inline int mp_stack_count(const STACK_OF(X509) *s) { return s == NULL ? 0 : sk_X509_num(s); }
static inline X509 *mp_stack_at(const STACK_OF(X509) *s, int i) { return sk_X509_value(s, i); }
static inline int mp_names_count(const GENERAL_NAMES *s) { return s == NULL ? 0 : sk_GENERAL_NAME_num(s); }
static inline const GENERAL_NAME *mp_names_at(const GENERAL_NAMES *s, int i) { return sk_GENERAL_NAME_value(s, i); }
static inline const ASN1_STRING *mp_name_dns(const GENERAL_NAME *n) { return n->type == GEN_DNS ? n->d.dNSName : NULL; }
static inline void mp_names_free(GENERAL_NAMES *s) { GENERAL_NAMES_free(s); }
static inline GENERAL_NAMES *mp_alternative_names(const X509 *c) {
  return (GENERAL_NAMES *)X509_get_ext_d2i(c, NID_subject_alt_name, NULL, NULL);
}
static inline unsigned long mp_error_library(unsigned long e) { return ERR_GET_LIB(e); }
static inline unsigned long mp_error_reason(unsigned long e) { return ERR_GET_REASON(e); }
static inline unsigned long mp_name_flags(void) { return XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB; }
static inline void mp_openssl_free(void *p) { OPENSSL_free(p); }
static inline X509_LOOKUP *mp_store_file_lookup(X509_STORE *s) { return X509_STORE_add_lookup(s, X509_LOOKUP_file()); }
// The app data of the SSL_CTX of the connection that a verification belongs to is at index 0 as well.
static inline SSL *mp_store_ctx_ssl(X509_STORE_CTX *c) {
  return (SSL *)X509_STORE_CTX_get_ex_data(c, SSL_get_ex_data_X509_STORE_CTX_idx());
}
