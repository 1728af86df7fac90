// Before anything else: what this browser remembers of its reader (ui/memory.js wrote it) becomes
// a part of the address, unless the address says otherwise; and the page is light or dark.

(() => {
  const remembered = (name) => {
    try {
      return JSON.parse(localStorage.getItem(`balkanetup.${name}`));
    } catch {
      return null; // a browser that keeps nothing, or what is no longer readable
    }
  };

  const address = new URLSearchParams(location.search);
  const language = remembered("language");
  if (typeof language === "string" && !address.has("lang")) address.set("lang", language);
  const reads = remembered("reads");
  if (Array.isArray(reads) && !address.has("reads")) {
    reads.forEach((tag) => address.append("reads", String(tag)));
  }
  const list = remembered("list");
  if (typeof list === "string" && !address.has("keep")) {
    new URLSearchParams(list).forEach((value, name) => address.append(name, value));
  }
  const query = address.toString();
  if (query !== new URLSearchParams(location.search).toString()) {
    history.replaceState(history.state, "", `?${query}${location.hash}`);
  }
  if (address.has("lang")) document.documentElement.lang = address.get("lang");

  const look = remembered("look"); // Light, Dark, or none: as the system
  const dark = look ? look === "Dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.classList.toggle("dark", dark);
  try {
    // Where Streamlit looks for the reader's choice.
    localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(look ?? "System"));
  } catch {
    // As above: the look of the system it is.
  }
})();
