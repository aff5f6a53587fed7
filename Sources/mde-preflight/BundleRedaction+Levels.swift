import CheckCatalogue
import Model
import SupportBundle

extension BundleRedaction {
    init(
        _ request: BundleRequest, secrets: [KnownSecret], _ run: JudgedRun, _ loader: CatalogueLoader,
        _ setup: Preflight
    ) throws(Failure) {
        level = request.level
        facts = { $0 }
        self.run = { $0 }
        text = { $0 }
        setting = { $0 }
        fingerprint = { $0 }
        file = { bytes, _ in bytes }
        hit = { _ in nil }
        known = { [] }
    }
}
