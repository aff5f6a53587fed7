/// Filters the rows of devices; without it, all are shown.
enum HTMLScript {
    static let source: StaticString = """
        "use strict";
        (function () {
          var form = document.getElementById("filters");
          var rows = Array.from(document.querySelectorAll("#device-rows tbody tr"));
          var shown = document.getElementById("shown");
          var texts = null;
          var waiting = 0;
          function apply() {
            var text = form.elements.text.value.trim().toLowerCase();
            var verdict = form.elements.verdict.value;
            var reason = form.elements.reason.value;
            if (text && !texts) { texts = rows.map(function (row) { return row.textContent.toLowerCase(); }); }
            var count = 0;
            rows.forEach(function (row, number) {
              var fits = (!verdict || row.dataset.v === verdict)
                && (!reason || row.dataset.c.split(" ").includes(reason))
                && (!text || texts[number].includes(text));
              row.hidden = !fits;
              if (fits) { count += 1; }
            });
            shown.textContent = count + " of " + rows.length + " devices shown";
          }
          function soon() {
            clearTimeout(waiting);
            waiting = setTimeout(apply, 100);
          }
          form.addEventListener("input", soon);
          form.addEventListener("submit", function (event) { event.preventDefault(); });
          form.hidden = false;
          apply();
        })();

        """
}
