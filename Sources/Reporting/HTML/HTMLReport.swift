import FoundationEssentials
package import Model

/// The report as one HTML file that needs nothing else: no network, and no script to be read.
///
/// A check that is not right stands open, one that is folds away. Of devices there are at most ``maximumDevices``, the worst
/// first; a script of a few lines filters them. A content security policy lets run what is in the file alone.
package struct HTMLReport {
    /// Devices with a row of their own.
    package static let maximumDevices = 10_000

    /// Made printable; without devices.
    let report: Report
    let devices: Report.Devices?
    var markup = Markup(.html)

    package static func render(_ report: Report) -> [UInt8] {
        var page = HTMLReport(report: report.madePrintable(), devices: report.devices)
        page.document()
        return page.markup.bytes
    }

    private init(report: Report, devices: Report.Devices?) {
        self.report = report
        self.devices = devices
    }

    // MARK: - Building

    /// Appends an element with what `content` appends.
    mutating func element(
        _ name: StaticString, _ attributes: Markup.Attributes = [:], _ content: (inout HTMLReport) -> Void
    ) {
        markup.start(name, attributes)
        content(&self)
        markup.end(name)
    }

    /// Appends an element with a text.
    mutating func element(_ name: StaticString, _ attributes: Markup.Attributes = [:], text: String) {
        markup.element(name, attributes, text: text)
    }

    /// Appends a part of the page that its heading names.
    mutating func section(_ id: String, _ title: String, _ content: (inout HTMLReport) -> Void) {
        markup.lineFeed()
        element("section", ["aria-labelledby": id]) { page in
            page.element("h2", ["id": id], text: title)
            content(&page)
        }
    }

    /// Appends a table that can be moved sideways where it is wider than the screen.
    mutating func table(
        _ name: String, _ head: [String], id: String = "", numbersFrom firstNumber: Int? = nil,
        _ rows: (inout HTMLReport) -> Void
    ) {
        element("div", ["class": "scroll", "role": "region", "aria-label": name, "tabindex": "0"]) { page in
            page.markup.start("table", ["id": id.isEmpty ? "table-\(page.markup.bytes.count)" : id])
            page.element("thead") { page in
                page.element("tr") { page in
                    for (number, title) in head.enumerated() {
                        let isNumber = firstNumber.map { number >= $0 } ?? false
                        page.element(
                            "th", ["scope": "col", "class": isNumber ? "number" : "text"], text: title)
                    }
                }
            }
            page.element("tbody", [:], rows)
            page.markup.end("table")
        }
    }

    // MARK: - The page

    private mutating func document() {
        markup.verbatim("<!DOCTYPE html>\n")
        element("html", ["lang": "en"]) { page in
            page.head()
            page.element("body") { page in
                page.element("a", ["class": "skip", "href": "#main"], text: "Skip to the results")
                page.header()
                page.navigation()
                page.element("main", ["id": "main"]) { page in
                    page.areas()
                    page.results()
                    page.fleet()
                    page.deviceTable()
                }
                page.footer()
                guard page.hasFilters else { return }
                page.element("script") { $0.markup.verbatim(HTMLScript.source) }
            }
        }
        markup.lineFeed()
    }

    private mutating func head() {
        let title = "\(report.verdictWords) - \(report.tool.name)"
        element("head") { page in
            page.markup.empty("meta", ["charset": "utf-8"])
            page.markup.empty("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy])
            page.markup.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
            page.markup.empty("meta", ["name": "color-scheme", "content": "light dark"])
            page.markup.empty("meta", ["name": "referrer", "content": "no-referrer"])
            page.element("title", text: title)
            page.element("style") { $0.markup.verbatim(HTMLStyle.source) }
        }
    }

    private static let policy =
        "default-src 'none'; style-src '\(digest(HTMLStyle.source))'; script-src '\(digest(HTMLScript.source))'; "
        + "base-uri 'none'; form-action 'none'"

    /// As a policy names a text that it lets in.
    private static func digest(_ source: StaticString) -> String {
        "sha256-" + Data(source.withUTF8Buffer { SHA256.digest(Array($0)) }).base64EncodedString()
    }

    private mutating func show(_ baseline: BaselineOutcome) {
        element("p", text: baseline.sentence)
        guard !baseline.details.isEmpty else { return }
        element("ul") { page in
            for detail in baseline.details { page.element("li", text: detail) }
        }
    }

    private mutating func header() {
        let verdict = report.summary.verdict
        let (tone, mark) =
            switch verdict {
            case .ready: ("good", "\u{2714}")
            case .notReady: ("bad", "\u{2716}")
            case .undetermined: ("doubt", "?")
            }
        element("header") { page in
            page.element(
                "p", ["class": "faint"],
                text:
                    "\(page.report.tool.name) \(page.report.tool.version): security settings management preflight"
            )
            page.element("h1", ["class": tone]) { page in
                page.element("span", ["aria-hidden": "true"], text: mark)
                page.markup.text(" \(page.report.verdictWords)")
            }
            page.element("p", text: Report.counts(page.report.results))
            if let baseline = page.report.summary.baseline { page.show(baseline) }
            if page.report.run.interrupted {
                page.element("p", ["class": "alert"]) { page in
                    page.element("strong", text: "Interrupted")
                    page.markup.text(": what had not been seen by then is undetermined.")
                }
            }
            if let cause = CommonCause.sentence(page.report.facts.endpoints) {
                page.element("p", ["class": "alert"], text: cause)
            }
            page.element("p", ["class": "faint"], text: "Looked with \(page.report.circumstances)")
        }
    }

    private mutating func navigation() {
        var targets = [("areas", "Areas")]
        targets += report.resultsByArea.filter { !$0.results.isEmpty }.map {
            ("area-\($0.area.area.rawValue)", $0.area.title)
        }
        if report.fleet != nil { targets.append(("fleet", "Fleet")) }
        if report.devices != nil { targets.append(("devices", "Devices")) }
        element("nav", ["aria-label": "Parts of the report"]) { page in
            page.element("ul") { page in
                for (id, title) in targets {
                    page.element("li") { $0.element("a", ["href": "#\(id)"], text: title) }
                }
            }
        }
    }

    private mutating func areas() {
        let statuses = Status.allCases.sorted { $0.weight > $1.weight }
        let shown = statuses.filter { status in report.results.contains { $0.status == status } }
        section("areas", "Areas") { page in
            page.table(
                "Results by area", ["Area"] + shown.map(\.words), id: "area-rows", numbersFrom: 1
            ) { page in
                for (area, results) in page.report.resultsByArea {
                    page.element("tr") { page in
                        page.element("th", ["scope": "row"]) { page in
                            page.markup.text(area.title)
                            guard !area.lookedAt else { return }
                            page.element("span", ["class": "faint"], text: " (not looked at)")
                        }
                        for status in shown {
                            let count = results.count { $0.status == status }
                            page.element("td", ["class": "number"], text: count == 0 ? "" : String(count))
                        }
                    }
                }
            }
            page.gaps()
        }
    }

    /// Areas that were not looked at, those on the same grounds together.
    private mutating func gaps() {
        var gaps: [(why: String, areas: [String])] = []
        for area in report.areas where !area.lookedAt {
            let why = area.note ?? ""
            if let index = gaps.firstIndex(where: { $0.why == why }) {
                gaps[index].areas.append(area.title)
            } else {
                gaps.append((why, [area.title]))
            }
        }
        guard !gaps.isEmpty else { return }
        element("p", text: "Not looked at:")
        element("ul") { page in
            for gap in gaps {
                page.element(
                    "li", text: gap.areas.joined(separator: ", ") + (gap.why.isEmpty ? "" : ": \(gap.why)"))
            }
        }
    }

    private mutating func footer() {
        markup.lineFeed()
        element("footer") { page in
            for other in page.report.otherRequirementSets {
                page.element("p", text: "Under requirement set \(other.name): \(other.verdictWords)")
            }
            let run = page.report.run
            page.element(
                "p", ["class": "faint"],
                text: "Took \(run.decimalDuration) seconds; exit status \(page.report.summary.exitStatus); "
                    + "fails on \(run.failOn.rawValue)")
        }
    }
}
