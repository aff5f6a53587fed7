import FoundationEssentials
package import Model

/// Reads `dsregcmd /status`: boxes with a heading each, or all that is known of the device in one flat list.
///
/// What a section of the user or of a work account says is never taken for the device's.
///
/// Source: <https://learn.microsoft.com/entra/identity/devices/troubleshoot-device-dsregcmd>
package enum JoinStatusReader: EvidenceReader {
    package static let kind = EvidenceFile.Kind.joinStatus

    package static func recognizes(_ text: EvidenceText) -> Bool {
        var isBelowBorder = false
        for line in text.head {
            let bytes = line.bytes.trimmed
            switch bytes.first {
            case UInt8(ascii: "+"): isBelowBorder = bytes.isBorder
            case UInt8(ascii: "|"):
                if isBelowBorder, Section(heading: bytes) != .other { return true }
                isBelowBorder = false
            case UInt8(ascii: "A"), UInt8(ascii: "a"):
                if bytes.parted(at: 58)?.before.equals(ignoringCase: "AzureAdJoined") == true { return true }
            default: break
            }
        }
        return false
    }

    package static func read(_ text: EvidenceText, into found: inout EvidenceFindings) {
        var status = JoinStatus(encoding: text.encoding)
        for line in text.lines { status.take(line, into: &found) }
        status.finish(into: &found)
    }

    /// Whose the lines are.
    enum Section: Equatable {
        /// Before the first heading, or a section that tells nothing of use.
        case other
        case device
        case user
        /// The heading, lower case.
        case workAccount(String)
        case diagnostics

        /// - Parameter heading: The line, `| Device State      |`.
        init(heading: ArraySlice<UInt8>) {
            var title = heading.dropFirst()
            if title.last == UInt8(ascii: "|") { title = title.dropLast() }
            title = title.trimmed
            if title.starts(ignoringCase: "Work Account"), title.count < 40 {
                self = .workAccount(title.lowercasedString.printable(limit: 40))
                return
            }
            self =
                switch title.prefix(40).lowercasedString {
                case "device state", "device details", "tenant details": .device
                case "user state": .user
                case "diagnostic data": .diagnostics
                default: .other
                }
        }
    }
}

extension ArraySlice<UInt8> {
    /// `+-----+`; a line that breaks off in it is none.
    var isBorder: Bool {
        count > 10 && first == UInt8(ascii: "+") && last == UInt8(ascii: "+")
            && dropFirst().dropLast().allSatisfy { $0 == UInt8(ascii: "-") }
    }
}

/// The state of reading one text, line by line.
private struct JoinStatus {
    typealias Section = JoinStatusReader.Section

    let encoding: EvidenceText.Encoding
    private var section = Section.other
    private var isBoxed = false
    /// Whether the line before was a heading.
    private var isHeaded = false
    /// Whether a heading, or the border below it, is the last that was read.
    private var isBare = false
    private var isPadded = false
    private var seesDevice = false
    private var seesUser = false
    private var cut: Int?

    init(encoding: EvidenceText.Encoding) {
        self.encoding = encoding
    }

    mutating func take(_ line: EvidenceLine, into found: inout EvidenceFindings) {
        let bytes = line.bytes.trimmed
        guard let first = bytes.first else { return }
        if first == UInt8(ascii: "+"), bytes.isBorder {
            if !isHeaded { section = .other }
            isBare = isHeaded
            isHeaded = false
            isBoxed = true
            return
        }
        guard line.isEnded else {
            cut = line.number
            return
        }
        if first == UInt8(ascii: "|") {
            section = Section(heading: bytes)
            if section == .device { seesDevice = true }
            if section == .user { seesUser = true }
            (isHeaded, isBare) = (true, true)
            return
        }
        (isHeaded, isBare) = (false, false)
        if bytes.starts(ignoringCase: "For more information,") || bytes.promptedCommand != nil {
            section = .other
            return
        }
        guard let colon = bytes.firstIndex(of: 58), colon - bytes.startIndex < 60 else { return }
        let key = bytes[..<colon].trimmed.lowercasedString
        if !isBoxed { turn(at: key) }
        if section == .device, bytes[..<colon].last == 32 { isPadded = true }
        let value = bytes[(colon + 1)...].trimmed
        read(key, value, line.number, into: &found)
    }

