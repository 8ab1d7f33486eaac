// Lets the user select a part of the window: put into the page on demand, gone before the picture is taken. Knows the page
// and the pointer; tells the background where the part is. The page's own scripts cannot read it nor choose for the user;
// those that listened first can see the pointer and the keys, and keep them from us: then the shortcut ends it.

/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

{
  const ID = "atshot-overlay";
  /** @type {{atshotSelect?: {end(): void, leave(): boolean}}} what an earlier run in this page has left */
  const left = /** @type {any} */ (globalThis);
  left.atshotSelect?.end();
  document.getElementById(ID)?.remove();

  // The daemon reads nothing with a shorter side, in the screen's pixels.
  const LEAST = 8;
  const STEP = 10;
  const SETTLE_MS = 30;

  const STYLE = {
    host:
      "all: initial; display: block; position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; " +
      "max-height: none; margin: 0; border: 0; padding: 0; overflow: hidden; background: transparent; " +
      "cursor: crosshair; touch-action: none; user-select: none; outline: none; color-scheme: light; opacity: 1; " +
      "visibility: visible; pointer-events: auto; transform: none; filter: none; clip-path: none; z-index: 2147483647",
    // The shadow darkens everything but the part itself.
    part:
      "position: fixed; box-sizing: border-box; border-radius: 2px; " +
      "box-shadow: 0 0 0 1px #fff, 0 0 0 3px #2b5384, 0 0 0 400vmax rgb(12 16 28 / 0.5)",
    line: "position: fixed; background: #fff; box-shadow: 0 0 0 0.5px rgb(12 16 28 / 0.7); opacity: 0.9; pointer-events: none",
    size:
      "position: fixed; padding: 3px 8px; border-radius: 6px; background: #2b5384; color: #fff; white-space: nowrap; " +
      "font: 600 13px/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums",
    hint:
      "position: fixed; left: 50%; bottom: 32px; transform: translateX(-50%); box-sizing: border-box; width: max-content; " +
      "max-width: calc(100vw - 32px); padding: 10px 18px; border-radius: 12px; background: #14192a; color: #fff; " +
      "font: 500 14px/1.5 system-ui, sans-serif; text-align: center; text-wrap: balance; pointer-events: none; " +
      "border: 1px solid rgb(255 255 255 / 0.25); box-shadow: 0 6px 24px rgb(0 0 0 / 0.35)",
  };

  /** @param {string} style */
  const box = (style) => {
    // By its namespace, since the document may be an SVG.
    const element = document.createElementNS("http://www.w3.org/1999/xhtml", "div");
    if (!(element instanceof HTMLElement)) throw new TypeError("no element of HTML");
    element.style.cssText = style;
    return element;
  };

  /** @param {HTMLElement} element @param {Rect} rect */
  const put = (element, { x, y, width, height }) => {
    Object.assign(element.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
  };

  const limits = () => ({ width: innerWidth, height: innerHeight });

  /** @param {number} value @param {number} most */
  const clamp = (value, most) => Math.min(Math.max(value, 0), most);

  /**
   * The rect between two points of the window.
   * @param {{x: number, y: number}} one
   * @param {{x: number, y: number}} other
   */
  const between = (one, other) => {
    const { width, height } = limits();
    const x = clamp(Math.min(one.x, other.x), width);
    const y = clamp(Math.min(one.y, other.y), height);
    return {
      x,
      y,
      width: clamp(Math.max(one.x, other.x), width) - x,
      height: clamp(Math.max(one.y, other.y), height) - y,
    };
  };

  /** A part of the middle, to begin with by keys. */
  const middle = () => {
    const { width, height } = limits();
    return { x: width / 4, y: height / 4, width: width / 2, height: height / 2 };
  };

  /** @param {Rect} rect @param {number} dx @param {number} dy */
  const moved = (rect, dx, dy) => {
    const { width, height } = limits();
    return { ...rect, x: clamp(rect.x + dx, width - rect.width), y: clamp(rect.y + dy, height - rect.height) };
  };

  /** @param {Rect} rect @param {number} dx @param {number} dy */
  const resized = (rect, dx, dy) => {
    const { width, height } = limits();
    const least = LEAST / devicePixelRatio;
    return {
      ...rect,
      width: Math.max(least, clamp(rect.width + dx, width - rect.x)),
      height: Math.max(least, clamp(rect.height + dy, height - rect.y)),
    };
  };

  /** Whether the daemon would read a part of this size. @param {Rect} rect */
  const isEnough = ({ width, height }) => Math.min(width, height) * devicePixelRatio >= LEAST;

  /** The part as the window shows it, where the user has zoomed in with two fingers. @param {Rect} rect */
  const asShown = ({ x, y, width, height }) => {
    const { scale = 1, offsetLeft = 0, offsetTop = 0 } = window.visualViewport ?? {};
    const shown = (/** @type {number} */ left, /** @type {number} */ top) => ({
      x: (left - offsetLeft) * scale,
      y: (top - offsetTop) * scale,
    });
    return between(shown(x, y), shown(x + width, y + height));
  };

  /** @param {Rect} rect in pixels of the picture to come */
  const spelled = ({ width, height }) => [width, height].map((side) => Math.round(side * devicePixelRatio)).join(" × ");

  /** All that is seen; `show` draws the part and where the pointer is. */
  const build = () => {
    const host = box(STYLE.host.replace(/;|$/g, " !important;"));
    host.id = ID;
    host.popover = "manual";
    host.tabIndex = -1;
    host.role = "application";
    host.ariaLabel = chrome.i18n.getMessage("overlay_label");
    host.lang = chrome.i18n.getMessage("lang");
    const parts = { part: box(STYLE.part), across: box(STYLE.line), down: box(STYLE.line) };
    const size = box(STYLE.size);
    size.role = "status";
    const hint = box(STYLE.hint);
    hint.textContent = chrome.i18n.getMessage("overlay_hint");
    host.attachShadow({ mode: "closed" }).append(parts.part, parts.across, parts.down, size, hint);

    /** @param {Rect | null} rect @param {{x: number, y: number} | null} pointer */
    const show = (rect, pointer) => {
      const { width, height } = limits();
      put(parts.part, rect ?? { x: -9, y: -9, width: 0, height: 0 });
      parts.across.hidden = parts.down.hidden = !pointer;
      parts.across.style.display = parts.down.style.display = pointer ? "block" : "none";
      if (pointer) {
        put(parts.across, { x: 0, y: pointer.y, width, height: 1 });
        put(parts.down, { x: pointer.x, y: 0, width: 1, height });
      }
      size.style.display = rect ? "block" : "none";
      hint.style.display = rect && pointer ? "none" : "block";
      if (!rect) return;
      size.textContent = spelled(rect);
      const below = rect.y + rect.height + 36 < height ? rect.y + rect.height + 8 : Math.max(rect.y - 34, 8);
      Object.assign(size.style, { left: `${clamp(rect.x, width - size.offsetWidth - 8)}px`, top: `${below}px` });
    };
    return { host, show };
  };

  const { host, show } = build();
  const before = document.activeElement;
  const listening = new AbortController();
  /** @type {{x: number, y: number} | null} */
  let start = null;
  /** @type {Rect | null} */
  let chosen = null;

  const end = () => {
    if (listening.signal.aborted) return;
    listening.abort();
    host.remove();
    delete left.atshotSelect;
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };

  const cancel = () => {
    end();
    void chrome.runtime.sendMessage({ type: "region-cancel" });
  };

  /** The shortcut again; whether there was anything left to end. */
  const leave = () => {
    const isShown = host.isConnected;
    if (isShown) cancel();
    else end();
    return isShown;
  };

  const take = async () => {
    if (!chosen || !isEnough(chosen)) return;
    const message = { type: "region-rect", rect: asShown(chosen), innerWidth, devicePixelRatio };
    end();
    // The picture is of what the screen shows, which follows a little later.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await chrome.runtime.sendMessage(message);
  };

  /** @param {KeyboardEvent} event */
  const onKey = ({ key, shiftKey }) => {
    if (key === "Escape") return cancel();
    if (key === "Enter") return void take();
    const [, dx = 0, dy = 0] = /** @type {[string, number, number][]} */ ([
      ["ArrowLeft", -STEP, 0],
      ["ArrowRight", STEP, 0],
      ["ArrowUp", 0, -STEP],
      ["ArrowDown", 0, STEP],
    ]).find(([name]) => name === key) ?? [""];
    if (!dx && !dy) return;
    if (chosen) chosen = shiftKey ? resized(chosen, dx, dy) : moved(chosen, dx, dy);
    chosen ??= middle();
    show(chosen, null);
  };

  /** @type {Record<string, (event: any) => void>} what is done about an event; all of these are kept from the page */
  const REACTIONS = {
    keydown: onKey,
    pointerdown(/** @type {PointerEvent} */ { button, clientX: x, clientY: y, pointerId }) {
      if (button !== 0) return cancel();
      host.setPointerCapture(pointerId);
      start = { x, y };
      chosen = null;
      show(null, start);
    },
    pointermove(/** @type {PointerEvent} */ { clientX: x, clientY: y }) {
      if (start) chosen = between(start, { x, y });
      if (start || !chosen) show(chosen, { x, y });
    },
    pointerup(/** @type {PointerEvent} */ { clientX: x, clientY: y }) {
      if (!start) return;
      chosen = between(start, { x, y });
      start = null;
      if (isEnough(chosen)) return void take();
      chosen = null;
      show(null, { x, y });
    },
    pointercancel() {
      start = chosen = null;
      show(null, null);
    },
  };
  const SILENT =
    "keyup keypress mousedown mouseup mousemove click auxclick dblclick contextmenu wheel touchstart touchmove touchend selectstart dragstart";

  /** @param {Event} event */
  const hear = (event) => {
    if (!host.isConnected) return cancel();
    // What a page's script makes is no user's, and goes its own way.
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    const isShortcut = event instanceof KeyboardEvent && (event.ctrlKey || event.metaKey || event.altKey);
    if (isShortcut) return;
    event.preventDefault();
    REACTIONS[event.type]?.(event);
  };

  for (const type of [...Object.keys(REACTIONS), ...SILENT.split(" ")])
    window.addEventListener(type, hear, { capture: true, passive: false, signal: listening.signal });
  window.addEventListener("resize", () => REACTIONS.pointercancel?.(null), { signal: listening.signal });
  host.addEventListener("toggle", (event) => /** @type {any} */ (event).newState === "closed" && cancel(), {
    signal: listening.signal,
  });

  // What lies outside of a modal dialog gets no events, so that the overlay belongs into it.
  ([...document.querySelectorAll("dialog:modal")].at(-1) ?? document.documentElement).append(host);
  host.showPopover();
  host.focus({ preventScroll: true });
  show(null, null);
  left.atshotSelect = { end, leave };
}

// The value that the background gets: it did run here.
true;
