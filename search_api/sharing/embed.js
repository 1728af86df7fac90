// A search box, or a list, of the collection in any page: one script tag, nothing else.
// <script async src="https://search.example.edu/api/embed.js" data-discipline="0533"></script>
// Each data- attribute is a parameter of /embed: q, discipline, type, language, k, box,
// reader_language ... (`data-reader-language`). `data-height` is the height in pixels.
// The frame gets no script, sets no cookie, and tells nobody which page it stands in.
(() => {
  const tag = document.currentScript;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(tag.dataset)) {
    const plain = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    if (plain === "height") continue;
    for (const part of value.split(/\s*;\s*/)) parameters.append(plain, part);
  }
  const frame = document.createElement("iframe");
  frame.src = `${new URL("embed", tag.src)}?${parameters}`;
  frame.title = tag.title || "BALKANETUP Search";
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  // Without `allow-scripts`; of its own origin, or its form could not ask the same address.
  const allowed = ["same-origin", "forms", "popups", "popups-to-escape-sandbox"];
  frame.setAttribute("sandbox", allowed.map((name) => `allow-${name}`).join(" "));
  frame.style.cssText = "border: 0; width: 100%";
  frame.height = tag.dataset.height || "480";
  tag.after(frame);
})();
