import FoundationEssentials
import Model

@testable import SupportBundle

/// Reads bytes as a bundle, sealed as one that somebody forges, or as one of the files in it, as `replay` does.
enum BundleExercise {
    static func run(_ bytes: [UInt8]) {
        guard bytes.starts(with: [0x50, 0x4b]) else { return parts(bytes) }
        ScratchFile.with(bytes, archive)
    }

    private static func archive(_ path: String, _ descriptor: CInt) {
        // What does not end as an archive without a comment is opened as it is.
        try? BundleSeal.put(on: descriptor)
        let reader: BundleReader
        do throws(UnusableBundle) {
            reader = try BundleReader.open(path)
        } catch {
            demand(error.description.isPrintable, "the fault \(error) is not printable")
            return
        }
        for entry in reader.manifest.entries {
            let content = try? reader.bytes(of: entry.name)
            demand(content?.count == entry.size, "\(entry) was not held against the manifest")
            var pieces = 0
            do throws(UnusableBundle) { try reader.read(entry.name) { pieces += $0.count } } catch {
                demand(false, "\(entry) is read at once, and not in pieces")
            }
            demand(pieces == entry.size, "\(entry) has other bytes in pieces")
        }
    }

    /// The manifest, what was judged by, and the rows of a fleet.
    private static func parts(_ bytes: [UInt8]) {
        do throws(BundleFault) {
            let manifest = try BundleManifest(reading: bytes)
            let written = (try? manifest.encoded()) ?? []
            demand(!written.isEmpty, "what was read cannot be written")
            demand(
                (try? BundleManifest(reading: written)) == manifest, "what was written is another manifest")
        } catch {
            demand("\(error)".isPrintable, "the fault \(error) is not printable")
        }
        _ = try? JSONDecoder().decode(KeptJudgement.self, from: Data(bytes))
        do throws(FleetLines.Fault) {
            let devices = (0..<3).map { DeviceFact(path: "\($0)", name: "device") }
            let fleet = try FleetLines.read(bytes, devices: devices)
            demand(fleet.rows.allSatisfy { $0.fact < 3 }, "a row is of no device")
            var written: [UInt8] = []
            do { try FleetLines.write(fleet) { written += $0 } } catch { return }
            let again = try? FleetLines.read(written, devices: devices)
            demand(again?.rows.count == fleet.rows.count, "rows are lost")
        } catch {
            demand(error.description.isPrintable, "the fault \(error) is not printable")
        }
    }
}
