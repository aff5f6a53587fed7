package import Model

/// One page of a list of devices.
package struct AnswerPage<Row: ListedDevice>: Sendable, Equatable {
    package var listing: DeviceListing<Row>
    /// `@odata.nextLink`, as it stands there; absent on the last page.
    package var nextLink: String?
    /// `@odata.count`: how many devices all pages have together; absent where the page does not tell.
    package var total: Int?
    /// Goes on after a file's name: why it is no page of the whole list; absent where nothing speaks against it.
    package var doubt: String?

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
    /// `@odata.count`: how many values all pages have together; absent where the page does not tell.
    package var total: Int?
    /// Goes on after a file's name: why it is no page of the whole list; absent where nothing speaks against it.
    package var doubt: String?

    package init(values: [Value], nextLink: String?) {
        self.values = values
        self.nextLink = nextLink
    }
}
