import Model

/// Why a service gave no answer that can be used.
struct ServiceFault: Error, Equatable {
    enum Kind: Equatable {
        case service(TenantService.Fault)
        /// The run was interrupted.
        case interrupted
    }

    var kind: Kind
    /// Printable words, without any secret.
    var detail: String
    /// The HTTP status that was answered, where it is what makes the fault.
    var status = 0

    init(_ fault: TenantService.Fault, _ detail: String, status: Int = 0) {
        kind = .service(fault)
        self.detail = detail
        self.status = status
    }

    static let interrupted = ServiceFault(kind: .interrupted, detail: "interrupted")

    private init(kind: Kind, detail: String) {
        self.kind = kind
        self.detail = detail
    }

    func unreadable(_ service: TenantService) -> Unreadable {
        switch kind {
        case .service(let fault): Unreadable(service.code(fault), detail)
        case .interrupted: Unreadable(.runInterrupted, detail)
        }
    }
}
