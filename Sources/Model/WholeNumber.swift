extension Int {
    /// The nearest whole number; at most ±2⁵³, whatever a saved report says.
    package init(nearest number: Double) {
        let limit = 9_007_199_254_740_992.0
        self = number.isNaN ? 0 : Int(Swift.max(-limit, Swift.min(limit, number.rounded())))
    }
}
