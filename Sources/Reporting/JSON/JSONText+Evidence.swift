import FoundationEssentials
import Model

/// The evidence of devices, of which there may be tens of thousands, member by member as `Codable` has it.
extension JSONText {
    mutating func deviceFact(_ fact: DeviceFact) {
        object { text in
            text.key("claims")
            text.array { text in
                for claim in fact.claims { text.claim(claim) }
            }
            text.key("faults")
            text.array { text in
                for fault in fact.faults { text.unreadable(fault) }
            }
            text.key("files")
            text.array { text in
                for file in fact.files { text.file(file) }
            }
            text.key("id")
            text.string(fact.id)
            text.key("kind")
            text.string("device")
            if let members = fact.members {
                text.key("members")
                text.object { text in
                    text.key("count")
                    text.integer(members.count)
                    text.key("examples")
                    text.array { text in
                        for example in members.examples { text.string(example) }
                    }
                }
            }
            text.key("name")
            text.string(fact.name)
            text.key("path")
            text.string(fact.path)
            text.key("source")
            text.string("file")
        }
    }

    private mutating func claim(_ claim: Claim) {
        object { text in
            if claim.value == .absent {
                text.key("absent")
                text.flag(true)
            }
            text.key("attribute")
            text.string(claim.attribute.rawValue)
            text.key("file")
            text.integer(claim.file)
            if case .flag(let flag) = claim.value {
                text.key("flag")
                text.flag(flag)
            }
            if let instance = claim.instance {
                text.key("instance")
                text.string(instance)
            }
            text.key("line")
            text.integer(claim.line)
            switch claim.value {
            case .moment(let date):
                text.key("moment")
                text.date(date)
            case .number(let number):
                text.key("number")
                text.integer(number)
            case .text(let value):
                text.key("text")
                text.string(value)
            case .unusable(let what):
                text.key("unusable")
                text.string(what)
            case .absent, .flag: break
            }
        }
    }

    private mutating func file(_ file: EvidenceFile) {
        object { text in
            if let clock = file.clock {
                text.key("clock")
                text.string(clock.rawValue)
            }
            if let fault = file.fault {
                text.key("fault")
                text.unreadable(fault)
            }
            text.key("kind")
            text.string(file.kind.rawValue)
            text.key("name")
            text.string(file.name)
            if let date = file.observedAt {
                text.key("observedAt")
                text.date(date)
            }
        }
    }

    private mutating func unreadable(_ why: Unreadable) {
        object { text in
            text.key("code")
            text.string(why.code.rawValue)
            text.key("detail")
            text.string(why.detail)
        }
    }
}
