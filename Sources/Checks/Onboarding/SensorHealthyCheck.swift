import Model

/// Defender for Endpoint hears from the sensor, and takes the device for one in use.
struct SensorHealthyCheck: DeviceCheck {
    let id: CheckID = "onboarding.sensor-healthy"

    func judge(_ device: DeviceView, _ evidence: Evidence) -> DeviceJudgement {
        ListedMachine(device, evidence).health ?? .notApplicable
    }
}
