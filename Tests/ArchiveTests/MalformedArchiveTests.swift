import Foundation
import Glibc
import TestSupport
import Testing

@testable import Archive

/// Archives that no device would make, and what is said of them.
struct MalformedArchiveTests {
    @Test(arguments: [
        ("outside.tar", "holds an entry that leads outside: ../x.txt"),
        ("outside.zip", "holds an entry that leads outside: a/../../x.txt"),
        ("backslash.zip", "holds an entry that leads outside: ../x.txt"),
        ("absolute.tar", "holds an entry with an absolute path: /tmp/x.txt"),
        ("drive.zip", "holds an entry with an absolute path: C:/x.txt"),
        ("symlink.tar", "holds a link: link"),
        ("symlink.zip", "holds a link: link"),
        ("hardlink.tar", "holds a link: hard"),
        ("device.tar", "holds what is no file: null"),
        ("fifo.tar", "holds what is no file: pipe"),
        ("encrypted.zip", "is encrypted: secret.txt"),
        ("many.tar.gz", "holds more than 10000 entries"),
        ("many.zip", "holds more than 10000 entries"),
        ("bomb.zip", "unpacks to more than 500 times its size"),
        ("bomb.tar.gz", "unpacks to more than 500 times its size"),
        ("deep.tar", "holds an entry more than 16 folders deep: d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/x"),
    ])
    func `an archive that is built to do harm is refused as a whole`(name: String, words: String) throws {
        let outcome = try Samples.read(name)
        #expect(outcome.error?.extent == .refused)
        #expect(outcome.error?.description == words)
    }

    @Test(arguments: ["cut.zip", "cut.tar.gz", "noise.tar.gz", "text.tar.gz"])
    func `an archive that is damaged is read as far as it goes`(name: String) throws {
        let outcome = try Samples.read(name)
        #expect(outcome.error?.extent == .rest)
    }

    @Test
    func `an entry with a wrong checksum does not stop the others`() throws {
        let outcome = try Samples.read("checksum.zip")
        #expect(outcome.error == nil)
        #expect(outcome.read == ["a.txt: is damaged", "b.txt: good"])
    }

    @Test(arguments: [
        ("plain.zip", ["PC-1/a.txt: eins", "PC-1/Gerät.txt: zwei"]),
        ("plain.tar", ["PC-1/a.txt: eins"]),
        ("plain.tar.gz", ["PC-1/a.txt: eins"]),
        ("plain.tar.bz2", ["PC-1/a.txt: eins"]),
        ("plain.tar.xz", ["PC-1/a.txt: eins"]),
        ("twice.zip", ["a.txt: eins", "a.txt: zwei"]),
        ("codepage.zip", ["Ger\u{fffd}t.txt: drei"]),
        ("umlaut.tar", ["Gerät.txt: vier"]),
    ])
    func `a sound archive is read whole`(name: String, read: [String]) throws {
        let outcome = try Samples.read(name)
        #expect(outcome.error == nil)
        #expect(outcome.read == read)
    }

    @Test(arguments: ["", "PK", "hello\n", "PK\u{3}", "ustar"])
    func `what is no archive is not taken for one`(text: String) {
        #expect(ArchiveFormat(head: Array(text.utf8)) == nil)
    }
}

/// Archives that are made once, by Python, which writes what it is told.
private enum Samples {
    struct Outcome {
        var read: [String] = []
        var error: ArchiveError?
    }

    static func read(_ name: String) throws -> Outcome {
        let folder = try made.get()
        let bytes = [UInt8](try Data(contentsOf: folder.url.appending(path: name)))
        let format = try #require(ArchiveFormat(head: Array(bytes.prefix(ArchiveFormat.headLength))))
        let limits = ArchiveLimits()
        let fromMemory = collect(bytes.count) { () throws(ArchiveError) in
            try ArchiveReader.open(bytes, format, limits)
        }
        let file = try FileHandle(forReadingFrom: folder.url.appending(path: name))
        let fromFile = collect(bytes.count) { () throws(ArchiveError) in
            try ArchiveReader.open(descriptor: file.fileDescriptor, format, limits)
        }
        #expect(fromFile.read == fromMemory.read)
        #expect(fromFile.error == fromMemory.error)
        return fromFile
    }

