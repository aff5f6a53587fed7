import CheckCatalogue
import Checks
import Foundation
import Model
import SupportBundle

// Measures redaction of text and the search of a bundle, in one process on one thread:
//
//     redaction-benchmark CATALOGUE FILE NAMES TIMES     prints seconds for each step, one figure a line
//     redaction-benchmark CATALOGUE FILE NAMES 0 LEVEL   writes the redacted file to standard output
//
// NAMES is a file with one name of a computer in each line.

func seconds(_ times: Int, _ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    return
        (0..<max(times, 1)).map { _ in
            let took = clock.measure(body)
            return Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        }.min() ?? 0
}

let arguments = CommandLine.arguments
guard arguments.count >= 5, let times = Int(arguments[4]) else { exit(64) }
let loader = try CatalogueLoader(
    folder: URL(filePath: arguments[1], directoryHint: .isDirectory), implemented: Set(allChecks.map(\.id)))
let knowledge = try loader.redaction()
let file = [UInt8](try Data(contentsOf: URL(filePath: arguments[2])))
let names = String(decoding: try Data(contentsOf: URL(filePath: arguments[3])), as: UTF8.self).split(
    separator: "\n")
let pseudonyms = Pseudonyms(salt: [UInt8](repeating: 7, count: 32), publicNames: try loader.publicNames())
for name in names { _ = pseudonyms.computer(String(name)) }
let secrets = [
    KnownSecret(name: "client secret", value: Array("a.Secret~Of-Forty-Characters_1234567890ab".utf8))
]

if times == 0 {
    let level = RedactionLevel(rawValue: arguments.count > 5 ? arguments[5] : "identities") ?? .identities
    let redactor = TextRedactor(level: level, secrets: secrets, pseudonyms: pseudonyms, knowledge: knowledge)
    if arguments.count > 6 {
        print(redactor.redacted(String(decoding: file, as: UTF8.self)))
    } else if let redacted = redactor.redacted(file, as: .registryQuery) {
        FileHandle.standardOutput.write(Data(redacted))
    } else {
        FileHandle.standardError.write(Data("left out\n".utf8))
        exit(1)
    }
    exit(0)
}

print("bytes: \(file.count)")
print("names: \(names.count)")
for level in RedactionLevel.allCases {
    var redactor: TextRedactor?
    let made = seconds(1) {
        redactor = TextRedactor(level: level, secrets: secrets, pseudonyms: pseudonyms, knowledge: knowledge)
    }
    print("making the redactor at \(level.rawValue): \(made)")
    var size = 0
    let took = seconds(times) { size = redactor?.redacted(file, as: .registryQuery)?.count ?? -1 }
    print("redaction at \(level.rawValue): \(took)")
    if size < 0 { print("left out at \(level.rawValue)") }
    let search = BundleSearch(
        level: level, secrets: secrets, identities: pseudonyms.known, knowledge: knowledge)
    let redacted = redactor?.redacted(file, as: .registryQuery) ?? []
    var hit: BundleSearch.Hit?
    let searched = seconds(times) { hit = search.firstHit(in: redacted) }
    print("search at \(level.rawValue): \(searched)")
    if let hit { print("hit at \(level.rawValue): \(hit.what), \(hit.encoding), at \(hit.offset)") }
}
