import Checks
import Collectors
import Configuration
import Foundation
import Model

/// What is read of devices.
extension Preflight {
    private static let areas: Set<Area> = [
        .registration, .platform, .tagging, .onboarding, .controlPlane, .policy,
    ]

    /// Whether any check was asked for that judges devices by their evidence.
    private var wantsDevices: Bool {
        configuration.devices != nil
            && allChecks.contains { check in
                check.id.area.map(Self.areas.contains) ?? false && selection.contains(check.id)
            }
    }

    /// Reads the evidence of all devices, if any check of them was asked for.
    func devices(_ deadline: Deadline, _ progress: Progress) async throws -> [DeviceFact] {
        guard wantsDevices, let settings = configuration.devices else { return [] }
        var facts = try await DeviceCollector.collect(settings.evidence, deadline: deadline) {
            progress.show(devices: $0)
        }
        if isLocal { facts.append(try await localDevice(deadline)) }
        return facts
    }

    /// What the evidence is held against; absent where none is asked for.
    func deviceExpectation(judgedAt: Date) -> DeviceExpectation? {
        guard wantsDevices || readsTenantServices else { return nil }
        let settings = configuration.devices ?? DevicesSettings()
        var expectation = DeviceExpectation(judgedAt: Self.wholeSecond(of: judgedAt))
        expectation.maximumAge = settings.maximumAge
        expectation.settings = settings.settings
        return expectation
    }

    /// Collects what can be read about this host into a folder that is removed again.
    private func localDevice(_ deadline: Deadline) async throws -> DeviceFact {
        let parent = FileManager.default.temporaryDirectory.appending(
            path: "mde-preflight-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: parent, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(.fault, "cannot make a folder below \(FileManager.default.temporaryDirectory.path)")
        }
        defer { localEvidence.take(parent) }
        let folder = parent.appending(path: LocalHost.name)
        do {
            try await LocalHost.collect(into: folder, deadline: deadline)
        } catch LocalHostError.cancelled {
            var fact = DeviceFact(path: LocalEvidence.name, name: LocalHost.name)
            fact.faults = [Unreadable(.runInterrupted, "interrupted before all was collected")]
            return fact
        } catch {
            throw Failure(.fault, "this host: \(error)")
        }
        let place = EvidencePlace(name: LocalEvidence.name, path: folder.path)
        let facts = try await DeviceCollector.collect([place], deadline: deadline) { _ in }
        var fact = facts.first ?? DeviceFact(path: place.name, name: LocalHost.name)
        fact.path = place.name
        fact.id = "device:" + place.name
        return fact
    }
}
