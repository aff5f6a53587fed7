import FoundationEssentials
import Model

/// What there may be a hundred thousand of, member by member as `Codable` has it.
extension JSONText {
    mutating func computer(_ computer: ComputerFact) {
        object { text in
            if let control = computer.accountControl {
                text.key("accountControl")
                text.integer(control)
            }
            text.key("certificates")
            text.certificates(computer.certificates)
            text.key("dn")
            text.string(computer.dn)
            if let date = computer.lastLogon {
                text.key("lastLogon")
                text.date(date)
            }
            text.key("name")
            text.string(computer.name)
            if let guid = computer.objectGUID {
                text.key("objectGUID")
                text.string(guid.description)
            }
            if let system = computer.operatingSystem {
                text.key("operatingSystem")
                text.string(system)
            }
            if let version = computer.operatingSystemVersion {
                text.key("operatingSystemVersion")
                text.string(version)
            }
            if let group = computer.primaryGroup {
                text.key("primaryGroup")
                text.integer(group)
            }
        }
    }

    private mutating func certificates(_ state: ComputerFact.CertificateState) {
        object { text in
            if let date = state.deviceNotAfter {
                text.key("deviceNotAfter")
                text.date(date)
            }
            if let date = state.deviceNotBefore {
                text.key("deviceNotBefore")
                text.date(date)
            }
            text.key("undecodable")
            text.integer(state.undecodable)
            text.key("values")
            text.integer(state.values)
        }
    }

    mutating func device(_ device: Report.Device) {
        self.device(device.name, device.ids, device.verdict) { text in
            for result in device.results { text.result(result) }
        }
    }

    /// A device of a table, whose results are taken from `known` where others had the same.
    mutating func device(_ number: Int, of devices: Report.Devices, _ known: KnownResults) {
        let owner = devices.owner(at: number)
        device(owner.name, owner.ids, devices.verdict(at: number)) { text in
            text.elements(known.bytes(at: number, of: devices))
        }
    }

    private mutating func device(
        _ name: String, _ ids: Report.Device.IDs, _ verdict: Report.Device.Verdict,
        _ results: (inout JSONText) -> Void
    ) {
        object { text in
            text.key("ids")
            text.ids(ids)
            text.key("name")
            text.string(name)
            text.key("results")
            text.array(results)
            text.key("verdict")
            text.string(verdict.rawValue)
        }
    }

    mutating func ids(_ ids: Report.Device.IDs) {
        object { text in
            if let dn = ids.distinguishedName {
                text.key("distinguishedName")
                text.string(dn)
            }
            if let guid = ids.entraDeviceID {
                text.key("entraDeviceID")
                text.string(guid.description)
            }
            if let source = ids.evidence {
                text.key("evidence")
                text.string(source)
            }
            if let machine = ids.machine {
                text.key("machine")
                text.string(machine)
            }
            if let guid = ids.objectGUID {
                text.key("objectGUID")
                text.string(guid.description)
            }
        }
    }

    fileprivate mutating func result(_ result: Report.Device.Result) {
        object { text in
            text.key("check")
            text.string(result.check.rawValue)
            if let found = result.found {
                text.key("found")
                text.string(found.rawValue)
            }
            text.key("reasons")
            text.array { text in
                for reason in result.reasons {
                    text.object { text in
                        text.key("code")
                        text.string(reason.code.rawValue)
                        if let message = reason.message {
                            text.key("message")
                            text.string(message)
                        }
                    }
                }
            }
            text.key("status")
            text.string(result.status.rawValue)
        }
    }
}

/// What was written of results that many devices have in common.
final class KnownResults {
    private var known: [UInt64: [UInt8]] = [:]

    /// What differs from device to device is not worth keeping.
    private static let limit = 8192

    /// The elements of the list of results.
    func bytes(at number: Int, of devices: Report.Devices) -> [UInt8] {
        let group = devices.group(at: number)
        if let bytes = known[group] { return bytes }
        var text = JSONText()
        for result in devices.results(at: number) { text.result(result) }
        if known.count < Self.limit { known[group] = text.bytes }
        return text.bytes
    }
}
