import Archive
import Testing

struct ArchiveErrorTests {
    @Test
    func `an error says what it was made for`() {
        #expect("\(ArchiveError("is damaged"))" == "is damaged")
    }
}
