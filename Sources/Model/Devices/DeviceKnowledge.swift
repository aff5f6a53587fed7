/// Outside knowledge of devices.
package struct DeviceKnowledge: Sendable, Equatable {
    package var platforms = PlatformKnowledge()
    package var registration = RegistrationKnowledge()
    package var enrollment = EnrollmentKnowledge()
    package var controlPlane = ControlPlaneKnowledge()

    package init() {}
}
