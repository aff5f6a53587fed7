import Model

@testable import Checks

/// Devices that lists tell of; what `<-` tells of an attribute of a list stands in that list.
enum ListSample {
    private static let names: [(name: String, kind: EvidenceFile.Kind)] = [
        ("Active Directory", .directoryComputer), ("Entra devices", .entraDevice),
        ("Intune devices", .managedDevice), ("Defender machines", .machine),
    ]

    static func kind(of name: String) -> EvidenceFile.Kind {
        names.first { $0.name == name }?.kind ?? .unknown
    }

    static func name(of kind: EvidenceFile.Kind?) -> String? {
        names.first { $0.kind == kind }?.name
    }

    static let directory: [Told] = [
        .directoryAccount <- "enabled", .directorySystem <- "Windows 10 Enterprise",
        .directorySystemVersion <- "10.0 (19045)",
    ]

    static let entra: [Told] = [
        .entraObject <- "id", .entraEnabled <- true, .entraTrust <- "serverad",
        .entraRegistration <- "complete", .entraSynced <- true, .entraManagement <- "microsoftsense",
        .entraTwins <- 0,
    ]

    static let machine: [Told] = [
        .machineRecord <- "id", .machineOnboarding <- "onboarded", .machineHealth <- "active",
        .machineSeen <- "recent", .machineManagedBy <- "microsoftdefenderforendpoint",
        .machineManagedByStatus <- "success", (.machineTag <- true).of("MDE-Management"),
        .machinePlatform <- "Windows10", .machineBuild <- 19045, .machineProcessor <- "x64",
        .machineAgentVersion <- "10.8470.19041.2788", .machineTwins <- 0,
    ]

    /// All that the lists tell of a device that is ready.
    static let ready: [Told] = directory + entra + [.managementAgent <- .absent] + machine
}

extension [Told] {
    /// Without some attributes.
    func without(_ attributes: DeviceAttribute...) -> [Told] {
        filter { !attributes.contains($0.attribute) }
    }
}
