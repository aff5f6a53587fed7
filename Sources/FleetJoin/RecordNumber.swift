import Model

/// A source of records of devices.
enum Source: Int, CaseIterable {
    case computers, entra, managed, machines, evidence

    var bit: UInt8 { 1 << UInt8(rawValue) }
}

/// Sources as bits of one byte.
struct SourceSet: OptionSet, Sendable {
    var rawValue: UInt8

    static let computers = SourceSet(rawValue: Source.computers.bit)
    static let entra = SourceSet(rawValue: Source.entra.bit)
    static let managed = SourceSet(rawValue: Source.managed.bit)
    static let machines = SourceSet(rawValue: Source.machines.bit)
    static let evidence = SourceSet(rawValue: Source.evidence.bit)
}
