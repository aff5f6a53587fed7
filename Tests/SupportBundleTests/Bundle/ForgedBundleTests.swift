import Foundation
import TestSupport
import Testing

@testable import SupportBundle

/// Bundles that were made by hand, sealed as they should be, and that hold something else than they should.
struct ForgedBundleTests {
    @Test(arguments: [
        ("good", nil),
        ("no-manifest", "holds no manifest.json"),
        ("text-manifest", "has a manifest that is not used: it is no JSON, or it states no format"),
        (
            "other-format",
            "has a manifest that is not used: its format is \"tar\", and this version reads \"mde-preflight.bundle/1\""
        ),
        (
            "newer",
            "has a manifest that is not used: its format is \"mde-preflight.bundle/2\", and this version reads \"mde-preflight.bundle/1\""
        ),
        (
            "no-tool",
            "has a manifest that is not used: it is not of the form \"mde-preflight.bundle/1\": tool is missing"
        ),
        (
            "odd-size",
            "has a manifest that is not used: it is not of the form \"mde-preflight.bundle/1\": entries.0.size: is not as it should be"
        ),
        ("negative", "has a manifest that is not used: it states an impossible size: a.txt"),
        ("enormous", "has a manifest that is not used: it states an impossible size: b.txt"),
        ("odd-digest", "has a manifest that is not used: it states a digest that is none: a.txt"),
        ("twice-listed", "has a manifest that is not used: it lists an entry twice: A.txt"),
        (
            "unsafe-listed",
            "has a manifest that is not used: it lists an entry whose name is not safe: ../a.txt"
        ),
        ("unsafe", "holds an entry that leads outside: ../a.txt"),
        ("absolute", "holds an entry with an absolute path: /a.txt"),
        ("drive", "holds an entry with an absolute path: C:/a.txt"),
        ("digest", "holds an entry that is not what its manifest says: a.txt"),
        ("size", "holds an entry that is not as large as its manifest says: a.txt"),
        ("bomb", "holds an entry that is not as large as its manifest says: a.txt"),
        ("extra", "holds an entry that its manifest does not list there: c.txt"),
        ("behind", "holds an entry behind its manifest: c.txt"),
        ("missing", "lacks an entry that its manifest lists: b.txt"),
        ("twice", "holds an entry that its manifest does not list there: a.txt"),
        ("two-manifests", "holds an entry behind its manifest: manifest.json"),
        ("order", "lacks an entry that its manifest lists: a.txt"),
        ("folder", "holds an entry that its manifest does not list there: c"),
        ("link", "holds a link: a.txt"),
        ("encrypted", "is encrypted: a.txt"),
        ("overlapping", "unpacks to more than 1100 times its size"),
        ("sharing", nil),
    ])
    func `each of them is refused for what is wrong with it`(name: String, reason: String?) throws {
        let path = try Self.made.get().path(name + ".zip")
        do throws(UnusableBundle) {
            _ = try BundleReader.open(path)
            #expect(reason == nil)
        } catch {
            #expect(error.description == "\(path) \(reason ?? "is opened")")
        }
    }

    /// Made once, by Python, which writes what it is told.
    private static let made = Result {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, folder.url.path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return folder
    }

