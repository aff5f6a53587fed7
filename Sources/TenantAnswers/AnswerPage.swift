package import Model

/// One page of a list of devices.
package struct AnswerPage<Row: ListedDevice>: Sendable, Equatable {
    package var listing: DeviceListing<Row>
    /// `@odata.nextLink`, as it stands there; absent on the last page.
    package var nextLink: String?

    package init(listing: DeviceListing<Row>, nextLink: String?) {
        self.listing = listing
        self.nextLink = nextLink
    }
}

/// One page of a list of anything else.
package struct AnswerValues<Value: Sendable & Equatable>: Sendable, Equatable {
    package var values: [Value]
    /// `@odata.nextLink`, as it stands there; absent on the last page.
    package var nextLink: String?

    package init(values: [Value], nextLink: String?) {
        self.values = values
        self.nextLink = nextLink
    }
}
