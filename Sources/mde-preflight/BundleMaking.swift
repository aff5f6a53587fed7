import Collectors
import Foundation
import Model
import Reporting
import SupportBundle

/// Makes the support bundle of a run that is over.
struct BundleMaking: Sendable {
    let request: BundleRequest
    let redaction: BundleRedaction
    /// SHA-256 of the catalogue.
    let digest: String
    /// Where the evidence of devices is.
    let sources: [RawEvidence.Source]
    /// The text of the configuration; nil where there was none.
    let configuration: String?
    /// Files that were read and that no bundle holds, with why.
    var leftOut: [(name: String, why: String)] = []

    /// Bytes that are searched at once.
    private static let chunk = 4 << 20
    /// Bytes; nothing that is searched for is longer, however it is written.
    private static let overlap = 1 << 16
    private static let width = 2

    /// Writes the bundle, searches what was written, and puts it into its place only then.
    ///
    /// - Parameters:
    ///   - run: What was judged.
    ///   - reading: The catalogue's part for judging what is redacted.
    ///   - log: What is told of the run.
    /// - Returns: What is in it.
    /// - Throws: ``Failure`` where it cannot be written, or holds what it must not; then there is none.
    func make(of run: consuming JudgedRun, _ reading: Reading, log: RunLog) async throws -> BundleAccount {
        let begun = run.report.run.startedAt
        // What is said from here on is of the bundle and not of the run, which gives the same bytes however long this takes.
        let told = log.text
        var redaction = redaction
        if redaction.needsEvidence {
            await learn(from: run.report.facts.devices)
            redaction = redaction.informed()
        }
        var shown = try await BundleReport(consume run, redaction, reading)
        for note in shown.notes { StandardError.warn("bundle: \(note)") }
        do {
            var writer = try BundleWriter.create(at: request.path, time: begun)
            try addReport(shown, to: &writer)
            shown.forgetFindings()
            BundleWriter.giveFreedMemoryBack()
            var finished = try await completed(writer, shown, redaction, told)
            if let sighting = finished.sighting {
                guard redaction.level == .identities, !BundleEntries.ofReport.contains(sighting.entry) else {
                    throw sighting.failure
                }
                // What one file calls a name another one may have had as a harmless word, or as a version, before.
                var writer = try BundleWriter.create(at: request.path, time: begun)
                try finished.bundle.copy(BundleEntries.ofReport, to: &writer)
                finished = try await completed(writer, shown, redaction.informed(), told)
                if let sighting = finished.sighting { throw sighting.failure }
            }
            let account = BundleAccount(
                path: request.path, size: finished.bundle.size, manifest: finished.bundle.manifest,
                run: shown.summary)
            try place(finished.takeBundle())
            return account
        } catch let error as BundleError {
            throw Failure(.fault, error.description)
        }
    }

    /// Adds all but the report, ends the bundle, and looks through it.
    private func completed(
        _ begun: consuming BundleWriter, _ shown: BundleReport, _ redaction: BundleRedaction, _ log: String
    ) async throws -> SearchedBundle {
        var writer = begun
        try await addEvidence(of: shown, redaction, to: &writer)
        try addRest(to: &writer, redaction, log)
        BundleWriter.giveFreedMemoryBack()
        let search = await redaction.search()
        BundleWriter.giveFreedMemoryBack()
        let head = BundleManifest(
            tool: shown.report.tool, libraries: ToolLibraries.versions,
            catalogue: .init(version: shown.report.catalogue?.version, sha256: digest),
            redaction: redaction.level, notes: shown.notes + search.notes)
        let finished = try writer.finish(head)
        let sighting = try await sighting(in: finished, search, redaction.level, for: shown)
        return SearchedBundle(bundle: finished, sighting: sighting)
    }

    private func addReport(_ shown: BundleReport, to writer: inout BundleWriter) throws {
        let report = shown.report
        try writer.add(BundleEntries.report) { sink in
            try PieceFlow.run({ try JSONReport.write(report, to: $0) }, into: sink)
        }
        let text = TextReport.render(report, detail: .verbose, colour: false)
        try writer.add(BundleEntries.text, Array(text.utf8))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try writer.add(BundleEntries.judgement, Array(try encoder.encode(shown.judgement)) + [0x0a])
        if let fleet = report.facts.fleet {
            try writer.add(BundleEntries.fleet) { try FleetLines.write(fleet, to: $0) }
        }
    }

    private func flow(
        of devices: [DeviceFact], _ redaction: BundleRedaction, other: @escaping @Sendable (String) -> Void
    ) -> BundleEvidence {
        let sources = sources
        let source: BundleEvidence.Source = { isOver, found in
            RawEvidence.read(sources, of: devices, isOver: isOver, found: found, other: other)
        }
        return BundleEvidence.start(source, redact: redaction.file)
    }

    /// Meets the names of evidence, and keeps nothing else of it.
    private func learn(from devices: [DeviceFact]) async {
        guard !sources.isEmpty else { return }
        let flow = flow(of: devices, redaction) { _ in }
        defer { flow.stop() }
        for await (number, _) in flow.items { flow.release(number) }
    }

