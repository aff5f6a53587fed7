import Model
import StrictYAML

/// Which checks were asked for, by id or area.
struct Selection: Sendable {
    let only: Set<String>
    let skip: Set<String>

    /// - Throws: ``Failure`` for a name that is neither, with what was likely meant.
    init(only: [String], skip: [String], known: [CheckID]) throws(Failure) {
        let names = known.map(\.rawValue) + Area.allCases.map(\.rawValue)
        self.only = try Self.names(only, "--only", names)
        self.skip = try Self.names(skip, "--skip", names)
    }

    func contains(_ id: CheckID) -> Bool {
        (only.isEmpty || Self.names(id).contains(where: only.contains)) && !skips(id)
    }

    /// Whether it was said that the check is not to be made.
    func skips(_ id: CheckID) -> Bool { Self.names(id).contains(where: skip.contains) }

    private static func names(_ id: CheckID) -> [String] { [id.rawValue, id.area?.rawValue ?? ""] }

    private static func names(_ given: [String], _ flag: String, _ known: [String]) throws(Failure) -> Set<
        String
    > {
        let words = given.flatMap { $0.split(separator: ",") }.map(String.init)
        for word in words where !known.contains(word) {
            let hint = suggestion(for: word, among: known)
            throw Failure(
                .usage,
                "\(flag): no check or area is called \"\(word.printable())\"\(hint); \(Tool.name) list shows them"
            )
        }
        if !given.isEmpty && words.isEmpty {
            throw Failure(.usage, "\(flag) is empty; name a check or an area, or leave it out")
        }
        return Set(words)
    }
}