    private static func collect(_ size: Int, _ open: () throws(ArchiveError) -> ArchiveReader) -> Outcome {
        var outcome = Outcome()
        var budget = ArchiveBudget(ArchiveLimits(), packed: size)
        do throws(ArchiveError) {
            var reader = try open()
            while let entry = try reader.next(&budget) {
                guard !entry.isFolder else { continue }
                let name = entry.parts.joined(separator: "/")
                do throws(ArchiveError) {
                    let text = String(decoding: try reader.read(upTo: 1 << 26, &budget), as: UTF8.self)
                    outcome.read.append("\(name): \(text)")
                } catch {
                    guard error.extent == .entry else { throw error }
                    outcome.read.append("\(name): is damaged")
                }
            }
        } catch {
            outcome.error = error
        }
        return outcome
    }

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
        import io, os, random, sys, tarfile, zipfile, warnings
        warnings.simplefilter("ignore")
        os.chdir(sys.argv[1])
        def zipped(name, *entries, how=zipfile.ZIP_DEFLATED):
            with zipfile.ZipFile(name, "w", how) as archive:
                for entry, data in entries:
                    archive.writestr(entry, data)
        def member(name, kind=tarfile.REGTYPE, target="", data=b""):
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size, info.mtime = kind, target, len(data), 1700000000
            return info, io.BytesIO(data)
        def tarred(name, *members, mode="w"):
            with tarfile.open(name, mode) as archive:
                for info, data in members:
                    archive.addfile(info, data)
        tarred("outside.tar", member("../x.txt"))
        zipped("outside.zip", ("a/../../x.txt", "x"))
        zipped("backslash.zip", ("..\\x.txt", "x"))
        tarred("absolute.tar", member("/tmp/x.txt"))
        zipped("drive.zip", ("C:/x.txt", "x"))
        tarred("symlink.tar", member("link", tarfile.SYMTYPE, "/etc/passwd"))
        link = zipfile.ZipInfo("link"); link.create_system = 3; link.external_attr = 0o120777 << 16
        zipped("symlink.zip", (link, "/etc/passwd"))
        tarred("hardlink.tar", member("a", data=b"a"), member("hard", tarfile.LNKTYPE, "a"))
        tarred("device.tar", member("null", tarfile.CHRTYPE))
        tarred("fifo.tar", member("pipe", tarfile.FIFOTYPE))
        zipped("encrypted.zip", ("secret.txt", "x" * 40))
        raw = bytearray(open("encrypted.zip", "rb").read())
        raw[6] |= 1; raw[raw.index(b"PK\1\2") + 8] |= 1
        open("encrypted.zip", "wb").write(raw)
        header = tarfile.TarInfo("e").tobuf()
        import gzip
        open("many.tar.gz", "wb").write(gzip.compress(header * 20000, 1))
        zipped("many.zip", *((str(n), "") for n in range(10001)), how=zipfile.ZIP_STORED)
        zeros = bytes(10 << 20)
        zipped("bomb.zip", *((f"{n}.txt", zeros) for n in range(5)))
        tarred("bomb.tar.gz", *(member(f"{n}.txt", data=zeros) for n in range(5)), mode="w:gz")
        tarred("deep.tar", member("d/" * 16 + "x"))
        noise = random.Random(7).randbytes(20000)
        zipped("cut.zip", ("a.txt", noise))
        tarred("cut.tar.gz", member("a.txt", data=noise), mode="w:gz")
        for name in ("cut.zip", "cut.tar.gz"):
            raw = open(name, "rb").read(); open(name, "wb").write(raw[:len(raw) // 2])
        open("noise.tar.gz", "wb").write(b"\x1f\x8b\x08" + noise)
        open("text.tar.gz", "wb").write(gzip.compress(b"just a text\n" * 100))
        zipped("checksum.zip", ("a.txt", "fault"), ("b.txt", "good"), how=zipfile.ZIP_STORED)
        raw = open("checksum.zip", "rb").read(); open("checksum.zip", "wb").write(raw.replace(b"fault", b"fauxt"))
        zipped("plain.zip", ("PC-1/", ""), ("PC-1/a.txt", "eins"), ("PC-1/Ger\u00e4t.txt", "zwei"))
        for mode in ("", ":gz", ":bz2", ":xz"):
            tarred("plain.tar" + mode.replace(":", "."), member("./PC-1/a.txt", data=b"eins"), mode="w" + mode)
        zipped("twice.zip", ("a.txt", "eins"), ("a.txt", "zwei"))
        zipped("codepage.zip", ("GerXt.txt", "drei"))
        raw = open("codepage.zip", "rb").read(); open("codepage.zip", "wb").write(raw.replace(b"GerX", b"Ger\x84"))
        tarred("umlaut.tar", member("Ger\u00e4t.txt", data=b"vier"))
        """#
}
