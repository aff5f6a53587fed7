import Model

/// Single devices, the worst first.
extension HTMLReport {
    /// As they are to be read.
    private static let order: [Report.Device.Verdict] = [.notReady, .undetermined, .managedElsewhere, .ready]

    /// Whether there is anything to filter.
    var hasFilters: Bool { devices.map { !$0.isEmpty } ?? false }

    mutating func deviceTable() {
        guard let devices else { return }
        let rows = Self.worst(of: devices)
        section("devices", "Devices") { page in
            page.element("ul") { page in
                for verdict in Self.order {
                    let count = devices.counts[verdict.rawValue] ?? 0
                    let waived = verdict == .ready ? devices.waiverWords : ""
                    page.element(
                        "li", text: "\(count) \(TextReport.words(verdict)), by their own checks\(waived)")
                }
            }
            guard !rows.isEmpty else { return }
            let more = devices.count - rows.count
            if more > 0 {
                page.element(
                    "p",
                    text:
                        "The \(rows.count) worst are shown; \(more) more are in the JSON report and in devices-csv."
                )
            }
            page.filters(codes: Self.codes(of: rows, in: devices))
            page.table(
                "Table of devices", ["Device", "Verdict", "What to mend first", "All reasons"],
                id: "device-rows"
            ) { page in
                for position in rows { page.device(devices[position]) }
            }
        }
    }

    /// The positions of as many as are shown.
    private static func worst(of devices: Report.Devices) -> [Int] {
        var rows: [Int] = []
        for verdict in order {
            for position in devices.indices where devices.verdict(at: position) == verdict {
                guard rows.count < maximumDevices else { return rows }
                rows.append(position)
            }
        }
        return rows
    }

    private static func codes(of rows: [Int], in devices: Report.Devices) -> [String] {
        var codes: Set<String> = []
        var seen: Set<UInt64> = []
        for position in rows where seen.insert(devices.group(at: position)).inserted {
            codes.formUnion(devices[position].blockingReasons.map(\.code.rawValue))
        }
        return codes.sorted()
    }

    private mutating func device(_ device: Report.Device) {
        let reasons = device.blockingReasons
        let codes = reasons.reduce(into: [String]()) { codes, reason in
            if !codes.contains(reason.code.rawValue) { codes.append(reason.code.rawValue) }
        }
        let place = device.ids.distinguishedName ?? device.ids.evidence ?? device.ids.machine ?? ""
        markup.lineFeed()
        markup.start("tr", ["data-v": device.verdict.rawValue, "data-c": codes.joined(separator: " ")])
        element("th", ["scope": "row"]) { page in
            page.markup.text(device.name.printable(limit: 255))
            guard !place.isEmpty, place != device.name else { return }
            page.element("small", text: place.printable(limit: 160))
        }
        let waived = device.waivedCodes
        element("td", text: Self.words(device.verdict))
        let first = reasons.first.map { $0.message ?? $0.code.rawValue } ?? ""
        element("td", text: first.printable(limit: 200))
        let rest = waived.isEmpty ? [] : ["(waived:"] + waived.dropLast() + ["\(waived[waived.count - 1]))"]
        element("td", text: (codes + rest).joined(separator: " "))
        markup.end("tr")
    }

    private static func words(_ verdict: Report.Device.Verdict) -> String {
        switch verdict {
        case .ready: "\u{2714} nothing stops it"
        case .notReady: "\u{2716} not ready"
        case .undetermined: "? could not be told"
        case .managedElsewhere: "- managed elsewhere"
        }
    }

    // MARK: - Filters

    /// Hidden until the script shows them.
    private mutating func filters(codes: [String]) {
        element("form", ["id": "filters", "hidden": "", "role": "search", "aria-label": "Filter devices"]) {
            page in
            page.field("text", "Text") { page in
                page.markup.empty(
                    "input", ["id": "text", "name": "text", "type": "search", "autocomplete": "off"])
            }
            page.field("verdict", "Verdict") { page in
                page.choice("verdict", Self.order.map { ($0.rawValue, TextReport.words($0)) })
            }
            page.field("reason", "Reason") { page in page.choice("reason", codes.map { ($0, $0) }) }
            page.element("p") {
                $0.element("output", ["id": "shown", "for": "text verdict reason"], text: "")
            }
        }
    }

    private mutating func field(_ id: String, _ label: String, _ control: (inout HTMLReport) -> Void) {
        element("p") { page in
            page.element("label", ["for": id], text: label)
            page.markup.text(" ")
            control(&page)
        }
    }

    private mutating func choice(_ id: String, _ choices: [(value: String, words: String)]) {
        element("select", ["id": id, "name": id]) { page in
            page.element("option", ["value": ""], text: "any")
            for choice in choices { page.element("option", ["value": choice.value], text: choice.words) }
        }
    }
}
