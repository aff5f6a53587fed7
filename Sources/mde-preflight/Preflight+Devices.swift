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
        guard wantsDevices, let settings = configuration.devices else { return nil }
        // A report keeps whole seconds, and has to judge the same when it is read again.
        let moment = Date(timeIntervalSince1970: judgedAt.timeIntervalSince1970.rounded(.down))
        var expectation = DeviceExpectation(judgedAt: moment)
        expectation.maximumAge = settings.maximumAge
        expectation.settings = settings.settings
        return expectation
    }

    private func localDevice(_ deadline: Deadline) async throws -> DeviceFact {
        throw Failure(.fault, "not there yet")
    }
}
