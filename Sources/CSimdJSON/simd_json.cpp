// Nothing of simdjson's library is linked but one function, which is looked up in it: the rest is behind virtual functions.
#include "simd_json.h"

#include <simdjson.h>

#include <dlfcn.h>
#include <strings.h>

#include <cstring>
#include <new>

static_assert(simd_json_padding >= simdjson::SIMDJSON_PADDING, "simdjson reads further than the header says");

namespace {

using implementation_getter = simdjson::internal::atomic_ptr<const simdjson::implementation> &(*)();

// Deeper than any answer is; what walks them need not fear for its stack.
constexpr size_t max_depth = 256;
// Memory for a larger document is given back after it.
constexpr size_t kept_capacity = size_t(64) << 20;

const simdjson::implementation *find_implementation() {
    // This number stands for the layout of the classes that the header declares.
    void *library = dlopen("libsimdjson.so.14", RTLD_NOW | RTLD_LOCAL);
    if (!library) return nullptr;
    void *found = dlsym(library, "_ZN8simdjson25get_active_implementationEv");
    if (!found) return nullptr;
    // Until its first use, one that finds out which is best for the processor, and hands on to it.
    return reinterpret_cast<implementation_getter>(found)();
}

const simdjson::implementation *implementation() {
    static const simdjson::implementation *const found = find_implementation();
    return found;
}

}  // namespace

struct simd_json_parser {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    simdjson::dom::document document;
    size_t capacity = 0;

    int prepare(size_t count) {
        if (capacity >= count && (capacity <= kept_capacity || count > kept_capacity)) return simd_json_good;
        capacity = 0;
        size_t wanted = count < (size_t(64) << 10) ? size_t(64) << 10 : count + count / 8;
        if (wanted > 0xFFFFFFFFu) wanted = 0xFFFFFFFFu;
        if (!parser) {
            const simdjson::implementation *best = implementation();
            if (!best) return simd_json_no_library;
            if (best->create_dom_parser_implementation(wanted, max_depth, parser)) return simd_json_no_memory;
        } else if (parser->set_capacity(wanted)) {
            parser.reset();
            return simd_json_no_memory;
        }
        if (document.allocate(wanted)) return simd_json_no_memory;
        capacity = wanted;
        return simd_json_good;
    }

    char type(uint32_t place) const { return char(document.tape[place] >> 56); }
    uint64_t payload(uint32_t place) const { return document.tape[place] & 0x00FFFFFFFFFFFFFFull; }

    // Reads the value at a place, and returns the place behind it.
    uint32_t read(uint32_t place, simd_json_value *value) const {
        value->place = place;
        switch (type(place)) {
        case '"': {
            const uint8_t *start = document.string_buf.get() + payload(place);
            uint32_t count;
            memcpy(&count, start, sizeof count);
            value->kind = simd_json_text;
            value->text = start + sizeof count;
            value->count = count;
            return place + 1;
        }
        case 'l':
            value->kind = simd_json_integer;
            value->integer = int64_t(document.tape[place + 1]);
            return place + 2;
        case 'u':
        case 'd': {
            uint64_t bits = document.tape[place + 1];
            if (type(place) == 'u') {
                double real = double(bits);
                memcpy(&bits, &real, sizeof bits);
            }
            value->kind = simd_json_double;
            value->integer = int64_t(bits);
            return place + 2;
        }
        case 't':
        case 'f':
            value->kind = simd_json_bool;
            value->integer = type(place) == 't';
            return place + 1;
        case '[':
        case '{':
            value->kind = type(place) == '[' ? simd_json_array : simd_json_object;
            value->count = uint32_t(payload(place) >> 32) & 0xFFFFFFu;
            value->place = place + 1;
            return uint32_t(payload(place));
        default:
            value->kind = simd_json_null;
            return place + 1;
        }
    }
};

struct simd_json_table {
    struct name {
        uint32_t count;
        char text[60];
    };
    // What stood at a position last, since all objects of a list have their members in one order.
    struct memory {
        name key;
        int field;
    };

