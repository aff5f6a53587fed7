import FoundationEssentials
import Model

extension DeviceFact {
    /// What was found of a device, with the times of its files.
    init(_ draft: DeviceGrouping.Draft, path: String, _ limits: DeviceCollector.Limits) {
        self.init(path: path, name: draft.names.all.count == 1 ? draft.names.all[0] : draft.name)
        faults = draft.faults
        let count = draft.files.count { $0.rank == .evidence }
        guard count <= limits.deviceFiles else {
            faults.append(
                Unreadable(
                    .evidenceRefused,
                    "holds \(count) files of evidence, more than \(limits.deviceFiles) of one device"))
            return
        }
        let manifests = Self.manifests(draft.files)
        var failed = 0
        claims.reserveCapacity(draft.files.reduce(0) { $0 + $1.claims.count })
        for read in draft.files {
            if read.rank == .faulty {
                failed += 1
                guard failed <= limits.faults else { continue }
            }
            var file = EvidenceFile(name: read.name, kind: read.kind)
            file.fault = read.fault
            let told = read.told ?? manifests[Self.folder(of: read.name)]
            // Copying makes a file younger and not older, so that the older one is the safe one.
            switch (told, read.modified) {
            case (let told?, let modified?):
                // One that says that it is of a later day than the file is wrong about something.
                let isOdd = told.timeIntervalSince(modified) > 86_400
                file.observedAt = isOdd ? told : min(told, modified)
                file.clock = isOdd || told <= modified ? .content : .file
            case (let told?, nil): (file.observedAt, file.clock) = (told, .content)
            case (nil, let modified?): (file.observedAt, file.clock) = (modified, .file)
            case (nil, nil): break
            }
            let number = UInt16(clamping: files.count)
            files.append(file)
            for claim in read.claims {
                var claim = claim
                claim.file = number
                claims.append(claim)
            }
        }
        if failed > limits.faults {
            faults.append(
                Unreadable(.evidenceUnreadable, "\(failed - limits.faults) more files could not be read"))
        }
    }

    /// When a collector says that it filled a folder, by folder; the oldest where it says so twice.
    private static func manifests(_ files: [ReadFile]) -> [String: Date] {
        var times: [String: Date] = [:]
        for file in files where file.kind == .collection {
            guard let told = file.told else { continue }
            let folder = folder(of: file.name)
            times[folder] = times[folder].map { min($0, told) } ?? told
        }
        return times
    }

    private static func folder(of name: String) -> String {
        name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
    }
}
