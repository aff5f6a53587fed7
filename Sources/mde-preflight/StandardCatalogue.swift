import CheckCatalogue
import Foundation
import StrictYAML

/// The catalogue that is read where the command line names no other one: whoever asks first reads it.
enum StandardCatalogue {
    static let loader = Result { () throws(Failure) in try CatalogueOptions.open(nil) }

    static let probing = loader.flatMap { loader in
        Result { () throws(Failure) in
            try CatalogueOptions.sound { () throws(Diagnostics) in try loader.probing() }
        }
    }

    /// Begins to read what probing needs, on a thread of its own.
    static func beginReading() {
        let thread = Thread { _ = probing }
        thread.name = "catalogue"
        thread.start()
    }
}
