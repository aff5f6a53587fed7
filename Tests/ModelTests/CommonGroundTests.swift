import Model
import Testing

/// What checks make of the facts for all of them.
struct CommonGroundTests {
    @Test func `what is asked for twice is made once`() {
        let common = CommonGround()
        #expect(common.value { [1, 2] } == [1, 2])
        #expect(common.value { [3] } == [1, 2])
    }

    @Test func `what is of another type is made for itself`() {
        let common = CommonGround()
        #expect(common.value { [1, 2] } == [1, 2])
        #expect(common.value { "three" } == "three")
        #expect(common.value { [4] } == [1, 2])
    }

    @Test func `checks that ask at once get the same`() async {
        let common = CommonGround()
        let answers = await withTaskGroup(of: Int.self) { group in
            for number in 0..<20 { group.addTask { common.value { number } } }
            return await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(answers.count == 1)
    }
}
