import Foundation
import TestSupport

/// Programs that know a format better than this one, and say what is wrong with a document.
enum Validator {
    private static let folder = "Tests/Fixtures/formats"

    /// What libxml2 says of XML documents under a schema beside the tests; empty where nothing is wrong.
    static func xml(_ documents: [[UInt8]], schema: String) async throws -> String {
        let folder = try TemporaryFolder()
        let files = try write(documents, to: folder, ending: "xml")
        let run = try await Command.run(
            "xmllint", ["--noout", "--nonet", "--huge", "--schema", "\(Self.folder)/\(schema)"] + files,
            folder: Repository.root.path)
        let said = run.errors.split(separator: "\n").filter { !$0.hasSuffix(" validates") }
        return run.status == 0 ? "" : "status \(run.status): \(said.prefix(20).joined(separator: "\n"))"
    }

    /// What jsonschema says of JSON documents under the schema of SARIF.
    static func sarif(_ documents: [Data]) async throws -> String {
        try await python(
            """
            import json, sys
            from jsonschema import Draft4Validator as V, FormatChecker
            schema = json.load(open("\(folder)/sarif-schema-2.1.0.json"))
            V.check_schema(schema)
            for name in sys.argv[1:]:
                for e in V(schema, format_checker=FormatChecker()).iter_errors(json.load(open(name))):
                    print(list(e.absolute_path), e.message[:200])
            """, documents.map(Array.init), ending: "json")
    }

    /// What a parser of HTML that forgives nothing says.
    static func html(_ documents: [[UInt8]]) async throws -> String {
        try await python(
            """
            import sys
            import html5lib
            for name in sys.argv[1:]:
                parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
                tree = parser.parse(open(name, "rb"))
                for place, code, detail in parser.errors[:20]: print(place, code, detail)
                ids = [e.get("id") for e in tree.iter() if e.get("id") is not None]
                for id in sorted(set(ids)):
                    if ids.count(id) > 1: print("id twice:", id)
                for e in tree.iter():
                    for a in ("aria-labelledby", "for"):
                        for id in (e.get(a) or "").split():
                            if id not in ids: print("no such id:", id)
                    if (e.get("href") or "").startswith("#") and e.get("href")[1:] not in ids: print("no target:", e.get("href"))
                    if e.get("style") or any(k.startswith("on") for k in e.attrib if isinstance(k, str)): print("inline style or script")
            """, documents, ending: "html")
    }

    /// What Prometheus' own tool says.
    static func prometheus(_ document: [UInt8]) async throws -> String {
        let folder = try TemporaryFolder()
        let files = try write([document], to: folder, ending: "prom")
        let run = try await Command.run(
            "/bin/sh", ["-c", "promtool check metrics < \"$0\"", files[0]], folder: Repository.root.path)
        return run.status == 0 ? run.errors : "status \(run.status): \(run.errors)\(run.output)"
    }

    /// The HTML that GitHub's own renderer makes of Markdown, nothing of it taken out.
    static func rendered(markdown: [UInt8]) async throws -> String {
        let folder = try TemporaryFolder()
        let files = try write([markdown], to: folder, ending: "md")
        let extensions = ["table", "strikethrough", "autolink", "tasklist"].flatMap { ["-e", $0] }
        return try await Command.run("cmark-gfm", ["--unsafe"] + extensions + files).output
    }

    // MARK: - How

    /// Debian's own interpreter has the packages that are installed for the tests.
    private static func python(_ script: String, _ documents: [[UInt8]], ending: String) async throws
        -> String
    {
        let folder = try TemporaryFolder()
        let files = try write(documents, to: folder, ending: ending)
        let run = try await Command.run(
            "/usr/bin/python3", ["-c", script] + files, folder: Repository.root.path)
        return run.output + run.errors
    }

    private static func write(
        _ documents: [[UInt8]], to folder: TemporaryFolder, ending: String
    ) throws -> [String] {
        try documents.enumerated().map { number, bytes in
            let path = folder.path("\(number).\(ending)")
            try Data(bytes).write(to: URL(filePath: path))
            return path
        }
    }
}
