extension DeviceAttribute {
    /// What stands for it in this process, and in no file.
    ///
    /// Comparing attributes themselves takes calls, which cost more than all else where very many claims are searched.
    package var byte: UInt8 { withUnsafeBytes(of: self) { $0.first ?? 0 } }
}
