import Configuration
import DeviceEvidence
import Foundation
import Model
import TestSupport
import Testing

@testable import Collectors

/// Which folders and archives are devices, and what is said where one cannot be read.
///
/// The evidence is of a format of its own: a line `name NAME`, `at SECONDS`, `analyzer` or `manifest` after `evidence`.
struct DeviceCollectorTests {
    @Test(
        arguments: [
            // A place that is a device itself, with what lies below it.
            (["a.txt": "name pc1", "logs/b.txt": "name pc1"], ["site=pc1: a.txt logs/b.txt"]),
            // A tree.
            (
                ["x/PC1/a.txt": "name pc1", "x/PC2/a.txt": "", "readme.md": "!"],
                ["site/x/PC1=pc1: a.txt", "site/x/PC2=PC2: a.txt"]
            ),
            // A collector's own file takes along what names nobody, and not what names another.
            (
                ["m.xml": "analyzer", "Logs/a.txt": "", "Sys/b.txt": "name pc1", "Img/a.png": "!"],
                ["site=pc1: m.xml Logs/a.txt Sys/b.txt"]
            ),
            (
                ["m.xml": "manifest", "A/a.txt": "name pc1", "B/b.txt": "name pc2", "C/c.txt": ""],
                ["site=site: m.xml", "site/A=pc1: a.txt", "site/B=pc2: b.txt", "site/C=C: c.txt"]
            ),
            // Without one, nothing that names nobody is counted for somebody.
            (["a.txt": "name pc1", "B/b.txt": ""], ["site=pc1: a.txt", "site/B=B: b.txt"]),
            // A stray file above devices makes none of them vanish.
            (
                ["a.txt": "name pc1", "B/b.txt": "name pc2", "C/c.txt": "!"],
                ["site=pc1: a.txt", "site/B=pc2: b.txt", "site/C=C: ✘ evidence.not-recognised"]
            ),
            (["a.txt": "name pc1", "Img/a.png": "!"], ["site=pc1: a.txt"]),
            // NetBIOS cuts names.
            (
                ["a.txt": "name abcdefghijklmno", "B/b.txt": "name abcdefghijklmnopq"],
                ["site=abcdefghijklmnopq: a.txt B/b.txt"]
            ),
            // Two computers in one folder.
            (["a.txt": "name pc1", "b.txt": "name pc2"], ["site=site: a.txt b.txt"]),
            // Nothing, and nothing that is known.
            ([:], ["site=site: ✘ evidence.not-recognised"]),
            (
                ["PC1/a.txt": "!", "PC2/a.txt": ""],
                ["site/PC1=PC1: ✘ evidence.not-recognised", "site/PC2=PC2: a.txt"]
            ),
            // Damaged files are named, where they might have been evidence.
            (
                ["a.txt": "", "b.txt": "0", "c.log": "empty", "d.png": "0"],
                ["site=site: a.txt b.txt✘ c.log✘"]
            ),
            (["PC1/a.txt": "empty", "PC2/a.txt": ""], ["site/PC1=PC1: a.txt✘", "site/PC2=PC2: a.txt"]),
        ] as [([String: String], [String])])
    func `folders are sorted into devices`(files: [String: String], devices: [String]) async throws {
        let folder = try EvidenceFolder(files)
        #expect(await folder.collect().map(\.outline) == devices)
    }

