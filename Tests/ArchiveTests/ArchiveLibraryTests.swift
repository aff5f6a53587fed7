import Archive
import Dispatch
import Testing

struct ArchiveLibraryTests {
    @Test func `many threads may ask for the library's version at a time`() {
        DispatchQueue.concurrentPerform(iterations: 10_000) { _ in
            #expect(ArchiveLibrary.version.hasPrefix("libarchive "))
        }
    }
}
