import Model

/// Whether a computer account counts, or why it does not.
enum Standing: String, Sendable, CaseIterable {
    case counts
    case domainController = "domain-controller"
    case disabled
    case stale
    case neverSignedIn = "never-signed-in"
    case notWindows = "not-windows"
    /// Told apart by those checks alone to which the version matters.
    case unsupportedVersion = "unsupported-version"
}

/// The computers of a domain that a check must judge, told apart from those that nobody uses.
struct Computers {
    private(set) var counted: CountedComputers
    /// How many do not count, by why.
    private(set) var leftOut: [String: Int] = [:]

    /// Sorts all computers of `directory`; without an expectation by the defaults, as of the reading.
    init(_ computers: [ComputerFact], of directory: DirectoryFact, _ evidence: Evidence) {
        let limits =
            evidence.facts.directoryExpectation ?? DirectoryExpectation(judgedAt: directory.observedAt)
        // Where no computer at all has signed in, the attribute is one that this reader may not see.
        let tellsSignIns = computers.contains { $0.lastLogon != nil }
        let all = CountedComputers(computers, evidence.index(of: directory))
        let isOther = all.examplesOfSystems.map(\.isKnownNotWindows)
        var numbers = [Int](repeating: 0, count: Standing.allCases.count)
        counted = all.filter { position in
            var standing = Self.standing(of: all[position], limits, tellsSignIns: tellsSignIns)
            if standing == .counts && isOther[all.system(at: position)] { standing = .notWindows }
            numbers[standing.number] += 1
            return standing == .counts
        }
        for standing in Standing.allCases where standing != .counts && numbers[standing.number] > 0 {
            leftOut[standing.rawValue] = numbers[standing.number]
        }
    }

    /// Whether a computer counts, as far as its system does not matter.
    ///
    /// What cannot be read about a computer never makes it drop out.
    private static func standing(
        of computer: ComputerFact, _ limits: DirectoryExpectation, tellsSignIns: Bool
    ) -> Standing {
        if computer.isDomainController { return .domainController }
        if computer.isDisabled { return .disabled }
        if tellsSignIns {
            guard let last = computer.lastLogon else { return .neverSignedIn }
            if last.seconds(until: limits.judgedAt) > limits.staleAfter { return .stale }
        }
        return .counts
    }

    /// Takes out what does not count for one check alone.
    mutating func leaveOut(_ standing: Standing, whoseSystem isOut: (ComputerFact) -> Bool) {
        let all = counted.count
        counted = counted.filter(whoseSystem: { !isOut($0) })
        if counted.count < all { leftOut[standing.rawValue, default: 0] += all - counted.count }
    }

    /// Those that count and run Windows Server 2012 R2, or those that do not.
    func counted(onServer2012R2 wanted: Bool) -> CountedComputers {
        counted.filter(whoseSystem: { $0.isServer2012R2 == wanted })
    }

    /// `12 disabled, 3 stale`; empty where all count.
    var leftOutInWords: String {
        Standing.allCases.compactMap { standing in
            leftOut[standing.rawValue].map { "\($0) \(standing.words)" }
        }.joined(separator: ", ")
    }
}

extension Standing {
    fileprivate var number: Int {
        switch self {
        case .counts: 0
        case .domainController: 1
        case .disabled: 2
        case .stale: 3
        case .neverSignedIn: 4
        case .notWindows: 5
        case .unsupportedVersion: 6
        }
    }

    fileprivate var words: String {
        switch self {
        case .counts: "counted"
        case .domainController: "domain controllers"
        case .disabled: "disabled"
        case .stale: "stale"
        case .neverSignedIn: "never signed in"
        case .notWindows: "not Windows"
        case .unsupportedVersion: "of an unsupported version"
        }
    }
}

/// Source: <https://learn.microsoft.com/troubleshoot/windows-server/active-directory/useraccountcontrol-manipulate-account-properties>
extension ComputerFact {
    var isDisabled: Bool { accountControl.map { $0 & 0x2 != 0 } ?? false }

    var isDomainController: Bool {
        primaryGroup == 516 || primaryGroup == 521 || accountControl.map { $0 & 0x2000 != 0 } ?? false
    }

    /// Another system's account; Hyper-V Server is Windows by another name.
    fileprivate var isKnownNotWindows: Bool {
        guard let system = operatingSystem?.lowercased(), !system.isEmpty else { return false }
        return !system.contains("windows") && !system.contains("hyper-v")
    }

    /// Windows Server 2012 R2; Windows 8.1 has the same version.
    var isServer2012R2: Bool {
        guard let system = operatingSystem?.lowercased(), system.contains("server") else { return false }
        return operatingSystemVersion.map { $0.hasPrefix("6.3") } ?? system.contains("2012 r2")
    }
}
