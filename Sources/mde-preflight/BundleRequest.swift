import Foundation
import Model
import SupportBundle

/// A support bundle that somebody wants of a run.
struct BundleRequest: Sendable {
    /// As the user gave it.
    let path: String
    let level: RedactionLevel
    /// Secret; tokens are made with it.
    let salt: [UInt8]
    let tokenMap: PendingFile?
    let tokenMapIsJSON: Bool

    /// Finds out whether a bundle can be written to `path`, and leaves everything as it is.
    ///
    /// What is there and is no bundle stays: it may well be the evidence.
    ///
    /// - Throws: ``Failure`` that names it and why not.
    static func probe(_ path: String) throws(Failure) {
        var status = stat()
        let isThere = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
        if isThere {
            do throws(UnusableBundle) {
                _ = try BundleReader.open(path)
            } catch {
                throw Failure(
                    .badInput,
                    "\(path.printable(limit: 1000)) is there and is no whole bundle, so that it is not replaced; name another file for the bundle"
                )
            }
        }
        do throws(BundleError) {
            // Dropped at once, which leaves nothing.
            _ = try BundleWriter.create(at: path, time: Date())
        } catch {
            throw Failure(.badInput, error.description)
        }
    }

    /// Where a bundle goes that nobody named.
    static func standardPath(now: Date) -> String {
        let time = now.ISO8601Format(
            .iso8601(timeZone: .gmt, dateSeparator: .omitted, timeSeparator: .omitted))
        return "mde-preflight-bundle-\(time)Z.zip"
    }
}
