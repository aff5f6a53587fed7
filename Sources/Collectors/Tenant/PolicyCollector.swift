import Model
import TenantAnswers

/// Reads the policies of the Endpoint security node with what they set and whom they are assigned to.
///
/// They are asked for with all of it in one list; where the service does not give it so, policy by policy.
struct PolicyCollector: Sendable {
    let lists: ListReader
    let access: TenantAccess
    let tag: String

    /// Policies asked for at once.
    private static let width = 6
    /// Answers that say that the list cannot be had with all of it.
    private static let refusals = [400, 404, 405, 501]

    func collect() async throws(ServiceFault) -> [EndpointSecurityPolicy] {
        do throws(ServiceFault) {
            let (policies, isWhole) = try await list(.wholePolicies)
            if isWhole { return policies }
        } catch {
            guard Self.refusals.contains(error.status) else { throw error }
        }
        let (policies, _) = try await list(.policies)
        do {
            return try await policies.boundedMap(width: Self.width) { policy in try await whole(policy) }
        } catch let fault as ServiceFault {
            throw fault
        } catch {
            throw .interrupted
        }
    }

    /// What says that a policy has more parts than stand in the list.
    private static let continuations = ["assignments@odata.nextLink", "settings@odata.nextLink"].map {
        Array($0.utf8)
    }

    /// The policies, and whether no part of theirs is on a page of its own.
    private func list(
        _ subject: TenantAccess.Query.Subject
    ) async throws(ServiceFault) -> (policies: [EndpointSecurityPolicy], isWhole: Bool) {
        guard let query = access.queries[subject] else { return ([], true) }
        var isWhole = true
        let policies = try await lists.values(query, PageReader(tag: tag)) {
            (reader, bytes) throws(AnswerFault) in
            if Self.continuations.contains(where: { bytes.firstRange(of: $0) != nil }) { isWhole = false }
            return try reader.policies(bytes)
        }
        return (policies, isWhole)
    }

    /// A policy with its parts, each of which may fail by itself.
    private func whole(_ policy: EndpointSecurityPolicy) async throws(ServiceFault) -> EndpointSecurityPolicy
    {
        var policy = policy
        policy.assignments = try await part(.policyAssignments, of: policy.id) {
            (reader, bytes) throws(AnswerFault) in
            try reader.assignments(bytes)
        }
        policy.settings = try await part(.policySettings, of: policy.id) {
            (reader, bytes) throws(AnswerFault) in
            try reader.settings(bytes)
        }
        return policy
    }

    private func part<Value>(
        _ subject: TenantAccess.Query.Subject, of id: String,
        _ read: (PageReader, [UInt8]) throws(AnswerFault) -> AnswerValues<Value>
    ) async throws(ServiceFault) -> Observation<[Value]> where Value: Codable {
        guard let query = access.queries[subject] else { return .absent }
        let target = query.target.replacing("{id}", with: ServiceTransport.escaped(id))
        do throws(ServiceFault) {
            return .present(try await lists.values(query, from: target, PageReader(tag: tag), read))
        } catch {
            guard error.kind != .interrupted else { throw error }
            return .unreadable(error.unreadable(.graph))
        }
    }
}
