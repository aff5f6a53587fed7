/// Metrics in Prometheus' text format, each with its help and its type before its samples.
///
/// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/>
struct PrometheusText {
    /// One value, with the labels that tell it from others of the same metric.
    struct Sample {
        var labels: KeyValuePairs<StaticString, String>
        var value: String

        init(_ labels: KeyValuePairs<StaticString, String>, _ value: String) {
            self.labels = labels
            self.value = value
        }

        init(_ labels: KeyValuePairs<StaticString, String>, _ value: Int) {
            self.init(labels, String(value))
        }

        init(_ value: Int) {
            self.init([:], value)
        }
    }

    private(set) var text = ""

    /// Appends a gauge; nothing where it has no samples.
    mutating func gauge(_ name: StaticString, _ help: StaticString, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        text += "# HELP mde_preflight_\(name) \(help)\n# TYPE mde_preflight_\(name) gauge\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
            text += "mde_preflight_\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.value)\n"
        }
    }

    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == 0x22 || $0 == 0x5c || $0 == 0xa }) else { return value }
        return value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
