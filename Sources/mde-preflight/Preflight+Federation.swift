import CheckCatalogue
import Collectors
import Configuration
import Model

/// How the tenant's domain signs in.
extension Preflight {
    /// The domain of which to ask that; nil where no check needs it.
    var federatedDomain: String? {
        // That a computer has published no certificate proves nothing where the domain is federated.
        let isNeeded =
            selection.contains(FederationCollector.check)
            || configuration.directory != nil
                && selection.contains("directory.device-certificates-published")
        // The domains that a cloud gives to tenants cannot be federated, so that asking of them says nothing.
        guard isNeeded, let domain = configuration.tenant?.domain, !domain.isTenantDomain else { return nil }
        return domain
    }

    func federation(_ prober: Prober) async -> [FederationFact] {
        guard let domain = federatedDomain else { return [] }
        let collector = FederationCollector(
            prober: prober, knowledge: probing.directory.federation, sets: probing.endpointSets,
            proxies: proxies)
        return [await collector.collect(domain: domain, cloud: configuration.cloud)]
    }
}
