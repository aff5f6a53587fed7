import Model

/// The fleet as one picture.
extension HTMLReport {
    private static let shownGroups = 50

    mutating func fleet() {
        guard let fleet = report.fleet else { return }
        section("fleet", "Fleet") { page in
            page.sources(fleet)
            page.table("How far devices have come", ["Step", "Devices", "Stopped there"]) { page in
                for step in fleet.funnel { page.step(step, of: fleet.devices) }
            }
            page.groups("By system", fleet.systems, more: fleet.moreSystems)
            page.groups("By container", fleet.containers, more: fleet.moreContainers)
            page.groups("By what is to be mended first", fleet.reasons, more: 0)
        }
    }

    private mutating func sources(_ fleet: FleetPicture) {
        element("p", text: "\(fleet.devices) devices, by the sources that were asked:")
        element("ul") { page in
            for source in fleet.sources {
                let name = TextReport.words(source.kind)
                let number = source.devices.map { "\($0) in \(name)" } ?? "not asked: \(name)"
                let why =
                    source.incomplete.map { "; the list is not whole: \($0.detail) [\($0.code.rawValue)]" }
                    ?? ""
                page.element("li", text: number + why)
            }
            for (why, count) in fleet.leftOut.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
            where count > 0 {
                page.element("li", text: "not counted: \(count) \(TextReport.words(leftOut: why))")
            }
        }
    }

    private mutating func step(_ step: FleetPicture.Step, of devices: Int) {
        element("tr") { page in
            page.element("th", ["scope": "row"], text: TextReport.words(step.kind))
            page.element("td") { page in
                guard let reached = step.reached else { return page.markup.text("not known") }
                page.markup.text("\(reached) of \(devices) ")
                guard devices > 0, (0...devices).contains(reached) else { return }
                page.element(
                    "meter",
                    ["min": "0", "max": String(devices), "value": String(reached), "aria-hidden": "true"],
                    text: "")
            }
            page.element("td") { page in
                for stop in step.stops {
                    page.element("p") { page in
                        page.markup.text("\(stop.count)\(stop.isDoubt ? " could not be told" : "") ")
                        page.element("code", text: stop.code.rawValue)
                        guard !stop.examples.isEmpty else { return }
                        page.markup.text(", e.g. \(stop.examples.joined(separator: ", "))")
                    }
                }
            }
        }
    }

    private mutating func groups(_ title: String, _ groups: [FleetPicture.Group], more: Int) {
        guard !groups.isEmpty else { return }
        let verdicts = Report.Device.Verdict.allCases
        element("h3", text: title)
        table(title, ["Group"] + verdicts.map(TextReport.words), numbersFrom: 1) { page in
            for group in groups.prefix(Self.shownGroups) {
                page.element("tr") { page in
                    page.element("th", ["scope": "row"], text: group.name)
                    for verdict in verdicts {
                        page.element("td", ["class": "number"], text: String(group.count(of: verdict)))
                    }
                }
            }
        }
        let rest = groups.count - min(groups.count, Self.shownGroups) + more
        if rest > 0 { element("p", text: "and \(rest) more; the JSON report has them") }
    }
}
