package import Model

/// Takes identities and secrets out of facts, field by field, by what each field is, before anything is written.
///
/// Judging redacted facts comes to the same as judging the originals: what checks compare is equal afterwards where it was
/// before, and what checks look into keeps what they look for.
package struct FactRedactor: Sendable {
    let level: RedactionLevel
    let pseudonyms: Pseudonyms
    let text: @Sendable (String) -> String
    let foreign: @Sendable (String) -> String

    /// `text` takes out what stands in text that anybody may have written, and `foreign` what stands in text that another program
    /// wrote as a whole, of which no word is one of the tool's own; at level `none` neither is asked.
    package init(
        level: RedactionLevel, pseudonyms: Pseudonyms, text: @escaping @Sendable (String) -> String,
        foreign: (@Sendable (String) -> String)? = nil
    ) {
        self.level = level
        self.pseudonyms = pseudonyms
        self.text = text
        self.foreign = foreign ?? text
    }

    package func redacted(_ facts: FactSet) -> FactSet {
        guard level != .none else { return facts }
        let pass = FactPass(level, pseudonyms, text, foreign)
        var result = facts
        // Paths of endpoints name it.
        result.tenant = facts.tenant.map(pass.redacted)
        result.endpoints = facts.endpoints.map(pass.redacted)
        result.wildcards = facts.wildcards.map(pass.redacted)
        result.directories = facts.directories.map(pass.redacted)
        result.syncConfigurations = facts.syncConfigurations.map(pass.redacted)
        result.federation = facts.federation.map(pass.redacted)
        result.devices = facts.devices.map(pass.redacted)
        result.deviceExpectation = facts.deviceExpectation.map(pass.redacted)
        result.tenantServices = facts.tenantServices.map(pass.redacted)
        result.scopeAttestation = facts.scopeAttestation.map(pass.redacted)
        result.waivers = facts.waivers.map(pass.redacted)
        result.fleet = facts.fleet.map(pass.redacted)
        if level == .identities { result.keepMeanings(of: facts) }
        return result
    }

    package func redacted(_ run: Report.Run) -> Report.Run {
        guard level != .none else { return run }
        let pass = FactPass(level, pseudonyms, text, foreign)
        var result = run
        result.host = pass.host(run.host)
        result.vantage = run.vantage.map(pass.vantage)
        result.paths = run.paths.map(pass.redacted)
        return result
    }
}