    private func addEvidence(
        of shown: BundleReport, _ redaction: BundleRedaction, to writer: inout BundleWriter
    ) async throws {
        guard !sources.isEmpty else { return }
        let others = OtherFiles()
        let flow = flow(of: shown.devices, redaction) { others.add($0) }
        defer { flow.stop() }
        for await (number, item) in flow.items {
            let device = shown.report.facts.devices[item.file.device]
            let original = "\(device.path)/\(device.files[item.file.number].name)"
            let name = "\(BundleEntries.evidence)/\(original)"
            switch item.outcome {
            case .redacted(let bytes):
                try writer.add(name, original: BundleName.isSafe(name) ? nil : original, bytes)
            case .leftOut(let why): writer.leaveOut(name, why: why)
            }
            flow.release(number)
        }
        let (names, more) = others.all
        for name in names {
            writer.leaveOut(
                "\(BundleEntries.evidence)/\(redaction.otherFile(name))",
                why: "was not recognised as evidence")
        }
        if more > 0 {
            writer.leaveOut(
                "\(BundleEntries.evidence)/",
                why: "has \(more) more files that were not recognised as evidence")
        }
    }

    private func addRest(
        to writer: inout BundleWriter, _ redaction: BundleRedaction, _ log: String
    ) throws {
        if let configuration {
            if let text = BundleConfiguration.redacted(configuration, redaction) {
                try writer.add(BundleEntries.configuration, Array(text.utf8))
            } else {
                writer.leaveOut(BundleEntries.configuration, why: "is not understood by redaction")
            }
        }
        for (name, why) in leftOut { writer.leaveOut(redaction.text(name), why: why) }
        let lines = log.split(separator: "\n").map { redaction.text(String($0)) + "\n" }
        try writer.add(BundleEntries.log, Array(lines.joined().utf8))
    }

    /// Looks through all that was written; nil where nothing is there that must not be.
    private func sighting(
        in bundle: borrowing FinishedBundle, _ search: BundleRedaction.Search, _ level: RedactionLevel,
        for shown: BundleReport
    ) async throws -> BundleSighting? {
        do {
            try await bundle.forEachChunk(of: Self.chunk, overlap: Self.overlap, width: Self.width) { chunk in
                let whole = chunk.range
                guard let hit = search.firstHit(chunk.bytes[whole]) else { return }
                let place = chunk.offset + whole.lowerBound + hit.offset
                throw BundleHit(hit: hit, entry: chunk.name, offset: place)
            }
            return nil
        } catch let hit as BundleHit {
            var place: TextPlace?
            try bundle.forEachEntry { name, bytes in
                if name == hit.entry { place = TextPlace(of: hit.offset, in: bytes, name) }
            }
            guard let place else { throw hit }
            let original = bundle.manifest.entries.first { $0.name == hit.entry }?.original
            let source = BundleHit.Source(
                hit.entry, original: original, shown.report.facts.devices, shown.devices)
            let message = hit.message(place, from: source, level) {
                search.firstHit(Array($0.utf8)[...]) == nil
            }
            return BundleSighting(entry: hit.entry, failure: Failure(.fault, message))
        }
    }

    /// Puts the bundle into its place, and then what its tokens stand for.
    ///
    /// That is written first, since a full disk shows only then, and is never there without the bundle.
    private func place(_ finished: consuming FinishedBundle) throws {
        guard let file = request.tokenMap else {
            Signals.holdOff()
            defer { Signals.letThrough() }
            return try finished.commit()
        }
        let content = try TokenMap.content(redaction.known(), isJSON: request.tokenMapIsJSON)
        Signals.holdOff()
        defer { Signals.letThrough() }
        let prepared = try file.prepared { sink in try sink(Array(content)[...]) }
        try finished.commit()
        do throws(Failure) {
            if let prepared { try file.commit(prepared) } else { try file.commit(content) }
        } catch {
            throw Failure(
                error.status, "the bundle was written, but not what its tokens stand for: \(error.message)")
        }
    }
}

/// Something that stands in a bundle and must not.
private struct BundleSighting {
    var entry: String
    /// What is told of it.
    var failure: Failure
}

/// A bundle that is complete and was looked through.
private struct SearchedBundle: ~Copyable {
    let bundle: FinishedBundle
    let sighting: BundleSighting?

    consuming func takeBundle() -> FinishedBundle { bundle }
}

extension BundleChunk {
    /// Bytes.
    private static let longestWord = 4096

    /// The part of a chunk of an entry that begins and ends between words: what is cut off is whole in its neighbour, and half of
    /// a word may look like another one.
    fileprivate var range: Range<Int> {
        let first = offset == 0 ? nil : bytes.prefix(Self.longestWord).firstIndex { !Self.isOfWord($0) }
        let last = isLast ? nil : bytes.suffix(Self.longestWord).lastIndex { !Self.isOfWord($0) }
        let start = first ?? 0
        return start..<max(start, last ?? bytes.count)
    }

    /// Whether a byte may stand in a word, also in one of UTF-16.
    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x80..., 0, 0x2b, 0x2d, 0x2f, 0x3d, 0x5f: true
        default: false
        }
    }
}
