#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// simdjson behind C: a document is parsed and checked as a whole, and then walked by places.

// The release of simdjson that this was compiled with.
const char *simd_json_version(void);

// What a value is. A cell is a text of a table, which stands for whatever its column is.
enum { simd_json_missing, simd_json_null, simd_json_bool, simd_json_integer, simd_json_double, simd_json_text,
       simd_json_array, simd_json_object, simd_json_cell };

// A value; its text is in the parser's memory until the next parse.
typedef struct {
    // UTF-8, without a terminator; may hold zeros.
    const uint8_t *text;
    // Bytes of a text; elements of an array, members of an object (at most 16,777,215 are counted).
    uint32_t count;
    // An array's or object's place in the document.
    uint32_t place;
    // An integer; 0 or 1 for a bool; the bits of a double.
    int64_t integer;
    uint8_t kind;
} simd_json_value;

// Why a document cannot be used.
enum { simd_json_good, simd_json_malformed, simd_json_not_utf8, simd_json_too_deep, simd_json_empty, simd_json_no_memory,
       simd_json_no_library };

// Bytes behind those that are parsed which must be readable, whatever they hold.
enum { simd_json_padding = 64 };

typedef struct simd_json_parser simd_json_parser;
typedef struct simd_json_table simd_json_table;

// NULL where memory is short.
simd_json_parser *simd_json_open(void);
void simd_json_close(simd_json_parser *parser);

// Parses less than 4 GiB, behind which simd_json_padding bytes can be read. What was parsed before is gone.
int simd_json_parse(simd_json_parser *parser, const uint8_t *bytes, size_t count);

// The document itself. Only after a parse that went well, as all below.
simd_json_value simd_json_root(const simd_json_parser *parser);

// Wanted members of objects, at most 64, each by a name that is matched to the letter, or else in any case of ASCII.
// NULL where memory is short.
simd_json_table *simd_json_open_table(const char *const *names, size_t count);
void simd_json_close_table(simd_json_table *table);

// Reads one value of an array whose `place` this was at first, and then what the last call returned; 0 at the end.
uint32_t simd_json_element(const simd_json_parser *parser, uint32_t place, simd_json_value *value);

// The same for the members of an object.
uint32_t simd_json_member(const simd_json_parser *parser, uint32_t place, simd_json_value *name, simd_json_value *value);

// Reads the wanted members of the object at a place into one value for each name.
// Returns -1, or the number of a name that two members have.
int simd_json_fields(const simd_json_parser *parser, simd_json_table *table, uint32_t place, simd_json_value *values);

#ifdef __cplusplus
}
#endif