    @Test
    func `archives count as folders, in a tree and by themselves`() async throws {
        let folder = try EvidenceFolder([
            "tree/PC1/a.txt": "name pc1", "tree/PC2/a.txt": "name pc2", "one/a.txt": "name pc3",
        ])
        try folder.run(
            """
            import shutil, os
            shutil.make_archive('many', 'gztar', 'tree'); shutil.make_archive('one', 'zip', 'one')
            shutil.rmtree('tree'); shutil.rmtree('one')
            os.mkdir('deep'); os.rename('one.zip', 'deep/one.zip'); shutil.make_archive('outer', 'zip', 'deep')
            shutil.rmtree('deep'); open('empty.zip', 'wb').write(b'PK\\5\\6' + bytes(18))
            open('bad.zip', 'wb').write(b'PK\\3\\4' + bytes(50)); open('other.dat', 'w').write('x')
            open('packed.7z', 'wb').write(b'7z\\xbc\\xaf\\x27\\x1c' + bytes(50))
            """)
        #expect(
            await folder.collect().map(\.outline) == [
                "site/bad.zip=bad.zip: ✘ evidence.unreadable",
                "site/empty.zip=empty.zip: ✘ evidence.not-recognised",
                "site/many.tar.gz/PC1=pc1: a.txt", "site/many.tar.gz/PC2=pc2: a.txt",
                "site/outer.zip/one.zip=pc3: a.txt",
                "site/packed.7z=packed.7z: ✘ evidence.not-recognised",
            ])
    }

    @Test
    func `what is no file is not opened, and one bad device leaves the others alone`() async throws {
        let folder = try EvidenceFolder(["good/a.txt": "name pc1", "large/a.txt": "", "bomb/a.txt": ""])
        try folder.run(
            """
            import os, zipfile
            os.truncate('large/a.txt', 2 << 30); os.mkfifo('good/pipe.txt'); os.symlink('..', 'loop')
            os.remove('bomb/a.txt')
            with zipfile.ZipFile('bomb/x.zip', 'w') as z: z.writestr('../x.txt', 'evidence')
            """)
        let devices = await folder.collect()
        #expect(
            devices.map(\.outline) == [
                "site/bomb/x.zip=x.zip: ✘ evidence.refused", "site/good=pc1: a.txt",
                "site/large=large: a.txt✘",
                "site/loop=loop: ✘ evidence.refused",
            ])
        #expect(devices[0].faults[0].detail == "holds an entry that leads outside: ../x.txt")
        #expect(
            devices[2].files[0].fault?.detail
                == "has 2147483648 bytes, more than the 16 MiB that evidence has, and was not read")
    }

    @Test
    func `a link to a file is told, and is no device; one that may lead to a device is one`() async throws {
        let folder = try EvidenceFolder([
            "PC1/a.txt": "name pc1", "PC2/a.txt": "name pc2", "other/readme.md": "!", "links/x.md": "!",
        ])
        try folder.run(
            """
            import os
            for number in range(6): os.symlink('../PC1/a.txt', f'links/{number}.txt')
            os.symlink('../PC2/a.txt', 'PC1/b.txt'); os.symlink('PC1/a.txt', 'c.txt'); os.symlink('PC1', 'PC3')
            os.symlink('nowhere', 'PC4'); os.symlink('PC1/a.txt', 'PC5.zip')
            os.symlink('../other/readme.md', 'PC2/picture.png')
            """)
        let devices = await folder.collect()
        #expect(
            devices.map(\.outline) == [
                "site=site: c.txt✘", "site/PC1=pc1: a.txt b.txt✘", "site/PC2=pc2: a.txt",
                "site/PC3=PC3: ✘ evidence.refused", "site/PC4=PC4: ✘ evidence.refused",
                "site/PC5.zip=PC5.zip: ✘ evidence.refused",
                "site/links=links: 0.txt✘ 1.txt✘ 2.txt✘ 3.txt✘ 4.txt✘ 5.txt✘",
                "site/other=other: ✘ evidence.not-recognised",
            ])
        #expect(devices[0].files[0].fault?.detail == "is a symbolic link, which is not followed")
    }

    @Test
    func `the older of two times counts, and the collector's time goes for the files beside it`() async throws
    {
        let folder = try EvidenceFolder([
            "a.txt": "at 1700000000", "b.txt": "", "c.txt": "manifest\nat 1700000500",
        ])
        try folder.run(
            "import os\nfor n, t in ('a', 1700000900), ('b', 1700000100), ('c', 1700000900): os.utime(n + '.txt', (t, t))"
        )
        let files = try #require(await folder.collect().first).files
        #expect(
            files.map(\.observedAt?.timeIntervalSince1970) == [1_700_000_000, 1_700_000_100, 1_700_000_500])
        #expect(files.map(\.clock) == [.content, .file, .content])
    }

    @Test
    func `a place that is not there, and one that is there twice`() async throws {
        let folder = try EvidenceFolder(["PC1/a.txt": "name pc1"])
        let devices = await folder.collect(["", "PC1", "nowhere", "PC1/a.txt"])
        #expect(
            devices.map(\.outline) == [
                "site/PC1=pc1: a.txt", "site/nowhere=nowhere: ✘ evidence.unreadable",
                "site/PC1/a.txt=pc1: a.txt",
            ])
    }

    @Test
    func `what the deadline leaves unread is told for each device`() async throws {
        let folder = try EvidenceFolder(["PC1/a.txt": "name pc1", "PC2/a.txt": "name pc2"])
        let devices = await folder.collect(seconds: 0.4) { bytes in
            // The first file that is read never ends while anybody waits.
            folder.waitForEnd()
            return (.unknown, EvidenceFindings())
        }
        folder.end()
        #expect(
            devices.map(\.outline) == [
                "site/PC1=PC1: ✘ deadline.exceeded", "site/PC2=PC2: ✘ deadline.exceeded",
            ])
    }

    @Test
    func `results are in the order of the paths, and each device is counted`() async throws {
        let names = (0..<200).map { "PC\(1000 + $0)" }
        let folder = try EvidenceFolder(.init(uniqueKeysWithValues: names.map { ("\($0)/a.txt", "") }))
        let devices = await folder.collect()
        #expect(devices.map(\.name) == names)
        #expect(folder.counted == 200)
    }
}