    /// Finds whose a line is where there are no boxes at all.
    private mutating func turn(at key: String) {
        if key == "azureadjoined" { section = .device }
        let isUsers = key == "ngcset" || key.hasPrefix("workplace") || key.hasPrefix("wam")
        if section == .device, isUsers { section = .user }
        if section == .user, key == "workplacedeviceid" { section = .workAccount("work account") }
    }

    mutating func finish(into found: inout EvidenceFindings) {
        if let cut {
            found.fail("breaks off in line \(cut)")
        } else if isBare || (isPadded && section != .other) {
            found.fail("breaks off before the end of a section")
        } else if isBoxed, seesDevice, !seesUser {
            found.fail("breaks off before the section User State")
        }
    }
}

extension JoinStatus {
    private func read(
        _ key: String, _ value: ArraySlice<UInt8>, _ line: Int, into found: inout EvidenceFindings
    ) {
        switch (section, key) {
        case (.device, "azureadjoined"): found.add(.entraJoined, value.flag, line: line)
        case (.device, "enterprisejoined"): found.add(.enterpriseJoined, value.flag, line: line)
        case (.device, "domainjoined"): found.add(.domainJoined, value.flag, line: line)
        case (.device, "domainname"):
            if let text = value.shown { found.add(.domainName, .text(text.lowercased()), line: line) }
        case (.device, "device name"):
            if let name = value.computerName(in: encoding) {
                found.add(.computerName, .text(name), line: line)
            }
        case (.device, "deviceid"): found.add(.entraDeviceID, value.guid, line: line)
        case (.device, "tenantid"): found.add(.entraTenantID, value.guid, line: line)
        case (.device, "tenantname"):
            if let text = value.shown { found.add(.entraTenantName, .text(text), line: line) }
        case (.device, "deviceauthstatus"): found.add(.deviceAuthentication, value.words, line: line)
        case (.device, "devicecertificatevalidity"):
            found.add(.deviceCertificateEnd, value.endOfValidity, line: line)
        case (.device, "keysigntest"), (.diagnostics, "keysigntest"):
            found.add(.keySignTest, value.withoutColon.words, line: line)
        case (.user, "workplacejoined"): found.add(.workplaceJoined, value.flag, line: line)
        case (.user, "workplacetenantid"):
            found.add(.workplaceTenantID, of: "work account", value.guid, line: line)
        case (.workAccount(let account), "workplacetenantid"):
            found.add(.workplaceTenantID, of: account, value.guid, line: line)
        case (.diagnostics, _): diagnose(key, value, line, into: &found)
        default: break
        }
    }

    private func diagnose(
        _ key: String, _ value: ArraySlice<UInt8>, _ line: Int, into found: inout EvidenceFindings
    ) {
        switch key {
        case "user context": found.add(.joinUserContext, value.words, line: line)
        case "client time":
            guard let time = value.utcMoment else { return }
            // Of two outputs in one file, the older one tells how old the file is at most.
            found.observedAt = found.observedAt.map { min($0, time) } ?? time
        case "ad connectivity test": found.add(.joinTest, of: "ad-connectivity", value.words, line: line)
        case "ad configuration test": found.add(.joinTest, of: "ad-configuration", value.words, line: line)
        case "drs discovery test": found.add(.joinTest, of: "drs-discovery", value.words, line: line)
        case "drs connectivity test": found.add(.joinTest, of: "drs-connectivity", value.words, line: line)
        case "token acquisition test": found.add(.joinTest, of: "token-acquisition", value.words, line: line)
        case "error phase":
            let phase = value.prefix(200).lowercasedString.printable(limit: 80)
            let isKnown = ["pre-check", "discover", "auth", "join"].contains(phase)
            found.add(.joinErrorPhase, isKnown ? .text(phase) : .unusable(phase), line: line)
        case "client errorcode": found.add(.joinClientError, value.errorCode, line: line)
        case "server errorcode": found.add(.joinServerError, value.words, line: line)
        case "server message": found.add(.joinServerMessage, value.words, line: line)
        default: break
        }
    }
}

