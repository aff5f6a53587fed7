import Glibc

/// How what is encoded is found, read and looked at in turn.
extension EncodedSearch.Walk {
    /// False once nothing more is wanted.
    ///
    /// `isRead` tells whether what stands there plainly has been looked for.
    func look(at view: EncodedSearch.View, isRead: Bool = false) -> Bool {
        guard isRead || plain(view) else { return false }
        if encodings.contains(.wide), view.encoding.last != .wide, WideText.isPossible(view.bytes),
            !wide(view)
        {
            return false
        }
        // What escapes stand for may be bytes of a code page as well.
        if encodings.contains(.codePage), view.depth == 0 || view.isTouched != nil,
            view.encoding.last != .wide, !codePage(view)
        {
            return false
        }
        guard view.depth < Self.deepest else { return true }
        if encodings.contains(.escapes) {
            for notation in EscapedText.Notation.allCases where !escapes(view, notation) { return false }
        }
        if encodings.contains(.base64), !base64(view) { return false }
        if encodings.contains(.hexadecimal), !hexadecimal(view) { return false }
        return true
    }

    private func plain(_ view: EncodedSearch.View) -> Bool {
        var goesOn = true
        func tell(_ needle: EncodedSearch.Needle, _ range: Range<Int>) -> Int? {
            var encoding = view.encoding.words
            if case .secret(let number) = needle, search.secrets.count(of: number) != range.count {
                encoding = view.encoding.last == nil ? "broken up" : encoding + ", broken up"
            }
            goesOn = found(.init(needle: needle, encoding: encoding, place: view.origin(range)))
            return goesOn ? range.upperBound : view.bytes.count
        }
        search.secrets.scan(view.bytes) { tell(.secret($0), $1) }
        guard goesOn else { return false }
        search.names.scan(view.bytes) { name, range in
            if let isMeant = view.isMeant, search.isShort[name], !isMeant(range) { return range.upperBound }
            return tell(.name(name), range)
        }
        return goesOn
    }

    /// UTF-16 of either order, from an even and from an odd place on.
    private func wide(_ view: EncodedSearch.View) -> Bool {
        let (little, big) = wideTexts(at: view.depth)
        for start in 0...1 {
            little.read(view.bytes, from: start, isLittleEndian: true, skipsForeign: search.skipsForeign)
            guard wide(little.bytes, little, view) else { return false }
            big.read(view.bytes, from: 1 - start, isLittleEndian: false, skipsForeign: search.skipsForeign)
            guard wide(big.part(unlike: little, reach: search.reach), big, view) else { return false }
        }
        return true
    }

    private func wide(_ bytes: Bytes, _ text: WideText, _ view: EncodedSearch.View) -> Bool {
        // Nothing that is looked for is as short.
        if bytes.count < 3, bytes.allSatisfy({ $0 < 128 }) { return true }
        return look(
            at: .init(
                bytes: bytes, encoding: view.encoding.with(.wide), depth: view.depth,
                origin: { view.origin(text.origin($0)) }, isTouched: view.isTouched.map { _ in { _ in true } }
            ))
    }

    /// What is not UTF-8 may be of a code page of Windows.
    private func codePage(_ view: EncodedSearch.View) -> Bool {
        guard view.bytes.contains(where: { $0 > 127 }), !view.bytes.contains(0),
            String(validating: view.bytes, as: UTF8.self) == nil
        else { return true }
        var (text, origins) = ([UInt8](), [Int32]())
        for (index, byte) in view.bytes.enumerated() {
            for unit in byte < 128 ? [byte] : [0xc0 | byte >> 6, 0x80 | byte & 0x3f] {
                text.append(unit)
                origins.append(Int32(truncatingIfNeeded: index))
            }
        }
        origins.append(Int32(truncatingIfNeeded: view.bytes.count))
        return text.withUnsafeBufferPointer { bytes in
            plain(
                .init(
                    bytes: bytes, encoding: view.encoding.with(.codePage), depth: view.depth,
                    origin: { view.origin(Int(origins[$0.lowerBound])..<Int(origins[$0.upperBound])) },
                    isTouched: nil))
        }
    }

