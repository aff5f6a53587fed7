import Model

@testable import TenantAnswers

/// Bytes of a text.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A page of a list, with these elements.
func page(
    _ elements: String..., link: String? = nil,
    context: String = "https://graph.microsoft.com/v1.0/$metadata#x"
)
    -> [UInt8]
{
    let next = link.map { #", "@odata.nextLink": "\#($0)""# } ?? ""
    return bytes(
        #"{"@odata.context": "\#(context)"\#(next), "value": [\#(elements.joined(separator: ","))]}"#)
}

func reader() -> PageReader { PageReader(tag: "MDE-Management") }

/// Why bytes cannot be read; absent where they can.
func fault<Result>(_ read: () throws(AnswerFault) -> Result) -> String? {
    do throws(AnswerFault) {
        _ = try read()
        return nil
    } catch {
        return error.reason
    }
}
