import CheckCatalogue
import Signing

/// What tells two catalogues apart.
enum CatalogueDigest {
    /// SHA-256, lower-case hexadecimal, of the catalogue's files with their names and lengths, in the order of the names.
    static func sha256(of loader: CatalogueLoader) throws(Failure) -> String {
        guard var digest = Digest.begin() else { throw Failure(.fault, "out of memory") }
        for (name, data) in loader.contents() {
            digest.add(Array("\(name.utf8.count) \(name) \(data.count)\n".utf8)[...])
            digest.add(data[...])
        }
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.finished().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}
