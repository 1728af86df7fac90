// Links within the app are followed without loading the page anew. `ui/links.py` mounts this last
// on every page, so `data` changes when a view has arrived. Should Python not answer, the browser
// follows the link by itself.

const PATIENCE = 4000; // milliseconds
const LOOK_AGAIN = 100; // milliseconds

let address = null; // of the view on the screen
let follow = null; // tells Python
let listening = null; // an AbortController
let travel = null; // "follow", "stay" or "back", until the view has arrived
let pressed = -1; // which of the links that stay
let left = null; // what had the focus when the reader left the view before
let waiting = 0; // the timer of the patience
const BOX = ".st-key-askbox input";
const depths = new Map(); // how far each view was scrolled, for the way back

// Links that change the reader's list leave them where they are.
const staying = () => [...document.querySelectorAll("a.stay")];
const scroller = () => document.querySelector('[data-testid="stMain"]');

function remember() {
  depths.set(address, scroller()?.scrollTop ?? 0);
  left = document.activeElement;
}

// Who is at another place already, in a box that stood there before the rest came, stays there.
function moveTo(place) {
  if (![document.body, left].includes(document.activeElement)) return;
  place?.focus({ preventScroll: true });
}

function readOut(heading) {
  heading?.setAttribute("tabindex", "-1");
  moveTo(heading);
}

function onClick(event) {
  const link = event.target.closest?.('a[href^="?"]');
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !plain || event.defaultPrevented) return;
  event.preventDefault();
  remember();
  pressed = staying().indexOf(link);
  travel = pressed < 0 ? "follow" : "stay";
  follow("followed", link.getAttribute("href"));
  clearTimeout(waiting);
  if (link.href !== location.href) waiting = setTimeout(() => location.assign(link.href), PATIENCE);
}

function onBack() {
  remember();
  travel = "back";
}

// A new view begins at its top, and a screen reader hears its heading; Back returns to the place.
// What a box or a button of Streamlit changed leaves the reader where the box is.
function arrive() {
  clearTimeout(waiting);
  if (!travel) return;
  if (travel === "stay") {
    travel = null;
    requestAnimationFrame(() => moveTo(staying()[pressed]));
    return;
  }
  const depth = travel === "back" ? (depths.get(address) ?? 0) : 0;
  travel = null;
  requestAnimationFrame(() => {
    scroller()?.scrollTo({ top: depth, behavior: "instant" });
    readOut(scroller()?.querySelector("h1"));
  });
}

// The first view: its heading is read out, and the question box of the start page awaits the
// question; not where that would open the keyboard of a phone. Parts of the page come one by one, and
// some are drawn twice: so it looks again for a while, and once more where what it chose has gone.
function begin(view, until, chosen = null) {
  if (travel || address !== view) return; // the reader has gone on
  const heading = scroller()?.querySelector("h1");
  const asking = heading?.matches(".welcome") && !matchMedia("(pointer: coarse)").matches;
  const place = asking ? document.querySelector(BOX) : heading;
  if (place && !chosen?.isConnected) {
    if (asking) moveTo(place);
    else readOut(place);
    if (document.activeElement === place) chosen = place;
  }
  if (performance.now() < until) setTimeout(begin, LOOK_AGAIN, view, until, chosen);
}

export default function ({ data, parentElement, setTriggerValue }) {
  follow = setTriggerValue;
  parentElement.dataset.followed = data.address; // a test sees that links are taken over
  document.documentElement.lang = data.language; // Streamlit's page says English, whatever is on it
  const first = address === null;
  const arrived = !first && address !== data.address;
  address = data.address;
  if (first) requestAnimationFrame((now) => begin(data.address, now + PATIENCE));
  if (arrived) arrive();
  if (!listening) {
    listening = new AbortController();
    const { signal } = listening;
    document.addEventListener("click", onClick, { signal });
    window.addEventListener("popstate", onBack, { signal });
  }
  return () => {
    listening?.abort();
    listening = null;
  };
}
