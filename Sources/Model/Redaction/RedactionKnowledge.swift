/// Outside knowledge of what must not leave with a support bundle, and of what may.
package struct RedactionKnowledge: Sendable, Equatable {
    package var secrets = Secrets()
    /// Labels whose value is masked as a whole, lower case, with what the value is.
    package var labels: [String: LabelledKind] = [:]
    /// Values behind a label that name nobody, lower case.
    package var emptyValues: Set<String> = []
    /// Harmless words of evidence, lower case.
    package var vocabulary: Set<String> = []
    /// Words of the tool's own sentences, which are harmless in messages besides those of evidence, lower case.
    package var sentences: Set<String> = []
    /// Harmless words that computers, accounts and places are called by once a number is joined to them, as in `PC-0042`; lower case.
    package var numbered: Set<String> = []
    /// Harmless words of which two digits or more behind a hyphen make no name, as in `utf-16`; lower case.
    package var unnumbered: Set<String> = []
    /// With what codes of errors begin, behind which digits alone follow, as in `AADSTS90002`; lower case.
    package var codes: Set<String> = []
    /// Words of ``PublicNames``, which stay where they are part of a host, a path or a distinguished name.
    package var publicWords: Set<String> = []
    /// Characters that HTML has names for.
    package var entities: [String: Unicode.Scalar] = [:]

    package init() {}

    /// What stands behind a label.
    package enum LabelledKind: String, Sendable, CaseIterable {
        case person, computer, domain, tenant, unit, id, address, place, word
    }

    package struct Secrets: Sendable, Equatable {
        package var names: [Name] = []
        package var shapes: [Shape] = []
        package var blocks: [Block] = []
        package var commands: [Command] = []
        package var settings: [Setting] = []
        /// Values that are no secret, lower case, such as `true`.
        package var harmlessValues: Set<String> = []

        package init() {}
    }

    /// A name behind which a secret stands.
    package struct Name: Sendable, Equatable {
        /// Where the value ends, and how a name is met.
        package enum Extent: String, Sendable, CaseIterable {
            /// In quotes, to the next separator or to the end of the line, as the syntax has it.
            case value
            /// To the end of the line, or of the quoted text that the name stands in.
            case line
        }

        /// Lower case, with `_` where words meet; there, a hyphen, a space or nothing are as good.
        package var name: String
        /// What is masked, to stand in its place.
        package var what: String
        package var extent: Extent
        /// Whether nothing may stand before the name, not even `Default`.
        package var isWhole: Bool
        /// Bytes that a secret has at least.
        package var minimum: Int
        /// Whether the value has to be hexadecimal.
        package var isHexadecimal: Bool
        /// Whether it is one only in the query of an address, behind `?` or `&`.
        package var isOfQuery: Bool
        /// What makes another name of it where it stands before it, lower case, such as `publickey` of `PublicKeyToken`.
        package var except: [String]
        /// How a value begins that is a folder and no secret, where nothing stands before the name; `?` is any letter.
        package var folders: [String]

        package init(
            name: String, what: String, extent: Extent = .value, isWhole: Bool = false, minimum: Int = 1,
            isHexadecimal: Bool = false, isOfQuery: Bool = false, except: [String] = [],
            folders: [String] = []
        ) {
            self.name = name
            self.what = what
            self.extent = extent
            self.isWhole = isWhole
            self.minimum = minimum
            self.isHexadecimal = isHexadecimal
            self.isOfQuery = isOfQuery
            self.except = except
            self.folders = folders
        }
    }

    /// A secret that is known by how it looks.
    package struct Shape: Sendable, Equatable {
        package enum Alphabet: String, Sendable, CaseIterable {
            case alphanumeric, base64, base64url, hexadecimal, token, address
        }

        package var begins: String
        package var what: String
        package var alphabet: Alphabet
        /// How many characters of the alphabet stand before `begins`; anything else but them may stand before those.
        package var before: Int
        /// How many characters follow at least.
        package var minimum: Int
        /// Whether upper and lower case differ in `begins`.
        package var isExact: Bool

        package init(
            begins: String, what: String, alphabet: Alphabet, before: Int, minimum: Int, isExact: Bool
        ) {
            self.begins = begins
            self.what = what
            self.alphabet = alphabet
            self.before = before
            self.minimum = minimum
            self.isExact = isExact
        }
    }

    /// Lines from a first to a last one.
    package struct Block: Sendable, Equatable {
        package var begins: String
        /// What has to stand in the line that begins; empty for nothing.
        package var contains: String
        package var ends: String
        package var what: String

        package init(begins: String, contains: String, ends: String, what: String) {
            self.begins = begins
            self.contains = contains
            self.ends = ends
            self.what = what
        }
    }

    /// A command whose arguments hold a secret that no name tells of.
    package struct Command: Sendable, Equatable {
        package var command: String
        package var what: String
        /// Options whose argument is the secret, joined to them or not.
        package var options: [String]
        /// Options to which the secret is joined; where nothing is, what follows is something else.
        package var joined: [String]
        /// Options whose argument is base64 of a script in UTF-16, which may hold a secret.
        package var scripts: [String]
        /// How many arguments that are no option, server or drive stand before the secret; nil where none is one.
        package var position: Int?
        /// Of an option's argument only what is behind this is the secret, as in `user:password`; empty for all of it.
        package var behind: String

        package init(
            command: String, what: String, options: [String] = [], joined: [String] = [],
            scripts: [String] = [], position: Int? = nil, behind: String = ""
        ) {
            self.command = command
            self.what = what
            self.options = options
            self.joined = joined
            self.scripts = scripts
            self.position = position
            self.behind = behind
        }
    }

    /// A way to set something on a command line whose name is one argument and whose value is another.
    package struct Setting: Sendable, Equatable {
        /// What stands before the name, lower case.
        package var name: String
        /// What stands before the value, lower case; empty where it follows the name.
        package var value: String
        /// Whether it is a command that has the name among its arguments, with the value behind it where nothing stands before that.
        package var isCommand: Bool

        package init(name: String, value: String, isCommand: Bool = false) {
            self.name = name
            self.value = value
            self.isCommand = isCommand
        }
    }
}
