import Foundation
import StrictYAML
import TestSupport
import Testing

/// Files that were parsed beforehand.
struct CompiledTreesTests {
    private static let good = Data(
        "name: \"a sheet\"\ncount: 3\ntags: [x, 'on']\ncolour: green\nparts: [{ id: first, size: 1 }]\n".utf8)

    private static func compile(_ files: [(name: String, data: Data)]) -> [UInt8] {
        Array(CompiledTrees.compile(files.map { .init(name: $0.name, data: Array($0.data)) }))
    }

    @Test(arguments: [
        "name: \"a sheet\"\ncount: 3\ntags: [x, 'on', \"\u{e4}\u{1f600}\"]\nwait: 5m\n",
        "name: a\ncount: three\ntags: [1, true]\n\nlimits:\n  lou: 1\n", "name: &a x\ncount: *a\n", "- a\n",
        "# nothing\n", "name: [\n",
    ])
    func `a file reads the same, its mistakes with their lines too`(text: String) throws {
        let data = Data(text.utf8)
        let compiled = try #require(
            CompiledTrees(Self.compile([("other.yml", Self.good), ("sheet.yml", data)])))
        let (expected, complaints) = Sheet.read(data)
        let (sheet, told) = Sheet.read(data, compiled: compiled)
        #expect(sheet == expected)
        #expect(told == complaints)
    }

    @Test func `a file that has been changed since is parsed anew`() throws {
        let compiled = try #require(CompiledTrees(Self.compile([("sheet.yml", Self.good)])))
        let changed = Data(
            String(decoding: Self.good, as: UTF8.self).replacing("count: 3", with: "count: 4").utf8)
        #expect(Sheet.read(changed, compiled: compiled).sheet?.count == 4)
    }

    @Test func `a damaged store is as if it were not there`() throws {
        let whole = Self.compile([("sheet.yml", Self.good)])
        let (expected, _) = Sheet.read(Self.good)
        for length in 0..<whole.count {
            let (sheet, _) = Sheet.read(Self.good, compiled: CompiledTrees(Array(whole.prefix(length))))
            #expect(sheet == expected)
        }
        // What comes before the tree is compared or bounded; what is in the tree may differ, and must not trap.
        for index in whole.indices {
            var flipped = whole
            flipped[index] ^= 0xff
            _ = Sheet.read(Self.good, compiled: CompiledTrees(flipped))
        }
    }

    @Test func `a file with the stamp of the one that was parsed is not read, and another one is`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(String(decoding: Self.good, as: UTF8.self), to: "sheet.yml")
        let stamp = try #require(FileStamp(path))
        let other = Data("name: another\ncount: 9\n".utf8)
        let store = folder.path("sheet.compiled")
        // The tree is of another text, which shows whether it was used.
        try CompiledTrees.compile([.init(name: "sheet.yml", data: Array(other), stamp: stamp)])
            .write(to: URL(filePath: store))
        let compiled = try #require(CompiledTrees(file: store))
        #expect(Sheet.read(file: URL(filePath: path), compiled: compiled).sheet?.count == 9)
        #expect(Sheet.read(other, compiled: compiled).sheet?.count == 9)
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
        #expect(Sheet.read(file: URL(filePath: path), compiled: compiled).sheet?.count == 3)
    }
}
