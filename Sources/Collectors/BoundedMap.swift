extension Array where Element: Sendable {
    /// Transforms every element, at most `width` at a time, and gives the results in the order of the elements.
    package func boundedMap<T: Sendable>(
        width: Int, _ transform: @escaping @Sendable (Element) async throws -> T
    ) async throws -> [T] {
        try await withThrowingTaskGroup(of: (Int, T).self) { group in
            var results = [T?](repeating: nil, count: count)
            for index in indices {
                if index >= width, let (done, value) = try await group.next() { results[done] = value }
                let element = self[index]
                group.addTask { (index, try await transform(element)) }
            }
            for try await (done, value) in group { results[done] = value }
            return results.compactMap(\.self)
        }
    }
}
