/// How the page looks: by day and by night, on a phone and on paper.
///
/// Every colour has a word beside it.
enum HTMLStyle {
    static let source: StaticString = """
        :root { color-scheme: light dark;
          --ground: #ffffff; --raised: #f4f5f7; --text: #1b1c1f; --line: #c3c7ce; --faint: #565b64; --link: #0b57d0;
          --good: #11662c; --bad: #a8201a; --caution: #7a4a00; --doubt: #5b34a6; }
        @media (prefers-color-scheme: dark) { :root {
          --ground: #15171b; --raised: #20242a; --text: #e9eaec; --line: #4a505a; --faint: #b0b5be; --link: #9cc2ff;
          --good: #7ddf97; --bad: #ff9c93; --caution: #f2bd6b; --doubt: #cdb2ff; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 70rem; padding: 1rem; background: var(--ground); color: var(--text);
          font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
        h1 { font-size: 2rem; line-height: 1.2; margin: .5rem 0; }
        h2 { font-size: 1.4rem; margin: 2rem 0 .75rem; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1.05rem; margin: .75rem 0; }
        summary h3 { display: inline; font-weight: 600; }
        p { margin: .35rem 0; }
        a { color: var(--link); }
        a:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, .scroll:focus-visible {
          outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -100rem; }
        .skip:focus { left: 1rem; top: .5rem; padding: .5rem; background: var(--ground); }
        .good { color: var(--good); } .bad { color: var(--bad); } .caution { color: var(--caution); }
        .doubt { color: var(--doubt); } .faint { color: var(--faint); }
        .badge { font-weight: 700; white-space: nowrap; }
        .alert { border-left: .3rem solid var(--bad); padding: .3rem .75rem; background: var(--raised); }
        nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
        nav a { display: inline-block; padding: .2rem 0; overflow-wrap: anywhere; }
        details.check { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .75rem; margin: .5rem 0; }
        summary { cursor: pointer; }
        dl { margin: .75rem 0; }
        dt { font-weight: 600; }
        dd { margin: 0 0 .35rem 1rem; }
        code { font-family: ui-monospace, monospace; font-size: .9em; background: var(--raised); padding: 0 .2em; }
        .scroll { overflow-x: auto; margin: .5rem 0; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
        thead th { background: var(--raised); }
        tbody th { font-weight: 400; min-width: 9rem; max-width: 24rem; }
        #device-rows tbody th, td { overflow-wrap: anywhere; }
        thead th, .number { overflow-wrap: normal; }
        td p { margin: 0; }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        small { display: block; font-weight: 400; color: var(--faint); }
        meter { width: 8rem; max-width: 100%; }
        #device-rows { table-layout: fixed; min-width: 45rem; }
        section:has(> .scroll > #device-rows) { content-visibility: auto; contain-intrinsic-size: auto 60rem; }
        #filters { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: end; }
        #filters[hidden] { display: none; }
        input, select { font: inherit; padding: .3rem; max-width: 100%; color: inherit; background: var(--ground);
          border: 1px solid var(--faint); border-radius: .25rem; }
        footer { margin-top: 2rem; border-top: 1px solid var(--line); }
        #device-rows thead th:nth-child(1) { width: 30%; }
        #device-rows thead th:nth-child(2) { width: 11em; }
        @media screen and (max-width: 40rem) {
          th, td { padding: .3rem; }
          tbody th { min-width: 6rem; overflow-wrap: anywhere; }
          #area-rows { font-size: .8rem; }
          #area-rows th, #area-rows td { padding: .25rem .2rem; }
          #area-rows tbody th { position: sticky; left: 0; background: var(--ground); min-width: 5.5rem;
            overflow-wrap: normal; }
          h1 { font-size: 1.6rem; }
          #device-rows { min-width: 0; }
          #device-rows thead { position: absolute; left: -100rem; }
          #device-rows tr:not([hidden]), #device-rows tbody th, #device-rows td { display: block; width: auto; }
          #device-rows tr { border-bottom: 1px solid var(--line); padding: .3rem 0; }
          #device-rows tbody th, #device-rows td { border: 0; padding: .1rem .3rem; }
          #device-rows tbody th { font-weight: 600; }
        }
        @media print {
          :root { color-scheme: light; --ground: #fff; --raised: #fff; --text: #000; --line: #888; --faint: #444;
            --link: #000; --good: #000; --bad: #000; --caution: #000; --doubt: #000; }
          body { max-width: none; padding: 0; font-size: 10pt; }
          .skip, nav, #filters { display: none; }
          .scroll { overflow: visible; }
          section:has(> .scroll > #device-rows) { content-visibility: visible; }
          details.check { border: 0; padding: 0; }
          /* Why an area was not looked at stands under the table of areas. */
          details:not(.left-out)::details-content { content-visibility: visible; height: auto; }
          summary { list-style: none; }
          summary::-webkit-details-marker { display: none; }
          h2, h3, summary { break-after: avoid; }
          tr { break-inside: avoid; }
          #device-rows { min-width: 0; font-size: 8pt; line-height: 1.3; }
        }

        """
}
