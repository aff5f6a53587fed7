import Foundation
import Model

// One input for the reader that FUZZ_READER names, or for all as the program uses them ("all").

private let name = ProcessInfo.processInfo.environment["FUZZ_READER"] ?? "all"

private let reader: (any EvidenceReader.Type)? = {
    if name == "all" { return nil }
    guard let found = EvidenceReading.readers.first(where: { "\($0)" == name }) else {
        fatalError("FUZZ_READER is \(name); there are all and \(EvidenceReading.readers)")
    }
    return found
}()

/// What must hold of whatever is read; a process that ends here has found a fault.
private func inspect(_ found: EvidenceFindings, lines: Int) {
    for claim in found.claims {
        precondition(claim.file == 0, "the number of the file is not the reader's")
        precondition(claim.line <= lines, "line \(claim.line) of \(lines)")
        switch claim.value {
        case .text(let text) where claim.attribute != .registryTag:
            precondition(!text.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }, "\(claim)")
        case .unusable(let what):
            precondition(!what.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }, "\(claim)")
        default: break
        }
        if let instance = claim.instance, claim.attribute != .sensorTag {
            precondition(!instance.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }, "\(claim)")
        }
    }
    precondition(found.fault?.detail.isEmpty != true, "a fault without words")
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    let raw = Array(UnsafeBufferPointer(start: data, count: size))
    guard let text = try? EvidenceText(raw) else {
        _ = EvidenceReading.read(raw)
        return 0
    }
    let lines = text.bytes.count { $0 == 10 } + 1
    guard let reader else {
        let (_, found) = EvidenceReading.read(raw)
        inspect(found, lines: lines)
        precondition(EvidenceReading.read(raw).found == found, "reading twice tells two things")
        return 0
    }
    _ = reader.recognizes(text)
    var found = EvidenceFindings()
    reader.read(text, into: &found)
    inspect(found, lines: lines)
    return 0
}
