import Model
import Testing

@testable import Checks

/// Searching plain texts by their bytes, which must find what searching by characters does.
struct HoldsTests {
    @Test(
        arguments: [
            ("Windows Server 2019", "Server"), ("Windows Server 2019", "Windows"),
            ("Windows Server 2019", "2019"), ("Windows Server 2019", "server"),
            ("Windows Server 2019", "Windows Server 2019 "), ("aaab", "aab"), ("abab", "abb"), ("", "a"),
            ("a", ""), ("", ""), ("caf\u{E9}", "cafe\u{301}"), ("cafe\u{301}", "cafe"),
            ("cafe", "cafe\u{301}"),
            ("a\r\nb", "\n"), ("a\r\nb", "\r\nb"), ("Köln", "öl"),
        ])
    func `a text holds what it contains`(text: String, part: String) {
        #expect(text.holds(part) == text.contains(part))
    }

    @Test func `no two attributes share a byte`() {
        #expect(Set(DeviceAttribute.allCases.map(\.byte)).count == DeviceAttribute.allCases.count)
    }
}
