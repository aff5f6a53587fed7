import Foundation
import Model
import TestSupport
import Testing

@testable import Collectors

@Suite struct TenantCollectorTests {
    @Test func `reads everything that the services have`() async throws {
        let reading = try await TenantRun("happy").read()
        #expect(reading.faults == [])
        let fact = reading.fact
        #expect(fact.source == .api)
        #expect(fact.organization.value?.id == "8f3b1c5e-2d47-4a60-9c1e-7b5a0d9e4f21")
        #expect(fact.organization.value?.mobileDeviceManagementAuthority == "intune")
        #expect(fact.subscriptions.value?.first?.plans.map(\.name) == ["WINDEFATP"])
        #expect(fact.connectors.value?.first?.attachEnabled == true)
        let policy = try #require(fact.policies.value?.first)
        #expect(policy.assignments.value?.map(\.target) == [.group])
        #expect(policy.settings.value?.map(\.value) == ["1"])
        #expect(reading.sources.entraDevices?.rows.count == 4)
        #expect(reading.sources.managedDevices?.rows.count == 4)
        #expect(reading.sources.machines?.rows.count == 4)
        #expect(fact.lists.map(\.kind) == [.entraDevices, .managedDevices, .machines])
        #expect(fact.lists.map(\.count) == [4, 4, 4])
    }

    @Test(arguments: ["devices-seconds", "machines-date", "managed-busy", "devices-reset", "machines-cut"])
    func `asks again where a service falters once`(habit: String) async throws {
        let run = try TenantRun(habit)
        #expect(try await run.read().faults == [])
        #expect(!run.waits.all.isEmpty)
    }

    @Test func `waits as long as it is asked to`() async throws {
        let run = try TenantRun("devices-seconds")
        _ = try await run.read()
        #expect(run.waits.all.count == 1)
        #expect(run.waits.all.allSatisfy { (1...1.2).contains($0) })
    }

    @Test(arguments: [
        ("devices-forever", ReasonCode.graphThrottled, "asks to wait 3600 s"),
        ("machines-forever", .defenderThrottled, "longer than the run may last"),
        ("devices-down", .graphUnavailable, "answers 502, also when asked 4 times"),
        ("managed-resets", .graphUnavailable, "reset"),
        ("machines-cuts", .defenderUnavailable, "asked 4 times"),
        ("devices-garbled", .graphMalformed, "what https://graph.microsoft.com/v1.0/devices answers"),
        ("machines-html", .defenderMalformed, "<!DOCTYPE html><html><head><title>Blocked by proxy"),
        ("devices-redirect", .graphMalformed, "elsewhere.lab.test"),
        ("devices-refused", .graphSignInRejected, "Lifetime validation failed"),
        ("devices-forbidden", .graphPermissionMissing, "Device.Read.All"),
        (
            "machines-forbidden", .defenderPermissionMissing,
            "would have shown the machines that are onboarded"
        ),
        ("managed-blocked", .graphUnavailable, "Forbidden by policy"),
        ("machines-absent", .defenderMalformed, "answers 404"),
        ("organization-html", .graphMalformed, "organization"),
        ("subscriptions-forbidden", .graphPermissionMissing, "LicenseAssignment.Read.All"),
        ("connectors-forbidden", .graphPermissionMissing, "DeviceManagementServiceConfig.Read.All"),
        ("policies-forbidden", .graphPermissionMissing, "DeviceManagementConfiguration.Read.All"),
    ])
    func `says what kept it from one answer, and reads all others`(
        habit: String, code: ReasonCode, words: String
    ) async throws {
        let run = try TenantRun(habit)
        let faults = try await run.read().faults
        #expect(faults.map(\.code) == [code])
        #expect(faults.first?.detail.contains(words) == true, "\(faults.first?.detail ?? "")")
    }

    @Test(arguments: [
        ("devices-repeat", "leads back to one that was read before"),
        ("devices-elsewhere", "no token is sent"),
        ("devices-plain", "http://graph.microsoft.com"), ("devices-port", "graph.microsoft.com:8443"),
        ("devices-user", "graph.microsoft.com@elsewhere"), ("devices-garbage", "leads to another place"),
    ])
    func `a link that leads astray ends the list as incomplete, and takes no token along`(
        habit: String, words: String
    ) async throws {
        let run = try TenantRun(habit)
        let reading = try await run.read()
        let listing = try #require(reading.sources.entraDevices)
        #expect(listing.incomplete?.code == .graphIncomplete)
        #expect(listing.incomplete?.detail.contains(words) == true, "\(listing.incomplete?.detail ?? "")")
        #expect((2...4).contains(listing.rows.count))
        let requests = try await run.lab.requests(of: run.domain)
        #expect(requests.count > 5)
        let known = ["login.microsoftonline.com", "graph.microsoft.com", "api.security.microsoft.com"]
        #expect(requests.allSatisfy { known.contains($0.host) && $0.secure })
    }

