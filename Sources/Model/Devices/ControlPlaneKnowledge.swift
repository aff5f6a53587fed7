/// By what another control plane is known on a device.
package struct ControlPlaneKnowledge: Sendable, Equatable {
    package init() {}
}
