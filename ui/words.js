// Streamlit's own words, of which there are only English ones, in the reader's language: names of
// its buttons, what its boxes say when nothing is found, what a screen reader is told.
// `ui/own_words.py` hands over pairs of an English phrase and ours; `{…}` stands for anything.

const READ_OUT = ["aria-label", "placeholder", "title", "alt"];
const OURS = ".stHtml, [role=option], script, style"; // holds no word of Streamlit's

let phrases = []; // [a pattern of the English, ours]
let watching = null; // a MutationObserver
const english = new WeakMap(); // what stood in a text or, by name, in the attributes of an element

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const pattern = (phrase) =>
  new RegExp(`^${phrase.split(/\{\w+\}/).map(escaped).join("(.+?)")}$`);

function said(text) {
  for (const [english, ours] of phrases) {
    const match = english.exec(text.trim());
    if (match) return ours.replace(/\{\w+\}/, match[1] ?? "");
  }
  return null;
}

function sayText(node) {
  const was = english.get(node);
  const original = was && was.ours === node.data ? was.text : node.data;
  const ours = original.trim() && said(original);
  if (!ours) return;
  english.set(node, { text: original, ours });
  if (node.data !== ours) node.data = ours;
}

function sayAttributes(element) {
  const was = english.get(element) ?? {};
  for (const name of READ_OUT) {
    const now = element.getAttribute(name);
    if (!now) continue;
    const original = was[name]?.ours === now ? was[name].text : now;
    const ours = said(original);
    if (!ours) continue;
    was[name] = { text: original, ours };
    if (now !== ours) element.setAttribute(name, ours);
  }
  english.set(element, was);
}

function sayAll(root) {
  if (root.nodeType === Node.TEXT_NODE) {
    if (!root.parentElement?.closest(OURS)) sayText(root);
    return;
  }
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest(OURS)) return;
  sayAttributes(root);
  root.childNodes.forEach(sayAll);
}

function onChange(changes) {
  for (const { type, target, addedNodes } of changes) {
    if (type === "childList") addedNodes.forEach(sayAll);
    else if (type === "characterData") sayAll(target);
    else if (!target.closest(OURS)) sayAttributes(target);
  }
}

export default function ({ data }) {
  phrases = data.phrases.map(([text, ours]) => [pattern(text), ours]);
  watching?.disconnect();
  watching = new MutationObserver(onChange);
  watching.observe(document.body, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: READ_OUT,
  });
  sayAll(document.body);
}
