/// Outside knowledge of devices.
package struct DeviceKnowledge: Sendable, Equatable {
    package var platforms = PlatformKnowledge()
    package var registration = RegistrationKnowledge()
    package var enrollment = EnrollmentKnowledge()
    package var controlPlane = ControlPlaneKnowledge()
    package var sources = SourceKnowledge()
    /// Systems whose devices are not judged, lower case, compared from their beginning.
    package var otherSystems: [String] = []

    package init() {}
}
