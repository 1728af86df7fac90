// Tells Python what is being typed into a box of Streamlit's, after a pause: without this script
// the box speaks when Enter is pressed. `data.box` says which box.

const PAUSE = 200; // milliseconds without a key

const listening = new Map(); // an AbortController for each box

export default function ({ data, setTriggerValue }) {
  let waiting = 0;
  listening.get(data.box)?.abort();
  const stop = new AbortController();
  listening.set(data.box, stop);
  const onInput = ({ target }) => {
    if (!target.matches?.(data.box)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => setTriggerValue("typed", target.value), PAUSE);
  };
  document.addEventListener("input", onInput, { signal: stop.signal });
  return () => stop.abort();
}
