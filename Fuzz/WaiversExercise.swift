import FoundationEssentials
import Model
import StrictYAML

@testable import Configuration

/// Reads bytes as a list of waivers, and holds what was read against names.
enum WaiversExercise {
    private static let checks = ["endpoints.tls-version", "tagging.management-tag-present", "waivers.used"]
    private static let moment = Date(timeIntervalSince1970: 1_768_469_400)
    private static let names = [
        "PC-001", "CN=PC-001,OU=Köln,DC=contoso,DC=com", "pc-001.contoso.com", "a/b.zip", "",
    ]

    static func run(_ bytes: [UInt8]) {
        ScratchFile.with(bytes) { path, _ in
            let (once, again) = (read(path), read(path))
            demand(once == again, "the same waivers are read in two ways")
            switch once {
            case .failure(let faults):
                // Keys are told as they are written; they are made printable where they are shown.
                demand(!faults.isEmpty, "nothing is wrong with it, and it is not read")
            case .success(let waivers): apply(waivers)
            }
        }
    }

    private static func read(_ path: String) -> Result<[Waiver], Diagnostics> {
        do throws(Diagnostics) {
            return .success(try WaiversReader.read(URL(filePath: path), name: "waivers.yml", checks: checks))
        } catch {
            return .failure(error)
        }
    }

    private static func apply(_ waivers: [Waiver]) {
        demand(waivers.count <= GivenWaivers.maximumCount, "there are more waivers than are allowed")
        for waiver in waivers {
            demand(
                (waiver.check == nil) != (waiver.reason == nil),
                "\(waiver) is of a check and a reason, or of neither")
            let texts = [waiver.target, waiver.subject, waiver.because, waiver.owner]
            demand(texts.allSatisfy(\.isPrintable), "\(waiver) is not printable")
            demand(
                waiver.expires.timeIntervalSince1970 < 253_402_300_800,
                "\(waiver) ends when no report can tell")
            let pattern = SubjectPattern(waiver.subject)
            if let name = pattern.onlyName {
                demand(pattern.matches(name), "\(waiver) does not fit its own name")
            }
            for name in names {
                demand(!pattern.isForAll || pattern.matches(name), "\(waiver) is not for all")
            }
        }
        let inForce = WaiversInForce(
            GivenWaivers(judgedAt: moment, waivers: waivers), known: Set(checks.map { CheckID($0) }))
        for name in names {
            let cover = inForce.cover("waivers.used", [.waiverUnused], Subject(.endpoint, name))
            demand(cover.numbers.isEmpty, "what is wrong with a waiver is waived")
            _ = inForce.cover("endpoints.tls-version", [.tlsReset], Subject(.endpoint, name))
        }
    }
}
