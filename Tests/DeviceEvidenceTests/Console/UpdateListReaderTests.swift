import DeviceEvidence
import Model
import Testing

/// Whatever wrote a list of updates, the same updates come out.
struct UpdateListReaderTests {
    private static let whole = [
        "os.update (KB5006744) = yes", "computer-name = srv19", "os.update (KB5012170) = yes",
    ]
    private static let lists: [(String, String)] = [
        (
            "wmic table",
            """
            Caption                     CSName  Description      FixComments  HotFixID   InstalledBy          Status
            http://s.example/?kbid=1    SRV19   Security Update               KB5006744  NT AUTHORITY\\SYSTEM
            http://s.example/?kbid=2    SRV19   Update                        KB5012170

            """
        ),
        (
            "wmic csv",
            "\nNode,Description,HotFixID,InstalledOn\nSRV19,Update,KB5006744,1\nSRV19,Update,KB5012170,2\n"
        ),
        (
            "Get-HotFix table",
            """

            Source        Description      HotFixID      InstalledBy          InstalledOn
            ------        -----------      --------      -----------          -----------
            SRV19         Update           KB5006744     NT AUTHORITY\\SYSTEM  10/12/2021 12:00:00 AM
            SRV19         Security Update  KB5012170

            """
        ),
        (
            "Export-Csv",
            #"""
            #TYPE System.Management.ManagementObject#root\cimv2\Win32_QuickFixEngineering
            "PSComputerName","Description","HotFixID","InstalledOn"
            "SRV19","Update, ""big""","KB5006744","1"
            "SRV19","Update","KB5012170","2"

            """#
        ),
        ("semicolons", "\"Source\";\"HotFixID\"\n\"SRV19\";\"KB5006744\"\n\"SRV19\";\"KB5012170\"\n"),
    ]

    @Test(arguments: lists)
    func `every form tells the same`(name: String, list: String) {
        for raw in forms(of: list) {
            let (kind, found) = EvidenceReading.read(raw)
            #expect(kind == .updateList, "\(name)")
            #expect(found.told == Self.whole, "\(name)")
        }
        for count in 0..<list.utf8.count {
            let found = EvidenceReading.read(Array(list.utf8.prefix(count))).found
            #expect(found.told.allSatisfy(Self.whole.contains), "\(name), cut after \(count) bytes")
        }
    }

    @Test(arguments: [
        "CSName=SRV19\nDescription=Update\nHotFixID=KB5006744\nStatus=\n\n\nCSName=SRV19\nHotFixID=KB5012170\n\n",
        "PSComputerName : SRV19\nHotFixID     : KB5006744\n\nPSComputerName : SRV19\nHotFixID     : KB5012170\n",
    ])
    func `lists of properties tell the same`(list: String) {
        for raw in forms(of: list) {
            #expect(EvidenceReading.read(raw).found.told.sorted() == Self.whole.sorted())
        }
        for count in 0..<list.utf8.count {
            let found = EvidenceReading.read(Array(list.utf8.prefix(count))).found
            #expect(found.told.allSatisfy(Self.whole.contains), "cut after \(count) bytes")
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `each of very many computers is told once, without comparing each with all`() {
        let rows = (0..<20_000).map { "PC-\($0),KB5006744\nPC-\($0),KB5012170\n" }
        let told = told("CSName,HotFixID\n" + rows.joined())
        #expect(told.count { $0.hasPrefix("computer-name = ") } == 20_000)
        #expect(told.count == 60_000)
    }

    @Test func `a computer that another list in the file has named is not told again`() {
        let lists = "HotFixID=KB5006744\nCSName=PC-01\n\nNode,HotFixID\nPC-01,KB5012170\nPC-02,KB5012170\n"
        #expect(
            told(lists).filter { $0.hasPrefix("computer-name") } == [
                "computer-name = pc-01", "computer-name = pc-02",
            ])
    }

    @Test func `wide characters before the number do not hide it`() {
        let table = """
            Source        Description      HotFixID      InstalledBy
            ------        -----------      --------      -----------
            SRV19         更新プログラム   KB5006744     me

            """
        #expect(told(table) == ["os.update (KB5006744) = yes", "computer-name = srv19"])
    }

    @Test func `tokens of a bundle, which are longer than names, do not hide it`() {
        let table = """
            Caption  CSName  Description      HotFixID   InstalledOn
            x        name-0kq8e7v1zs   Security Update  KB5006744  10/12/2021
            x        PC-01   Update           KB5012170  8/10/2022
            x        name-0kq8e7v1zs                              KB5000001

            """
        #expect(
            told(table) == [
                "os.update (KB5006744) = yes", "computer-name = name-0kq8e7v1zs",
                "os.update (KB5012170) = yes", "computer-name = pc-01",
            ])
    }

    @Test(arguments: [
        "Source  Description  HotFixID  InstalledBy\n------  -----------  --------  -----------\nS  KB5000001  x\n",
        "Failed to read HotFixID of KB5006744\n", "HotFixID\n{0000-KB5006744}\nFile 1\nKB50...\n",
        "Missing,HotFix\nKB5006744,x\n",
    ])
    func `what is no number in its place is no update`(text: String) {
        #expect(told(text) == [])
    }
}
