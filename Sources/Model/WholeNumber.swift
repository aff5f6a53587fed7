extension Int {
    /// The nearest whole number; at most ±2⁵³, whatever a saved report says.
    package init(nearest number: Double) {
        let limit = 9_007_199_254_740_992.0
        self = number.isNaN ? 0 : Int(Swift.max(-limit, Swift.min(limit, number.rounded())))
    }

    /// The whole number that is left without what stands behind the decimal point; at most ±2⁵³ as well.
    package init(whole number: Double) {
        self.init(nearest: number.rounded(.towardZero))
    }
}
