// Whether a page has been in front for a while: who has just turned to it may have meant to press something else.
// Knows a window, not what waits for it.

/**
 * Calls the listener whenever that changes, and with false at each turn away or back: the while begins anew.
 * @param {Window} view
 * @param {() => Promise<void>} aWhile
 * @param {(isSteady: boolean) => void} listener
 */
export function watchSteady(view, aWhile, listener) {
  const { document } = view;
  let turn = 0;

  /** @param {boolean} isFocused */
  async function begin(isFocused) {
    const mine = ++turn;
    listener(false);
    if (!isFocused || document.visibilityState !== "visible") return;
    await aWhile();
    if (mine === turn) listener(true);
  }

  view.addEventListener("focus", () => void begin(true));
  view.addEventListener("blur", () => void begin(false));
  document.addEventListener("visibilitychange", () => void begin(document.hasFocus()));
  void begin(document.hasFocus());
}