    private func escapes(_ view: EncodedSearch.View, _ notation: EscapedText.Notation) -> Bool {
        let bytes = view.bytes
        var index = 0
        while let first = escape(bytes, from: index, notation) {
            // The neighbourhood of this escape, and of all others that are near.
            var start = max(index, first.start - search.reach)
            while start > index, first.start - start < search.reach * 2, bytes[start - 1].isWord {
                start -= 1
            }
            var end = first.end
            while end - start < 1 << 20,
                let next = escape(bytes, from: end, notation, upTo: end + search.reach)
            {
                end = next.end
            }
            let last = end
            end = min(bytes.count, end + search.reach)
            while end < bytes.count, end - last < search.reach * 2, bytes[end].isWord { end += 1 }
            let text = EscapedText(bytes, start..<end, notation, search.entities)
            let goesOn = text.bytes.withUnsafeBufferPointer { decoded in
                look(
                    at: .init(
                        bytes: decoded, encoding: view.encoding.with(notation.step), depth: view.depth + 1,
                        origin: { view.origin(text.origin($0)) },
                        isTouched: { text.origin($0).count != $0.count }))
            }
            guard goesOn else { return false }
            index = last
        }
        return true
    }

    private func escape(
        _ bytes: Bytes, from start: Int, _ notation: EscapedText.Notation, upTo limit: Int = .max
    ) -> (start: Int, end: Int)? {
        guard let base = bytes.baseAddress else { return nil }
        let mark = Int32(notation.mark)
        var index = start
        let limit = min(limit, bytes.count)
        while index < limit, let place = memchr(base + index, mark, limit - index) {
            index = base.distance(to: place.assumingMemoryBound(to: UInt8.self))
            if let (_, end) = EscapedText.escape(bytes, index, bytes.count, notation, search.entities) {
                return (index, end)
            }
            index += 1
        }
        return nil
    }

    private func base64(_ view: EncodedSearch.View) -> Bool {
        var runs = Base64Runs(view.bytes, wanted: search.shortest)
        let batch = batch(at: view.depth)
        while let run = runs.next() {
            // What was there before anything was decoded has been looked at.
            if let isTouched = view.isTouched, !isTouched(run) { continue }
            let phases = runs.phases(of: run)
            for phase in 0..<4 where phases >> UInt8(phase) & 1 != 0 {
                batch.add(run, dropping: phase, atMost: run.count) {
                    Base64Runs.decode(view.bytes, run, dropping: phase, into: $0)
                }
            }
            if batch.isFull, !look(at: batch, .base64, view) { return false }
        }
        return look(at: batch, .base64, view)
    }

    private func hexadecimal(_ view: EncodedSearch.View) -> Bool {
        var runs = HexadecimalRuns(view.bytes, wanted: search.shortest)
        let batch = batch(at: view.depth)
        while let (run, isRow) = runs.next() {
            if let isTouched = view.isTouched, !isTouched(run) { continue }
            if isRow {
                for first in 0...1 {
                    batch.add(run, dropping: first, atMost: run.count) {
                        HexadecimalRuns.decodeRow(
                            view.bytes, (run.lowerBound + first)..<run.upperBound, into: $0)
                    }
                }
            } else {
                batch.add(run, dropping: EncodedSearch.Digits.pairs, atMost: run.count) {
                    runs.pairs(from: run.lowerBound, into: $0)?.count ?? 0
                }
            }
            if batch.isFull, !look(at: batch, .hexadecimal, view) { return false }
        }
        return look(at: batch, .hexadecimal, view)
    }

    /// Looks at bytes that were written as text, all at once, and at each that reads as text for what is encoded in it.
    private func look(
        at batch: DecodedBatch, _ form: EncodedSearch.Digits, _ view: EncodedSearch.View
    ) -> Bool {
        defer { batch.removeAll() }
        guard !batch.readings.isEmpty else { return true }
        let bytes = batch.bytes
        var inner = EncodedSearch.View(
            bytes: bytes, encoding: view.encoding.with(form == .base64 ? .base64 : .hexadecimal),
            depth: view.depth + 1,
            origin: { range in
                guard let reading = batch.reading(at: range.lowerBound) else { return view.origin(0..<0) }
                let from = range.lowerBound - reading.place.lowerBound
                return view.origin(form.place(of: from..<(from + range.count), in: reading, view.bytes))
            }, isTouched: nil,
            isMeant: { place in
                guard let reading = batch.reading(at: place.lowerBound) else { return true }
                return reading.isPlainText(in: bytes)
                    || reading.place == place && !view.bytes.isJoined(reading.run)
            })
        guard plain(inner) else { return false }
        inner.isMeant = nil
        for reading in batch.readings where reading.isText {
            inner.bytes = Bytes(rebasing: bytes[reading.place])
            guard mayHoldMore(inner.bytes) else { continue }
            inner.origin = { view.origin(form.place(of: $0, in: reading, view.bytes)) }
            guard look(at: inner, isRead: true) else { return false }
        }
        return true
    }
}
