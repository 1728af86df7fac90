// Suggestions below the question box, as an editable combobox with a list (WAI-ARIA 1.2). The box
// is Streamlit's own: without this script it is a plain box, and Enter asks either way.
// What is shown came from Python with `data`; it becomes text, never markup.

const BOX = ".st-key-askbox input";
const PAUSE = 150; // milliseconds without a key before Python is asked
const SHORTEST = 2; // characters

let ask = null; // tells Python what is typed
let list = null;
let status = null;
let waiting = 0; // the timer of the pause
let typed = null; // what suggestions are wanted for; null: for nothing
let number = 0; // of the last time that Python was asked
let active = -1;
let listening = null; // an AbortController

const box = () => document.querySelector(BOX);
const options = () => [...list.children];

function prepare() {
  const input = box();
  if (!input || input.getAttribute("role") === "combobox") return;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
}

function close() {
  clearTimeout(waiting);
  typed = null;
  active = -1;
  list.hidden = true;
  status.textContent = "";
  box()?.setAttribute("aria-expanded", "false");
  box()?.removeAttribute("aria-activedescendant");
}

function open({ items, count }) {
  list.replaceChildren(...items.map(option));
  active = -1;
  list.hidden = false;
  status.textContent = count;
  box().setAttribute("aria-expanded", "true");
  box().removeAttribute("aria-activedescendant");
}

// A link, so that it can be followed, or opened beside, like every other link of the page.
function option({ text, kind, address }, place) {
  const link = document.createElement("a");
  link.id = `${list.id}-${place}`;
  link.href = address;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  for (const [name, content] of [["name", text], ["kind", kind]]) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = content;
    link.append(part);
  }
  return link;
}

// One step beyond either end is the box itself: there, Enter asks what is typed.
function move(step) {
  const all = options();
  active = ((active + 1 + step + all.length + 1) % (all.length + 1)) - 1;
  all.forEach((one, place) => one.setAttribute("aria-selected", String(place === active)));
  if (active < 0) box().removeAttribute("aria-activedescendant");
  else box().setAttribute("aria-activedescendant", all[active].id);
  all[active]?.scrollIntoView({ block: "nearest" });
}

function onInput(event) {
  if (!event.target.matches?.(BOX)) return;
  const now = event.target.value.trim();
  if (now === typed) return;
  clearTimeout(waiting);
  if (now.length < SHORTEST) return close();
  typed = now;
  number += 1;
  waiting = setTimeout(() => ask("typed", { text: now, number }), PAUSE);
}

function onKey(event) {
  if (!event.target.matches?.(BOX) || event.isComposing) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key === "Enter" && active >= 0) {
    const chosen = options()[active];
    event.preventDefault();
    event.stopPropagation();
    event.target.blur(); // a box in use would keep what was typed
    chosen.click();
  } else if (event.key === "Enter" || event.key === "Tab") {
    close();
    // The keyboard of a phone would hide the answer.
    if (event.key === "Enter" && matchMedia("(pointer: coarse)").matches) setTimeout(() => box()?.blur());
  } else if (list.hidden) {
    return;
  } else if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key in steps) {
    event.preventDefault();
    move(steps[event.key]);
  }
}

function listen(around) {
  listening = new AbortController();
  const { signal } = listening;
  const watching = new MutationObserver(prepare); // the box may come, or be replaced, later
  watching.observe(around, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watching.disconnect());
  document.addEventListener("input", onInput, { signal });
  document.addEventListener("keydown", onKey, { signal, capture: true });
  document.addEventListener("focusout", (event) => event.target.matches?.(BOX) && close(), { signal });
}

export default function ({ data, parentElement, setTriggerValue }) {
  ask = setTriggerValue;
  list = parentElement.querySelector("[role=listbox]");
  status = parentElement.querySelector("[role=status]");
  list.setAttribute("aria-label", data.label);
  list.onmousedown = (event) => event.preventDefault(); // the box keeps the focus
  list.onclick = () => box().blur();
  if (!listening) listen(parentElement.closest(".st-key-ask"));
  prepare();
  // An answer to what is no longer typed is dropped.
  if (typed !== null && data.number === number) {
    if (data.items.length && document.activeElement === box()) open(data);
    else close();
  }
  return () => {
    listening?.abort();
    listening = null;
  };
}