    name names[64];
    size_t count = 0;
    memory seen[128];

    int find(const char *text, uint32_t length) const {
        for (size_t field = 0; field < count; field++)
            if (names[field].count == length && !memcmp(names[field].text, text, length)) return int(field);
        for (size_t field = 0; field < count; field++)
            if (names[field].count == length && !strncasecmp(names[field].text, text, length)) return int(field);
        return -1;
    }

    int field(size_t position, const char *text, uint32_t length) {
        if (length > sizeof names[0].text) return -1;
        if (position >= 128) return find(text, length);
        memory &last = seen[position];
        if (last.key.count == length && !memcmp(last.key.text, text, length)) return last.field;
        last.key.count = length;
        memcpy(last.key.text, text, length);
        return last.field = find(text, length);
    }
};

extern "C" {

simd_json_parser *simd_json_open(void) { return new (std::nothrow) simd_json_parser; }

void simd_json_close(simd_json_parser *parser) { delete parser; }

int simd_json_parse(simd_json_parser *parser, const uint8_t *bytes, size_t count) {
    if (count >= 0xFFFFFFFFu) return simd_json_no_memory;
    if (int fault = parser->prepare(count)) return fault;
    switch (parser->parser->parse(bytes, count, parser->document)) {
    case simdjson::SUCCESS: return simd_json_good;
    case simdjson::UTF8_ERROR: return simd_json_not_utf8;
    case simdjson::DEPTH_ERROR: return simd_json_too_deep;
    case simdjson::EMPTY: return simd_json_empty;
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY: return simd_json_no_memory;
    case simdjson::UNSUPPORTED_ARCHITECTURE: return simd_json_no_library;
    default: return simd_json_malformed;
    }
}

simd_json_value simd_json_root(const simd_json_parser *parser) {
    simd_json_value value = {};
    parser->read(1, &value);
    return value;
}

simd_json_table *simd_json_open_table(const char *const *names, size_t count) {
    auto *table = new (std::nothrow) simd_json_table{};
    if (!table) return nullptr;
    for (size_t field = 0; field < count && field < 64; field++) {
        size_t length = strlen(names[field]);
        if (length > sizeof table->names[0].text) length = sizeof table->names[0].text;
        table->names[field].count = uint32_t(length);
        memcpy(table->names[field].text, names[field], length);
        table->count++;
    }
    // Position memories of no name at all must not pass for one of no letters.
    for (auto &last : table->seen) last.key.count = UINT32_MAX;
    return table;
}

void simd_json_close_table(simd_json_table *table) { delete table; }

uint32_t simd_json_element(const simd_json_parser *parser, uint32_t place, simd_json_value *value) {
    if (parser->type(place) == ']') return 0;
    return parser->read(place, value);
}

uint32_t simd_json_member(const simd_json_parser *parser, uint32_t place, simd_json_value *name, simd_json_value *value) {
    if (parser->type(place) == '}') return 0;
    return parser->read(parser->read(place, name), value);
}

int simd_json_fields(const simd_json_parser *parser, simd_json_table *table, uint32_t place, simd_json_value *values) {
    for (size_t field = 0; field < table->count; field++) values[field].kind = simd_json_missing;
    simd_json_value name, other;
    for (size_t position = 0; parser->type(place) != '}'; position++) {
        place = parser->read(place, &name);
        int field = table->field(position, reinterpret_cast<const char *>(name.text), name.count);
        if (field < 0) {
            place = parser->read(place, &other);
            continue;
        }
        if (values[field].kind != simd_json_missing) return field;
        place = parser->read(place, &values[field]);
    }
    return -1;
}

}  // extern "C"

#define QUOTED(text) #text
#define VERSION_TEXT(version) QUOTED(version)

extern "C" const char *simd_json_version(void) { return VERSION_TEXT(SIMDJSON_VERSION); }
