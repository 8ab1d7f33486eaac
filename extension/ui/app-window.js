// The window without tabs that the tray opens. Knows what browsers do with such a window, not what it shows.

const CHANNEL = "atshot-window";

/** Whether the page has a window of its own, as `chromium --app` gives it. */
export function isAppWindow() {
  return matchMedia("(display-mode: standalone)").matches;
}

/** Whether something here is half written: a task that is being changed, or a question. */
function isHalfWritten() {
  return [...document.querySelectorAll("textarea")].some(({ value }) => value.trim());
}

/**
 * Be the one window of its kind: the answer makes the others close, and who else calls its own closes this one, unless
 * the user would lose what they are writing in it.
 * @param {() => void} close
 */
export function oneWindow(close = () => window.close()) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = () => isHalfWritten() || close();
  return () => channel.postMessage("here");
}

/**
 * Let views take each other's place in the history. There is no button back in such a window, and a browser lets a page
 * close only a window that has nothing to go back to.
 */
export function keepHistoryShort() {
  /** @param {any} event a NavigateEvent, which the types do not know yet */
  const onNavigate = (event) => {
    if (event.navigationType !== "push" || !event.hashChange || !event.cancelable) return;
    event.preventDefault();
    location.replace(event.destination.url);
  };
  /** @type {any} */ (globalThis).navigation?.addEventListener("navigate", onNavigate);
}
