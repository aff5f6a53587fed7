/// Texts that an export of the registry writes as data, since they have variables or are several: `hex(2):` and `hex(7):`.
extension SecretScanner {
    static let registryMarks = ["hex:", "hex(1):", "hex(2):", "hex(7):"]

    /// The data as a whole, where the text that it is has a secret in it.
    func registryData(_ bytes: Bytes, _ mark: Range<Int>) -> [Finding] {
        guard mark.lowerBound > 0, bytes[mark.lowerBound - 1] == UInt8(ascii: "=") else { return [] }
        let (data, end) = RegistryData.bytes(in: bytes, from: mark.upperBound)
        guard data.count >= 8 else { return [] }
        // Each text of a list ends with a zero.
        let text = (RegistryData.text(data) ?? data).map { $0 == 0 ? 10 : $0 }
        let first = text.withUnsafeBufferPointer { findings(in: $0).first }
        return first.map { [Finding(place: mark.upperBound..<end, what: $0.what)] } ?? []
    }
}
