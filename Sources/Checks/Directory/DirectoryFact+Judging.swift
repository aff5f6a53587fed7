import Model

extension DirectoryFact {
    /// The check that tells why nothing of a domain could be read.
    static let readingCheck: CheckID = "directory.controller-reachable"

    /// `corp.example: what was seen`.
    func reason(_ code: ReasonCode, _ what: String) -> Reason {
        Reason(code, "\(domain): \(what)", facts: [id])
    }

    /// The verdict where a part of the domain could not be read.
    func unread(_ why: Unreadable) -> Verdict {
        .undetermined(
            [reason(why.code, why.detail)], blockedBy: failure == nil ? [] : [Self.readingCheck])
    }

    /// A part, where that nothing is there proves something.
    ///
    /// It proves nothing to a reader to whom the directory does not show everything.
    func proven<Element>(_ part: Observation<[Element]>, _ what: String) -> Observation<[Element]> {
        guard part == .absent || part.value?.isEmpty == true else { return part }
        guard controller?.signIn == .anonymous else { return .absent }
        let text = "no \(what) is shown to an anonymous reader, which may be for want of access"
        return .unreadable(Unreadable(.ldapInsufficientAccess, text))
    }
}

extension ControllerFact {
    /// The host's name as it says itself, else as it was asked.
    var name: String { dnsHostName ?? server }

    /// Whether it gives the levels that every controller of Active Directory gives.
    var isActiveDirectory: Bool {
        domainLevel != nil || forestLevel != nil || controllerLevel != nil
    }
}