    @Test func `no token ever reached another host, whatever was asked before`() async throws {
        for habit in ["all-elsewhere", "all-redirect", "all-plain", "all-port"] {
            _ = try await TenantRun(habit).read()
        }
        let strays = try await TenantLab.shared().requests().filter {
            $0.hasToken && !["graph.microsoft.com", "api.security.microsoft.com"].contains($0.host)
        }
        #expect(strays.isEmpty, "\(strays)")
    }

    @Test func `a list that stops keeps what was read, and says that it may lack devices`() async throws {
        let listing = try #require(try await TenantRun("managed-stops").read().sources.managedDevices)
        #expect(listing.rows.count == 2)
        #expect(listing.incomplete?.code == .graphUnavailable)
        #expect(listing.incomplete?.detail.contains("2 devices had been read by then") == true)
    }

    @Test func `a page of half a gigabyte is not held`() async throws {
        let run = try TenantRun("machines-huge")
        let why = try #require(try await run.read().sources.machines?.incomplete)
        #expect(why.code == .defenderMalformed)
        #expect(why.detail.contains("larger than 64 MiB"))
    }

    @Test(arguments: ["all-refused", "all-echo"])
    func `a token that a service repeats is not shown`(habit: String) async throws {
        let faults = try await TenantRun(habit).read().faults
        #expect(faults.count == 7)
        #expect(
            faults.allSatisfy { $0.detail.contains("(secret)") && !$0.detail.contains("eyJ") }, "\(faults)")
    }

    @Test func `an expired token is renewed once`() async throws {
        let reading = try await TenantRun("devices-expired").read()
        #expect(reading.faults == [])
    }

    @Test func `bears nulls, unknown values and members, and letters in another case`() async throws {
        let reading = try await TenantRun("all-odd").read()
        #expect(reading.faults == [])
        let machines = try #require(reading.sources.machines)
        #expect(machines.rows.count == 4)
        #expect(machines.rows.allSatisfy { $0.entraID == nil && $0.lastSeen == .unknown })
    }

    @Test(arguments: ["policies-apart", "policies-parts"])
    func `policies are asked for one by one where the service gives no whole list`(habit: String) async throws
    {
        let reading = try await TenantRun(habit).read()
        #expect(reading.faults == [])
        let policy = try #require(reading.fact.policies.value?.first)
        #expect(policy.assignments.value?.count == 1)
        #expect(policy.settings.value?.count == 1)
    }

    @Test func `a hundred thousand machines are read to the last`() async throws {
        let reading = try await TenantRun("large").read()
        #expect(reading.faults == [])
        #expect(reading.fact.lists.map(\.count) == [100_000, 100_000, 100_000])
    }

    @Test(arguments: ["devices-unselectable", "managed-unselectable", "organization-unselectable"])
    func `all members are asked for where a service does not know one of them`(habit: String) async throws {
        let reading = try await TenantRun(habit).read()
        #expect(reading.faults == [])
        #expect(reading.fact.lists.map(\.count) == [4, 4, 4])
    }

    @Test func `an answer that swells when it is unpacked is not held`() async throws {
        let why = try #require(try await TenantRun("machines-bomb").read().sources.machines?.incomplete)
        #expect(why.code == .defenderMalformed)
        #expect(why.detail.contains("larger than 64 MiB"))
    }

    @Test func `a silent service costs no more than the deadline`() async throws {
        var run = try TenantRun("machines-silent")
        run.deadline = 2
        // On a busy host the other lists may be late as well.
        #expect(try await run.read().sources.machines?.incomplete?.code == .defenderTimeout)
    }

    @Test func `cancelling ends it with what is known`() async throws {
        let run = try TenantRun("all-silent")
        let reading = try await withThrowingTaskGroup(of: TenantReading.self) { group in
            group.addTask { try await run.read() }
            group.cancelAll()
            return try #require(try await group.next())
        }
        #expect(reading.faults.allSatisfy { $0.code == .runInterrupted })
        #expect(reading.faults.count == 7)
    }

    @Test func `cancelling ends it while services are silent`() async throws {
        // The deadline has to be long: asking what was requested waits behind all programs that other tests start.
        let silent = try TenantRun("all-silent")
        let reading = try await withThrowingTaskGroup(of: TenantReading.self) { group in
            group.addTask { try await silent.read() }
            while try await !silent.lab.requests(of: silent.domain).contains(where: \.hasToken) {}
            group.cancelAll()
            return try #require(try await group.next())
        }
        #expect(reading.faults.count == 7)
        #expect(reading.faults.allSatisfy { $0.code == .runInterrupted })
    }

    @Test func `a cloud without Defender for Endpoint is not asked for machines`() async throws {
        var run = try TenantRun("happy")
        run.cloud = .china
        run.deadline = 5
        #expect(try await run.read().sources.machines == nil)
    }
}
