import Model

extension TextReport {
    static func mark(_ status: Status) -> String {
        switch status {
        case .pass: "✔"
        case .fail: "✖"
        case .warning: "!"
        case .note: "i"
        case .undetermined: "?"
        case .notApplicable, .skipped: "-"
        case .waived: "~"
        }
    }

    static func word(_ status: Status) -> String {
        switch status {
        case .pass: "pass"
        case .fail: "FAIL"
        case .warning: "WARNING"
        case .note: "note"
        case .undetermined: "UNDETERMINED"
        case .notApplicable: "n/a"
        case .skipped: "skipped"
        case .waived: "waived"
        }
    }

    static func tone(_ status: Status) -> Tone {
        switch status {
        case .pass: .good
        case .fail: .bad
        case .warning, .waived: .caution
        case .undetermined: .doubt
        case .note: .plain
        case .notApplicable, .skipped: .faint
        }
    }

    static func words(_ verdict: Summary.Conclusion) -> String {
        switch verdict {
        case .ready: "READY"
        case .notReady: "NOT READY"
        case .undetermined: "COULD NOT TELL"
        }
    }

    static func tone(_ verdict: Summary.Conclusion) -> Tone {
        switch verdict {
        case .ready: .good
        case .notReady: .bad
        case .undetermined: .doubt
        }
    }
}
