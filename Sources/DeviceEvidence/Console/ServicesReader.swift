package import Model

/// Reads what `sc query`, `sc queryex`, `sc qc` and `Get-Service` show of services.
///
/// That a service is not there is believed where the question is in the text, too: `sc` does not repeat it.
package enum ServicesReader: EvidenceReader {
    package static let kind = EvidenceFile.Kind.services

    package static func recognizes(_ text: EvidenceText) -> Bool {
        if ServiceObjects.isJSON(text) { return true }
        var control = ServiceControl()
        var objects = ServiceObjects(encoding: text.encoding)
        var found = EvidenceFindings()
        for line in text.head where line.bytes.count < 4096 {
            control.take(line, into: &found)
            objects.take(line, into: &found)
            if control.isKnown || objects.isKnown { return true }
        }
        objects.endObject(into: &found)
        return objects.isKnown
    }

    package static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        if ServiceObjects.isJSON(text) {
            ServiceObjects.readJSON(text, into: &found)
            return
        }
        var control = ServiceControl()
        var objects = ServiceObjects(encoding: text.encoding)
        for line in text.lines where line.bytes.count < 65_536 {
            control.take(line, into: &found)
            objects.take(line, into: &found)
        }
        objects.endObject(into: &found)
    }

    /// Lower case; nil for what cannot be the short name of a service.
    static func name(_ bytes: ArraySlice<UInt8>) -> String? {
        guard (1...256).contains(bytes.count), !bytes.suffix(3).elementsEqual("...".utf8),
            !bytes.suffix(3).elementsEqual("…".utf8),
            !bytes.contains(where: { $0 < 32 || $0 == 47 || $0 == 92 || $0 == 34 || $0 == 42 })
        else { return nil }
        return bytes.lowercasedString.printable(limit: 256)
    }

    /// The state that a number means.
    ///
    /// Source: <https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_status>
    static func state(_ number: Int) -> Claim.Value {
        switch number {
        case 1: .text("stopped")
        case 2, 5: .text("starting")
        case 3, 6: .text("stopping")
        case 4: .text("running")
        case 7: .text("paused")
        default: .unusable("state \(number)")
        }
    }

    /// The start type that a number means.
    ///
    /// Source: <https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-query_service_configw>
    static func start(_ number: Int) -> Claim.Value {
        switch number {
        case 0: .text("boot")
        case 1: .text("system")
        case 2: .text("automatic")
        case 3: .text("manual")
        case 4: .text("disabled")
        default: .unusable("start type \(number)")
        }
    }
}
