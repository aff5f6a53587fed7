package import FoundationEssentials

/// What the evidence of one device tells: a flat list of claims, each with the file and line it comes from.
///
/// There may be tens of thousands of devices, so equal texts should share their storage.
package struct DeviceFact: Codable, Sendable, Equatable {
    /// `device:` and the path.
    package var id: String
    /// The folder or archive, printable, as it was given or found below what was given; no two devices share it.
    package var path: String
    /// What the evidence says, else the last part of the path.
    package var name: String
    /// In the order in which they were read.
    package var files: [EvidenceFile]
    /// In the order of the files, and of the lines in them.
    package var claims: [Claim]
    /// What is amiss with the folder or archive as a whole.
    package var faults: [Unreadable]
    /// Where the fact stands for all devices of a fleet of which the sources say the same; absent for a single device.
    package var members: Members?

    /// Devices of which all sources say the same.
    package struct Members: Codable, Sendable, Equatable {
        package var count: Int
        /// Names of at most three of them.
        package var examples: [String]

        package init(count: Int, examples: [String]) {
            self.count = count
            self.examples = examples
        }
    }

    package init(path: String, name: String) {
        id = "device:" + path
        self.path = path
        self.name = name
        files = []
        claims = []
        faults = []
    }
}

extension DeviceFact.Members {
    private enum CodingKeys: String, CodingKey {
        case count, examples
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        count = try container.decode(Int.self, forKey: .count)
        examples = try container.decode([String].self, forKey: .examples)
        // Checks add them up, and a fact of no device would hide what is found of it.
        guard (1...Int(Int32.max)).contains(count) else {
            throw DecodingError.dataCorruptedError(
                forKey: .count, in: container, debugDescription: "a number of devices is out of range")
        }
    }
}

extension DeviceFact {
    /// What a joined fleet calls its facts by in place of a path; no path of evidence is shown with two slashes in a row.
    package static func path(inFleet number: Int) -> String { "\(fleet)\(number)" }

    /// Whether a path is the number of a joined fleet's fact, which is another one in the next run.
    package static func isInFleet(_ path: String) -> Bool { path.hasPrefix(fleet) }

    private static let fleet = "fleet//"

    /// How many devices the fact stands for.
    package var weight: Int { members?.count ?? 1 }

    /// The numbers of the claims about an attribute, whatever the instance.
    ///
    /// Asked for tens of thousands of devices, so that claims are looked at where they are, without copying them.
    package func numbers(of attribute: DeviceAttribute) -> [Int] {
        var numbers: [Int] = []
        for number in claims.indices where claims[number].attribute == attribute { numbers.append(number) }
        return numbers
    }
}

/// One file of a device's evidence.
package struct EvidenceFile: Codable, Sendable, Equatable {
    /// What a file was recognised as, by its content.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case joinStatus = "dsregcmd"
        case registryExport = "registry-export"
        case registryQuery = "registry-query"
        case systemInformation = "systeminfo"
        case updateList = "update-list"
        case services
        case antivirusStatus = "antivirus-status"
        case antivirusPreferences = "antivirus-preferences"
        case analyzer
        case agentHealth = "agent-health"
        case agentConnectivity = "agent-connectivity"
        case osRelease = "os-release"
        case collection
        /// What a source lists of the device, which is no file.
        case directoryComputer = "directory-computer"
        case entraDevice = "entra-device"
        case managedDevice = "managed-device"
        case machine
        case unknown
    }

    /// From where the time of the evidence is known.
    package enum Clock: String, Codable, Sendable {
        /// The file tells it itself, or the collector beside it does.
        case content
        /// The file's own time, or that of its entry in an archive.
        case file
    }

    /// Printable, relative to the device's path.
    package var name: String
    package var kind: Kind
    /// When the evidence was taken; absent where nothing tells.
    package var observedAt: Date?
    package var clock: Clock?
    /// Why nothing, or not everything, could be read of it.
    package var fault: Unreadable?

    package init(name: String, kind: Kind = .unknown) {
        self.name = name
        self.kind = kind
    }
}

/// One thing that one file says of a device.
package struct Claim: Sendable, Equatable {
    package var attribute: DeviceAttribute
    /// Which one, where a device has several of the attribute.
    package var instance: String?
    package var value: Value
    /// Number of the file among the device's files.
    package var file: UInt16
    /// Counted from 1; 0 where the format has no lines.
    package var line: UInt32

    package init(
        _ attribute: DeviceAttribute, instance: String? = nil, _ value: Value, file: UInt16, line: UInt32
    ) {
        self.attribute = attribute
        self.instance = instance
        self.value = value
        self.file = file
        self.line = line
    }

    package enum Value: Sendable, Equatable, Hashable {
        case text(String)
        case number(Int)
        case flag(Bool)
        case moment(Date)
        /// The source was looked at, and it is not there.
        case absent
        /// It is there and cannot be used, with what it is.
        case unusable(String)
    }
}

extension Claim: Codable {
    private enum Key: String, CodingKey {
        case attribute, instance, file, line, text, number, flag, moment, absent, unusable
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        attribute = try container.decode(DeviceAttribute.self, forKey: .attribute)
        instance = try container.decodeIfPresent(String.self, forKey: .instance)
        file = try container.decode(UInt16.self, forKey: .file)
        line = try container.decode(UInt32.self, forKey: .line)
        if let text = try container.decodeIfPresent(String.self, forKey: .text) {
            value = .text(text)
        } else if let number = try container.decodeIfPresent(Int.self, forKey: .number) {
            value = .number(number)
        } else if let flag = try container.decodeIfPresent(Bool.self, forKey: .flag) {
            value = .flag(flag)
        } else if let moment = try container.decodeIfPresent(Date.self, forKey: .moment) {
            value = .moment(moment)
        } else if let what = try container.decodeIfPresent(String.self, forKey: .unusable) {
            value = .unusable(what)
        } else {
            value = .absent
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(attribute, forKey: .attribute)
        try container.encodeIfPresent(instance, forKey: .instance)
        try container.encode(file, forKey: .file)
        try container.encode(line, forKey: .line)
        switch value {
        case .text(let text): try container.encode(text, forKey: .text)
        case .number(let number): try container.encode(number, forKey: .number)
        case .flag(let flag): try container.encode(flag, forKey: .flag)
        case .moment(let moment): try container.encode(moment, forKey: .moment)
        case .absent: try container.encode(true, forKey: .absent)
        case .unusable(let what): try container.encode(what, forKey: .unusable)
        }
    }
}

extension DeviceFact {
    /// What a file of one fact is called where another fact, of the same device, tells of it.
    package static func name(of file: EvidenceFile, in other: DeviceFact) -> String {
        "\(other.path)/\(file.name)".printable(limit: 255)
    }
}
