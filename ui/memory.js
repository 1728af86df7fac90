// What this browser remembers of its reader, without an account: languages, look, the list, what
// was seen last. It is kept under `balkanetup.`; ui/start.js puts it back into the address of the next visit.
// ui/memory.py mounts this in four places, and `data.part` says which.
// What is shown came from Python, or was kept earlier; it becomes text, never markup.

const PREFIX = "balkanetup.";
const MOST = 8; // things seen
let handed = 0; // the number of the last thing seen in this visit

function recall(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? otherwise;
  } catch {
    return otherwise; // a browser that keeps nothing, or what is no longer readable
  }
}

function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // This browser keeps nothing: every visit begins anew.
  }
}

function forget() {
  try {
    const ours = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    ours.forEach((name) => localStorage.removeItem(name));
  } catch {
    // As above.
  }
  location.assign(location.pathname);
}

const recent = () => {
  const kept = recall("recent", []);
  return Array.isArray(kept) ? kept.filter((item) => typeof item?.title === "string") : [];
};

function make(name, { text, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...(text === undefined ? children : [text]));
  return element;
}

// The choices of this session, the list once it is changed, and what was seen, the newest last.
function remember({ choices, seen, list }) {
  Object.entries(choices).forEach(([name, value]) => keep(name, value));
  if (list !== null) keep("list", list || null);
  seen.forEach(see);
}

// Handed over until newer ones take their place: what Python says twice in a moment arrives once.
function see({ number, ...shown }) {
  if (number <= handed) return;
  handed = number;
  const same = (item) => item.kind === shown.kind && item.name === shown.name;
  keep("recent", [shown, ...recent().filter((item) => !same(item))].slice(0, MOST));
}

function showSettings(place, { label, looks, remembered, forgetting }) {
  const chosen = recall("look", "System");
  const choose = (look) => {
    keep("look", look === "System" ? null : look);
    location.reload(); // Streamlit reads the look once
  };
  const options = Object.entries(looks).map(([look, name]) =>
    make("label", {},
      make("input", { type: "radio", name: "look", checked: look === chosen, onchange: () => choose(look) }),
      make("span", { text: name })));
  place.replaceChildren(
    make("fieldset", { className: "looks" }, make("legend", { text: label }), ...options),
    make("p", { className: "meta", text: remembered }),
    make("button", { type: "button", className: "forget", text: forgetting, onclick: forget }));
}

function linkTo(item, query) {
  const address = new URLSearchParams(query);
  if (item.kind === "question") address.set("q", item.name);
  else {
    address.set("screen", "resource");
    address.set("id", item.name);
  }
  return make("a", { href: `?${address}`, className: item.kind, lang: item.language ?? "", text: item.title });
}

function showRecent(place, { heading, query }) {
  const items = recent();
  place.hidden = items.length === 0;
  place.replaceChildren(
    make("h2", { className: "label", text: heading }),
    make("ul", {}, ...items.map((item) => make("li", {}, linkTo(item, query)))));
}

// A list that somebody sent is on the screen, and the reader has one of their own.
function showOtherList(place, { list, query, opening }) {
  const own = recall("list", "");
  const differs = typeof own === "string" && own !== "" && own !== list;
  place.hidden = !differs;
  place.replaceChildren(...(differs ? [make("a", { href: `?${query}&${own}`, text: opening })] : []));
}

const PARTS = { list: showOtherList, keep: (_, data) => remember(data), settings: showSettings, recent: showRecent };

export default function ({ data, parentElement }) {
  PARTS[data.part](parentElement.querySelector(".memory"), data);
}
