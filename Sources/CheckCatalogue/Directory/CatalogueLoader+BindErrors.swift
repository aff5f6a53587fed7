import StrictYAML

extension CatalogueLoader {
    /// Words by the code of a refused sign-in.
    mutating func bindErrors() -> [String: String] {
        let found = read("directory/bind-errors.yml", keys: ["source", "errors"]) { file in
            _ = file.source()
            var taken: Set<String> = []
            return file.mappings("errors", keys: ["code", "words", "source"]) {
                entry -> (code: String, words: String)? in
                _ = entry.source()
                let code = entry.text("code")
                if !code.isEmpty, !code.isHexadecimalCode {
                    let form = "1 to 8 hexadecimal digits in lower case, without leading zeros"
                    entry.complain("expected \(form), found \"\(code.prefix(60))\"", at: "code")
                }
                entry.complainOfRepetition(of: code, at: "code", &taken)
                return (code, entry.text("words"))
            }
        }
        return Dictionary((found ?? []).map { ($0.code, $0.words) }) { first, _ in first }
    }
}

extension String {
    fileprivate var isHexadecimalCode: Bool {
        (1...8).contains(utf8.count) && utf8.first != UInt8(ascii: "0")
            && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
