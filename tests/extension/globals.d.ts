/** What Firefox has besides what Chrome has. */
interface AtshotApi extends Omit<typeof chrome, "commands" | "sidePanel"> {
  commands: typeof chrome.commands & { openShortcutSettings?(): Promise<void> };
  sidePanel?: typeof chrome.sidePanel;
  sidebarAction?: { open(): Promise<void> };
}

declare var browser: AtshotApi | undefined;

/** What the background said to the click that opened the popup. */
declare var atshotClick: Promise<import("../../extension/view-uploads.js").Answer> | undefined;
