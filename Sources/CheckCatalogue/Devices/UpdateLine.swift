/// One line of a build's updates.
struct UpdateLine {
    var revision: Int
    /// Of the update; absent for the first revision of a build.
    var number: Int?

    init?(_ line: Substring.UTF8View) {
        let words = line.split(separator: 32)
        guard (3...4).contains(words.count), let revision = Self.number(words[0]) else { return nil }
        self.revision = revision
        if !words[1].elementsEqual("-".utf8) {
            guard words[1].starts(with: "KB".utf8), let number = Self.number(words[1].dropFirst(2)) else {
                return nil
            }
            self.number = number
        }
        let month = words[2].split(separator: 45, omittingEmptySubsequences: false)
        guard month.count == 2, month[0].count == 4, month[1].count == 2, Self.number(month[0]) != nil,
            let ofYear = Self.number(month[1]), (1...12).contains(ofYear)
        else { return nil }
        if words.count == 4, !words[3].elementsEqual("preview".utf8),
            !words[3].elementsEqual("out-of-band".utf8)
        {
            return nil
        }
    }

    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard (1...9).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
}