extension ArraySlice<UInt8> {
    /// Printable; nil where there is nothing.
    fileprivate var shown: String? { isEmpty ? nil : String(printing: prefix(2000), limit: 400) }

    fileprivate var words: Claim.Value { shown.map { .text($0) } ?? .unusable("nothing behind the colon") }

    fileprivate var flag: Claim.Value {
        if equals(ignoringCase: "YES") { return .flag(true) }
        if equals(ignoringCase: "NO") { return .flag(false) }
        return .unusable(shown ?? "nothing behind the colon")
    }

    fileprivate var guid: Claim.Value {
        guard let shown else { return .unusable("nothing behind the colon") }
        return count <= 38 ? GUID(shown).map { .text("\($0)") } ?? .unusable(shown) : .unusable(shown)
    }

    /// Lower case, eight digits.
    fileprivate var errorCode: Claim.Value {
        guard starts(ignoringCase: "0x"), (3...10).contains(count),
            let code = UInt32(dropFirst(2).string, radix: 16), dropFirst(2).first != UInt8(ascii: "+")
        else { return .unusable(shown ?? "nothing behind the colon") }
        let digits = String(code, radix: 16)
        return .text("0x" + String(repeating: "0", count: 8 - digits.count) + digits)
    }

    /// The second of `[ 2019-01-11 21:02:50.000 UTC -- 2029-01-11 21:32:50.000 UTC ]`.
    fileprivate var endOfValidity: Claim.Value {
        let text = trimmed
        guard text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]"), text.count < 120,
            let index = text.indices.first(where: { text[$0...].starts(with: "--".utf8) }),
            text[..<index].dropFirst().trimmed.utcMoment != nil,
            let end = text[(index + 2)...].dropLast().trimmed.utcMoment
        else { return .unusable(shown ?? "nothing behind the colon") }
        return .moment(end)
    }

    /// Without the second colon, as in `KeySignTest: : MUST Run elevated`.
    fileprivate var withoutColon: ArraySlice<UInt8> { first == 58 ? dropFirst().trimmed : self }

    /// `2019-01-31 09:25:31.000 UTC`, to the second.
    fileprivate var utcMoment: Date? {
        let text = Array(self)
        guard (23...28).contains(text.count), text.suffix(4).elementsEqual(" UTC".utf8) else { return nil }
        let marks: [Int: UInt8] = [4: 45, 7: 45, 10: 32, 13: 58, 16: 58]
        var parts = [0, 0, 0, 0, 0, 0]
        var part = 0
        for index in 0..<19 {
            if let mark = marks[index] {
                guard text[index] == mark else { return nil }
                part += 1
            } else {
                guard text[index].isDigit else { return nil }
                parts[part] = parts[part] * 10 + Int(text[index] - 48)
            }
        }
        let fraction = text[19..<(text.count - 4)]
        guard fraction.isEmpty || (fraction.first == 46 && fraction.dropFirst().allSatisfy(\.isDigit)) else {
            return nil
        }
        return Date(utc: parts)
    }
}

extension Date {
    /// From year, month, day, hour, minute and second.
    fileprivate init?(utc parts: [Int]) {
        let (year, month, day) = (parts[0], parts[1], parts[2])
        guard year >= 1970, (1...12).contains(month), parts[3] < 24, parts[4] < 60, parts[5] < 61 else {
            return nil
        }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        guard (1...length).contains(day) else { return nil }
        // Years begin in March, so that the leap day is the last one.
        let era = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = era * 365 + era / 4 - era / 100 + era / 400 + dayOfYear - 719_468
        let seconds = days * 86_400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
        self.init(timeIntervalSince1970: Double(seconds))
    }
}
