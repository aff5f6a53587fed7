import Foundation
import StrictYAML
import Testing

/// Files that were parsed beforehand.
struct CompiledTreesTests {
    private static let good = Data(
        "name: \"a sheet\"\ncount: 3\ntags: [x, 'on']\ncolour: green\nparts: [{ id: first, size: 1 }]\n".utf8)

    private static func compile(_ files: [(name: String, data: Data)]) -> [UInt8] {
        Array(CompiledTrees.compile(files))
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
}
