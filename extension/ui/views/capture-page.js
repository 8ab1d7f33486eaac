// A capture opened by its address: from the history, from a task, or after a reload.

import { fill, h } from "../dom.js";
import { isAbort, troubleOf } from "../errors.js";
import { createStore } from "../store.js";
import { followItem, newItem } from "../uploads.js";
import { captureView } from "./capture.js";
import { troubleBox } from "./parts.js";

/**
 * The page of the capture that the route names.
 * @param {import("../types.js").Context} context
 * @param {AbortSignal} signal
 * @param {string} id
 */
export function capturePage(context, signal, id) {
  const { client, t } = context;
  const place = h("div", {}, h("p", { class: "muted" }, t("loading")));

  async function load() {
    const capture = await client.capture(id, signal);
    const item = createStore(
      newItem({ key: crypto.randomUUID(), stage: "sent", source: capture.source ?? "file", capture }),
    );
    fill(place, captureView(context, item, { signal, onDeleted: () => context.go("#/history") }));
    await followItem(client, item, signal);
  }

  load().catch((error) => {
    if (!isAbort(error)) fill(place, troubleBox(context, troubleOf(error)));
  });
  return h("div", { class: "page" }, h("h1", { class: "visually-hidden" }, t("picture_of_capture")), place);
}
