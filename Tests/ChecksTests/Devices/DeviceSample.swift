import Foundation
import Model
import SampleFacts

@testable import Checks

/// Devices made by hand, whose evidence is an hour old unless told otherwise.
///
/// `DeviceSample.fact([.systemBuild <- 19045, .service("sense", "running")])`.
enum DeviceSample {
    /// The moment of judging.
    static let now = Date(timeIntervalSince1970: 1_760_000_000)
    static let hour = 3600.0
    static let day = 86_400.0

    /// One device, whose claims stand on lines of their own, counted from 1.
    ///
    /// `ages` are seconds since a file was taken, by its name; nil where nothing tells.
    static func fact(
        _ claims: [Told], name: String = "PC1", path: String? = nil, ages: [String: Double?] = [:],
        faults: [Unreadable] = [], unread: [String: Unreadable] = [:]
    ) -> DeviceFact {
        var fact = DeviceFact(path: path ?? "evidence/\(name)", name: name)
        for (line, told) in claims.enumerated() {
            if !fact.files.contains(where: { $0.name == told.file }) {
                fact.files.append(file(told.file, age: ages[told.file] ?? hour))
            }
            let number = fact.files.firstIndex { $0.name == told.file } ?? 0
            fact.claims.append(
                Claim(
                    told.attribute, instance: told.instance, told.value, file: UInt16(number),
                    // What lists tell stands on no line.
                    line: told.attribute.list == nil ? UInt32(line + 1) : 0))
        }
        for (name, why) in unread.sorted(by: { $0.key < $1.key }) {
            var file = file(name, age: hour)
            file.fault = why
            fact.files.append(file)
        }
        fact.faults = faults
        return fact
    }

    private static func file(_ name: String, age: Double?) -> EvidenceFile {
        var file = EvidenceFile(name: name, kind: ListSample.kind(of: name))
        file.observedAt = age.map { now.addingTimeInterval(-$0) }
        file.clock = age == nil ? nil : .content
        return file
    }

    /// What checks get to judge these devices, with the knowledge of the real catalogue.
    static func evidence(
        _ facts: [DeviceFact], set: String = "classic", tenant: TenantExpectation? = nil,
        settings: [String: String] = [:], _ change: (inout Evidence) -> Void = { _ in }
    ) -> Evidence {
        var all = FactSet()
        all.devices = facts
        all.tenant = tenant
        var expectation = DeviceExpectation(judgedAt: now)
        expectation.settings = settings
        all.deviceExpectation = expectation
        var evidence = Evidence(facts: all, references: .sample)
        evidence.requirementSet = set
        change(&evidence)
        return evidence
    }

    static func evidence(_ facts: DeviceFact..., set: String = "classic") -> Evidence {
        evidence(facts, set: set)
    }

    /// What a check says of one device.
    static func judgement(of fact: DeviceFact, by check: some DeviceCheck, set: String = "classic")
        -> DeviceJudgement
    {
        check.judge(DeviceView(fact, DeviceExpectation(judgedAt: now)), evidence(fact, set: set))
    }
}

/// A claim of a device's evidence.
struct Told: Sendable {
    var attribute: DeviceAttribute
    var instance: String?
    var value: Claim.Value
    var file = "evidence.txt"

    /// The same in another file.
    func `in`(_ file: String) -> Told {
        var told = self
        told.file = file
        return told
    }

    /// The same of one among several.
    func of(_ instance: String) -> Told {
        var told = self
        told.instance = instance
        return told
    }
}

infix operator <- : ComparisonPrecedence

/// What evidence tells of an attribute.
func <- (attribute: DeviceAttribute, value: Claim.Value) -> Told {
    Told(attribute: attribute, value: value, file: ListSample.name(of: attribute.list) ?? "evidence.txt")
}

extension Told {
    static func service(_ name: String, _ state: Claim.Value) -> Told {
        (.serviceState <- state).of(name)
    }

    static func update(_ name: String) -> Told {
        (.installedUpdate <- true).of(name)
    }
}

extension Claim.Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    public init(integerLiteral value: Int) { self = .number(value) }
    public init(stringLiteral value: String) { self = .text(value) }
    public init(booleanLiteral value: Bool) { self = .flag(value) }
}

extension DeviceJudgement {
    /// As `met`, `not-met CODE …`, `undetermined CODE …` or `not-applicable`.
    var outline: String {
        ([mark.rawValue] + reasons.map(\.code.rawValue)).joined(separator: " ")
    }

    /// What is said, all of it.
    var words: String { reasons.map(\.message).joined(separator: "; ") }
}
