import FoundationEssentials
import Model

/// Reads how the sign-in service says that a domain signs in.
struct RealmReader {
    let knowledge: FederationKnowledge.Realm
    /// The host that was asked, for messages.
    let host: String

    func realm(_ http: HTTPFact, _ body: [UInt8]) -> Observation<FederationFact.Realm> {
        func fault(_ code: ReasonCode, _ what: String) -> Observation<FederationFact.Realm> {
            .unreadable(Unreadable(code, "\(host): \(what)"))
        }
        if (300...399).contains(http.status) {
            return fault(.httpRedirectedElsewhere, "the answer leads elsewhere (status \(http.status))")
        }
        if http.body == .html {
            let title = http.title.map { " titled \"\($0)\"" } ?? ""
            return fault(.httpCaptivePortal, "a web page\(title) comes instead of the service's own answer")
        }
        guard http.status == 200 else {
            return fault(.httpUnexpectedStatus, "status \(http.status), where the service answers 200")
        }
        guard let members = try? JSONDecoder().decode([String: Member].self, from: Data(body)),
            let account = members[knowledge.accountType]?.text
        else {
            return fault(.httpNotGenuine, "the answer has no \"\(knowledge.accountType)\"")
        }
        let accounts: [(String, FederationFact.Realm.Account)] = [
            (knowledge.managed, .managed), (knowledge.federated, .federated), (knowledge.unknown, .unknown),
        ]
        guard let known = accounts.first(where: { $0.0.lowercased() == account.lowercased() })?.1 else {
            let said = account.printable(limit: 60)
            return fault(
                .httpNotGenuine,
                "\"\(knowledge.accountType)\" is \"\(said)\", which is not what the service says")
        }
        return .present(
            .init(
                account: known,
                federationProtocol: members[knowledge.federationProtocol]?.text?.printable(limit: 60),
                metadataURL: members[knowledge.metadata]?.text?.printable(limit: 2_000)))
    }

    /// A member of which only text is of interest.
    private struct Member: Decodable {
        var text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }
}
