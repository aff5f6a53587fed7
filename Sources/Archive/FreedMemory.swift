import CArchive

/// What was freed and is not yet the system's again.
package enum FreedMemory {
    /// Gives it back: each thread that asks for memory has its own heap, and cannot use what another one has freed.
    package static func giveBack() {
        mp_give_freed_memory_back()
    }
}
