import DeviceEvidence
import Model
import Testing

/// The state of services is told as it is, and a service is missing only where it was asked for.
struct ServicesReaderTests {
    private static func query(_ number: String, name: String = "Sense", labels: [String]) -> String {
        """

        \(labels[0]): \(name)
                \(labels[1])               : 10  WIN32_OWN_PROCESS
                \(labels[2])              : \(number)
                                        (STOPPABLE, NOT_PAUSABLE, ACCEPTS_PRESHUTDOWN)
                WIN32_EXIT_CODE    : 0  (0x0)
                SERVICE_EXIT_CODE  : 0  (0x0)

        """
    }

    private static let english = ["SERVICE_NAME", "TYPE", "STATE"]
    private static let spanish = ["NOMBRE_SERVICIO", "TIPO", "ESTADO"]

    @Test(arguments: [
        ("1  STOPPED", "stopped"), ("2  START_PENDING", "starting"), ("3  STOP_PENDING", "stopping"),
        ("4  RUNNING", "running"), ("5  CONTINUE_PENDING", "starting"), ("6  PAUSE_PENDING", "stopping"),
        ("7  PAUSED", "paused"), ("4  EN EJECUCIÓN", "running"), ("9  X", "? state 9"),
    ])
    func `sc tells the state by its number`(number: String, state: String) {
        for labels in [Self.english, Self.spanish] {
            for raw in forms(of: Self.query(number, labels: labels)) {
                let (kind, found) = EvidenceReading.read(raw)
                #expect(kind == .services)
                #expect(found.told == ["service.state (sense) = \(state)"])
            }
        }
    }

    @Test(arguments: [
        ("0   BOOT_START", "boot"), ("1   SYSTEM_START", "system"),
        ("2   AUTO_START  (DELAYED)", "automatic"),
        ("3   DEMAND_START", "manual"), ("4   DISABLED", "disabled"),
    ])
    func `sc tells the start type by its number`(number: String, start: String) {
        for label in ["START_TYPE", "TIPO_INICIO"] {
            let text = """
                [SC] QueryServiceConfig ERFOLG

                SERVICE_NAME: Sense
                        TYPE               : 10  WIN32_OWN_PROCESS
                        \(label)         : \(number)
                        ERROR_CONTROL      : 1   NORMAL
                        BINARY_PATH_NAME   : "C:\\a.exe"

                """
            #expect(told(text) == ["service.start (sense) = \(start)"])
        }
    }

    @Test(arguments: [
        ("> sc query ccmexec", true), (#"C:\Windows>sc.exe qc "CcmExec""#, true),
        (#"PS C:\> sc.exe query ccmexec"#, true),
        (#"C:\>sc query ccmexec  1>>out.txt 2>&1"#, true),
        (#"C:\>C:\Windows\System32\sc.exe query ccmexec"#, true),
        (#"C:\>sc query sense & sc query ccmexec"#, false), (#"C:\>sc \\other query ccmexec"#, false),
        ("> sc query type= service", false), ("> net start ccmexec", false), ("ccmexec", false),
    ])
    func `a service is missing where it was asked for`(command: String, isTold: Bool) {
        for error in [
            "[SC] EnumQueryServicesStatus:OpenService FAILED 1060:", "[SC] OpenService FEHLER 1060:",
            "[SC] EnumQueryServicesStatus:OpenService échec(s) 1060 :",
        ] {
            let text = told("\(command)\n\(error)\n\nNo such service.\n\n\(error)\n")
            let expected = ["service.state (ccmexec) = not there", "service.start (ccmexec) = not there"]
            #expect(text == (isTold ? expected : []), "\(command)")
        }
    }

    @Test func `another error is not taken for a missing service`() {
        let found = EvidenceReading.read(Array("> sc query sense\n[SC] OpenService FAILED 5:\n".utf8)).found
        #expect(found.told == [])
        #expect(found.fault?.detail == "sc could not ask about sense: error 5")
    }

    @Test func `a block without rows does not lend its name to the next`() {
        for labels in [Self.english, Self.spanish] {
            let text = "\(labels[0]): WinDefend\n" + Self.query("4  RUNNING", labels: labels)
            #expect(told(text) == ["service.state (sense) = running"])
        }
    }

    @Test(arguments: [
        """

        Status   Name               DisplayName
        ------   ----               -----------
        Running  Sense              Windows Defender Advanced Threat Pr...
        Stopped  CcmExec            SMS Agent Host
        Running  AMD External       AMD External Events Utility
        Running  VeryLongNameOfA... Cut

        """,
        "\"Name\",\"CanStop\",\"Status\"\n\"Sense\",\"True\",\"Running\"\n\"CcmExec\",\"False\",\"Stopped\"\n",
        "Name        : Sense\nDisplayName : A\nStatus      : Running\n\nName        : CcmExec\nStatus : Stopped\nCanStop : x\n",
        #"[{"Name":"Sense","Status":4,"CanStop":true,"RequiredServices":[{"Name":"x","Status":1}]},"#
            + #"{"Name":"CcmExec","Status":"Stopped"}]"# + "\n",
    ])
    func `Get-Service tells the same in every form`(text: String) {
        let expected = ["service.state (sense) = running", "service.state (ccmexec) = stopped"]
        for raw in forms(of: text) { #expect(EvidenceReading.read(raw).found.told == expected) }
        for count in 0..<text.utf8.count {
            let found = EvidenceReading.read(Array(text.utf8.prefix(count))).found
            #expect(found.told.allSatisfy(expected.contains), "cut after \(count) bytes")
        }
    }

    @Test func `columns that are moved to the right are read`() {
        let text = """
            Name     Status StartType
            ----     ------ ---------
            Sense   Running Automatic
            CcmExec Stopped    Manual

            """
        #expect(
            told(text) == [
                "service.state (sense) = running", "service.start (sense) = automatic",
                "service.state (ccmexec) = stopped", "service.start (ccmexec) = manual",
            ])
    }

    @Test(.timeLimit(.minutes(10)))
    func `a header that has a name twice is none, and costs no time in every row`() {
        let text =
            "> sc query sense\n[SC] OpenService FAILED 5:\n\n"
            + "Status  \(String(repeating: "Name ", count: 390))DisplayName\n------  ----\n"
            + String(repeating: "Running sense x\n", count: 100_000)
        #expect(told(text) == [])
        #expect(told("Name Status Name DisplayName\n---- ------ ---- -----------\nSens Running x y\n") == [])
    }

    @Test func `a service that Get-Service does not find is missing, in any language`() {
        let text = """
            Get-Service : Es kann kein Dienst mit dem Namen "ccmexec" gefunden werden.
                + CategoryInfo          : ObjectNotFound: (ccmexec:String) [Get-Service], ServiceCommandException
                + FullyQualifiedErrorId : NoServiceFoundForGivenName,Microsoft.PowerShell.Commands.GetServiceCommand

            """
        #expect(told(text) == ["service.state (ccmexec) = not there", "service.start (ccmexec) = not there"])
        #expect(told(text.replacing("NoServiceFoundForGivenName", with: "Other")) == [])
    }

    @Test func `sc that breaks off tells nothing that the whole does not`() {
        let text =
            "> sc query sense\n" + Self.query("4  RUNNING", labels: Self.english) + "> sc query ccmexec\n"
            + "[SC] EnumQueryServicesStatus:OpenService FAILED 1060:\n\nx\n"
        let whole = told(text)
        #expect(whole.count == 3)
        for count in 0..<text.utf8.count {
            #expect(told(String(decoding: text.utf8.prefix(count), as: UTF8.self)).allSatisfy(whole.contains))
        }
    }
}
