import Model
import Testing

@testable import TenantAnswers

struct MomentTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T12:00:00Z", 951_825_600),
        ("2021-01-25T07:27:36.052313Z", 1_611_559_656),
        ("2016-12-31T23:58:46.7156189-08:00", 1_483_257_526), ("2024-05-01T10:00:00+02:00", 1_714_550_400),
        ("2024-05-01t10:00:00z", 1_714_557_600), ("1969-12-31T23:59:59Z", -1),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
        ("/Date(1700000000000)/", 1_700_000_000), ("/Date(1700000000999+0200)/", 1_700_000_000),
        ("/Date(-1)/", -1),
    ])
    func `reads a time`(text: String, seconds: Int64) {
        #expect(moment(text) == seconds)
    }

    @Test(arguments: [
        "", "never", "2024-05-01", "2024-05-01T10:00:00", "2024-13-01T10:00:00Z", "2023-02-29T10:00:00Z",
        "2024-05-01T24:00:00Z", "2024-05-01T10:60:00Z", "2024-05-01T10:00:00.12345678Z",
        "2024-05-01T10:00:00.Z",
        "0001-01-01T00:00:00Z", "2024-05-01T10:00:00Zx", "2024-05-01T10:00:00+2:00",
        "2024-05-01T10:00:00+15:00",
        "2024-05-01 10:00:00Z", "05/01/2024 10:00:00 AM", "/Date()/", "/Date(x)/", "/Date(1700000000000)",
        "/Date(99999999999999999999)/", "/Date(9223372036854775807)/", "20240501T100000Z......",
        "2024-05-01T10:00:00.1234567-08:0",
    ])
    func `knows nothing of a time in any other form`(text: String) {
        #expect(moment(text) == .unknown)
    }

    private func moment(_ text: String) -> Seconds {
        let bytes = bytes(text)
        return bytes.withUnsafeBufferPointer { AnswerText(start: $0.baseAddress, count: $0.count).seconds }
    }
}
