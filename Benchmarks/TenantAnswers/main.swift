import Collectors
import Configuration
import Foundation
import Model

// Reads folders of saved answers and tells how many devices each list holds, and how long that took; judges nothing.

let start = ContinuousClock.now
let places = CommandLine.arguments.dropFirst().map { SavedAnswersPlace(name: $0, path: $0) }
let reading = try await SavedAnswers.read(
    Array(places), tag: "MDE-Management", maximumAge: .infinity, judgedAt: Date(),
    deadline: Deadline(seconds: 600))
let elapsed = ContinuousClock.now - start
for list in reading.fact.lists {
    print("\(list.kind.rawValue): \(list.count)\(list.incomplete.map { ", incomplete: \($0.detail)" } ?? "")")
}
for fault in reading.fact.faults { print("fault: \(fault.detail)") }
print("reading: \(elapsed)")