    private static let script = #"""
        import copy, hashlib, json, os, sys, warnings, zipfile
        warnings.simplefilter("ignore")
        os.chdir(sys.argv[1])
        MARK = b"mde-preflight bundle, SHA-256 of all before: "
        def sealed(name, write, patch=lambda raw: raw):
            with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.comment = bytes(len(MARK) + 64)
                write(archive)
            raw = patch(bytearray(open(name, "rb").read()))[:-len(MARK) - 64]
            open(name, "wb").write(raw + MARK + hashlib.sha256(raw).hexdigest().encode())
        def entry(name, data):
            return {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        A, B = b"aaaa" * 10, b"bbbb" * 10
        GOOD = {"format": "mde-preflight.bundle/1", "tool": {"name": "x", "version": "1"}, "libraries": {},
            "catalogue": {"sha256": "0" * 64}, "redaction": "none", "createdAt": "2023-11-14T22:13:20Z",
            "entries": [entry("a.txt", A), entry("b.txt", B)], "leftOut": [], "notes": []}
        def bundle(name, change=lambda manifest: None, entries=(("a.txt", A), ("b.txt", B)), behind=(), patch=lambda raw: raw):
            manifest = copy.deepcopy(GOOD)
            change(manifest)
            def write(archive):
                for entry, data in entries: archive.writestr(entry, data)
                archive.writestr("manifest.json", json.dumps(manifest))
                for entry, data in behind: archive.writestr(entry, data)
            sealed(name + ".zip", write, patch)
        def set(key, value):
            return lambda manifest: manifest.__setitem__(key, value)
        def first(**members):
            return lambda manifest: manifest["entries"][0].update(members)
        bundle("good")
        sealed("no-manifest.zip", lambda archive: archive.writestr("a.txt", A))
        sealed("text-manifest.zip", lambda archive: archive.writestr("manifest.json", "text"))
        bundle("other-format", set("format", "tar"))
        bundle("newer", set("format", "mde-preflight.bundle/2"))
        bundle("no-tool", lambda manifest: manifest.pop("tool"))
        bundle("odd-size", first(size="40"))
        bundle("negative", first(size=-1))
        bundle("enormous", first(size=2**63 - 1))
        bundle("odd-digest", first(sha256="A" * 64))
        bundle("twice-listed", lambda manifest: manifest["entries"].append(entry("A.txt", A)))
        bundle("unsafe-listed", first(name="../a.txt"))
        for name, path in (("unsafe", "../a.txt"), ("absolute", "/a.txt"), ("drive", "C:/a.txt")):
            bundle(name, entries=((path, A), ("b.txt", B)))
        bundle("digest", entries=(("a.txt", B), ("b.txt", B)))
        bundle("size", first(size=41))
        bundle("bomb", entries=(("a.txt", bytes(20 << 20)), ("b.txt", B)))
        bundle("extra", entries=(("a.txt", A), ("c.txt", B), ("b.txt", B)))
        bundle("behind", behind=(("c.txt", B),))
        bundle("missing", entries=(("a.txt", A),))
        bundle("twice", entries=(("a.txt", A), ("a.txt", A), ("b.txt", B)))
        bundle("two-manifests", behind=(("manifest.json", b"{}"),))
        bundle("order", entries=(("b.txt", B), ("a.txt", A)))
        bundle("folder", entries=(("a.txt", A), ("c/", b""), ("b.txt", B)))
        link = zipfile.ZipInfo("a.txt"); link.create_system = 3; link.external_attr = 0o120777 << 16
        bundle("link", entries=((link, b"/etc/passwd"), ("b.txt", B)))
        def encrypt(raw):
            raw[6] |= 1; raw[raw.index(b"PK\1\2") + 8] |= 1
            return raw
        bundle("encrypted", patch=encrypt)
        # Entries that share their bytes: the extra field of each reaches over the headers of those behind it.
        import struct, zlib
        def overlapping(name, count):
            data = bytes(1 << 20)
            packer = zlib.compressobj(9, zlib.DEFLATED, -15)
            packed = packer.compress(data) + packer.flush()
            names = [b"%03d.txt" % number for number in range(count)]
            manifest = json.dumps(dict(GOOD, entries=[entry(name.decode(), data) for name in names])).encode()
            def header(path, packed, data, method, extra):
                return struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 33, zlib.crc32(data), len(packed), len(data), len(path), extra)
            raw, listed = b"", b""
            for number, path in enumerate(names):
                rest = (count - 1 - number) * (30 + len(path) + 4)
                listed += b"PK\1\2\x14\3" + header(path, packed, data, 8, 0) + struct.pack("<HHHII", 0, 0, 0, 0o100600 << 16, len(raw)) + path
                raw += b"PK\3\4" + header(path, packed, data, 8, rest + 4) + path + struct.pack("<HH", 0x9999, rest)
            raw += packed
            path = b"manifest.json"
            listed += b"PK\1\2\x14\3" + header(path, manifest, manifest, 0, 0) + struct.pack("<HHHII", 0, 0, 0, 0o100600 << 16, len(raw)) + path
            raw += b"PK\3\4" + header(path, manifest, manifest, 0, 0) + path + manifest
            end = struct.pack("<HHHHIIH", 0, 0, count + 1, count + 1, len(listed), len(raw), len(MARK) + 64)
            raw += listed + b"PK\5\6" + end
            open(name, "wb").write(raw + MARK + hashlib.sha256(raw).hexdigest().encode())
        overlapping("overlapping.zip", 200)
        overlapping("sharing.zip", 2)
        """#
}
