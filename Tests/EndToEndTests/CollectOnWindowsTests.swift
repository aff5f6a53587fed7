import Foundation
import TestSupport
import Testing

/// The script runs where most programs that it would like to ask are missing, and says what is not there.
@Suite(.enabled(if: WindowsShell.isInstalled))
struct CollectOnWindowsTests {
    private static let sensor = "Windows Advanced Threat Protection"

    private func fill(_ shell: WindowsShell) async throws {
        let microsoft = "HKLM\\SOFTWARE\\Microsoft"
        let enrollment = "\(microsoft)\\Enrollments\\0A1B2C3D-0000-4000-8000-000000000001"
        let tags = "HKLM\\SOFTWARE\\Policies\\Microsoft\\\(Self.sensor)\\DeviceTagging"
        try await shell.add("\(microsoft)\\SenseCM", "EnrollmentStatus", "REG_DWORD", "1")
        try await shell.add("\(microsoft)\\\(Self.sensor)\\Status", "OnboardingState", "REG_DWORD", "1")
        try await shell.add("\(microsoft)\\\(Self.sensor)", "OnboardedInfo", "REG_SZ", "not to be collected")
        try await shell.add(tags, "Group", "REG_SZ", "MDE-Management")
        try await shell.add(enrollment, "ProviderID", "REG_SZ", "MS DM Server")
        try await shell.add("\(microsoft)\\Windows NT\\CurrentVersion", "UBR", "REG_DWORD", "2788")
    }

    @Test(.timeLimit(.minutes(20)))
    func `the script leaves a folder with all that it could find`() async throws {
        let folder = try TemporaryFolder()
        let emitted = try await Program.run(
            ["collect", "--emit", "windows", "--output", folder.path("c.cmd")])
        #expect(emitted.status == 0)
        // A place that a script without quotes would stumble over.
        let parent = folder.url.appending(path: "R&D (x)")
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: false)
        let shell = try await WindowsShell()
        try await fill(shell)
        let script = WindowsShell.path(URL(filePath: folder.path("c.cmd")))
        let command = ["cmd", "/d", "/c", script, WindowsShell.path(parent)]
        let run = try await shell.run(command)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("Collected: "))
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: parent.path).first)
        #expect(name.hasSuffix("-mde-evidence"))
        try expectEvidence(parent.appending(path: name))
        try await expectVerdict(on: parent)

        let again = try await shell.run(command)
        #expect(again.status == 1)
        #expect((again.output + again.errors).contains("is there already"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == [name])
        let beside = try await shell.run(["cmd", "/d", "/c", script])
        #expect(beside.status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).contains(name))
        let nowhere = try await shell.run(["cmd", "/d", "/c", script, "Z:\\no\\where"])
        #expect(nowhere.status == 1)
        #expect((nowhere.output + nowhere.errors).contains("There is no folder"))
    }

    /// What Wine's registry holds is read back: onboarded, tagged, and enrolled in Intune.
    private func expectVerdict(on folder: URL) async throws {
        let run = try await Program.run(
            ["check", folder.path, "--skip", "endpoints", "--output", "devices-jsonl"])
        let line = try #require(run.output.split(separator: "\n").first)
        let device = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(device["verdict"] as? String == "managed-elsewhere")
        let results = try #require(device["results"] as? [[String: Any]])
        let statuses = results.reduce(into: [String: String]()) { all, result in
            if let check = result["check"] as? String { all[check] = result["status"] as? String }
        }
        #expect(statuses["tagging.management-tag-present"] == "pass")
        #expect(statuses["control-plane.no-mdm-enrollment"] == "fail")
        #expect(statuses["onboarding.enrollment-status"] == "pass")
        #expect(statuses["registration.device-trusted"] == "undetermined")
    }

    private func expectEvidence(_ evidence: URL) throws {
        func text(_ name: String, _ encoding: String.Encoding = .utf8) throws -> String {
            let data = try Data(contentsOf: evidence.appending(path: name))
            let text = try #require(String(data: data, encoding: encoding), "\(name)")
            return text.replacingOccurrences(of: "\r\n", with: "\n")
        }
        let manifest = try text("collection.txt")
        #expect(manifest.hasPrefix("mde-preflight collection 1\nfamily: windows\ncomputer-name: "))
        #expect(manifest.contains("\narchitecture: AMD64\n"))
        #expect(manifest.contains("\nnot-collected: dsregcmd.txt\n"))
        let microsoft = "HKLM\\SOFTWARE\\Microsoft"
        let registry = try text("registry.txt")
        for (key, value) in [
            ("\"\(microsoft)\\SenseCM\"", "EnrollmentStatus    REG_DWORD    0x1"),
            ("\"\(microsoft)\\\(Self.sensor)\\Status\"", "OnboardingState    REG_DWORD    0x1"),
            ("\"\(microsoft)\\Windows NT\\CurrentVersion\" /v UBR", "UBR    REG_DWORD    0xae4"),
            ("\"\(microsoft)\\Enrollments\" /s", "ProviderID    REG_SZ    MS DM Server"),
            (
                "\"HKLM\\SOFTWARE\\Policies\\Microsoft\\\(Self.sensor)\\DeviceTagging\"",
                "Group    REG_SZ    MDE-Management"
            ),
            ("\"\(microsoft)\\CCM\"", "< not there"),
            ("\"\(microsoft)\\Windows Defender\" /v ManagedDefenderProductType", "< not there"),
        ] {
            let parts = registry.components(separatedBy: "> reg query \(key)\n")
            #expect(parts.count == 2, "\(key)")
            #expect(parts.last?.components(separatedBy: "\n> ").first?.contains(value) == true, "\(key)")
        }
        #expect(!registry.contains("< failed"))
        #expect(!registry.contains("not to be collected"))
        #expect(try text("services.txt").contains("> sc query sense\n"))
        #expect(try text("registry-DeviceTagging.reg", .utf16).contains("\"Group\"=\"MDE-Management\""))
        let names = try FileManager.default.contentsOfDirectory(atPath: evidence.path)
        #expect(
            names.sorted() == [
                "collection.txt", "registry-DeviceTagging.reg", "registry-Enrollments.reg",
                "registry-SenseCM.reg", "registry-Status.reg", "registry.txt", "services.txt",
            ])
    }
}
