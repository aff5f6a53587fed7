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
        object { text in
            text.key("ids")
            text.object { text in
                if let dn = device.ids.distinguishedName {
                    text.key("distinguishedName")
                    text.string(dn)
                }
                if let guid = device.ids.entraDeviceID {
                    text.key("entraDeviceID")
                    text.string(guid.description)
                }
                if let source = device.ids.evidence {
                    text.key("evidence")
                    text.string(source)
                }
                if let guid = device.ids.objectGUID {
                    text.key("objectGUID")
                    text.string(guid.description)
                }
            }
            text.key("name")
            text.string(device.name)
            text.key("results")
            text.array { text in
                for result in device.results { text.result(result) }
            }
            text.key("verdict")
            text.string(device.verdict.rawValue)
        }
    }

    private mutating func result(_ result: Report.Device.Result) {
        object { text in
            text.key("check")
            text.string(result.check.rawValue)
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
