import assert from "node:assert/strict";
import { test } from "node:test";
import { createArrivals } from "../../../extension/ui/arrivals.js";
import { createStore } from "../../../extension/ui/store.js";
import { newItem } from "../../../extension/ui/uploads.js";
import { failure, task } from "./fakes.js";

const done = (id) => ({ id, state: "done", source: "clipboard", tasks: [task(id)], maybe: [] });

/** A page whose daemon has these captures, newest first; its fields are the knobs. */
function page(...ids) {
  const items = createStore([]);
  const self = { ids, items, isBusy: false, error: null, events: [], asked: 0 };
  const client = {
    async captures() {
      self.asked += 1;
      await self.gate;
      if (self.error) throw self.error;
      return { captures: self.ids.map((id) => self.running?.[id] ?? done(id)), next: null };
    },
    async *events() {
      for (const event of self.events) {
        if (event instanceof Error) throw event;
        yield event;
      }
    },
  };
  let keys = 0;
  const newKey = () => `k${(keys += 1)}`;
  const { signal } = new AbortController();
  const arrivals = createArrivals({ client, uploads: { items }, newKey, isBusy: () => self.isBusy, signal });
  self.look = () => arrivals.look();
  self.shown = () => items.get().map((item) => item.get().capture?.id ?? null);
  return self;
}

test("what was there before the page is no arrival", async () => {
  const self = page("b", "a");

  await self.look();
  await self.look();

  assert.deepEqual(self.shown(), []);
});

test("new captures come in the order in which they were made, once each", async () => {
  const self = page("a");
  await self.look();

  self.ids = ["c", "b", "a"];
  await self.look();
  await self.look();

  assert.deepEqual(self.shown(), ["b", "c"]);
  assert.deepEqual(
    self.items.get().map((item) => [item.get().stage, item.get().source, item.get().key]),
    [
      ["sent", "clipboard", "k1"],
      ["sent", "clipboard", "k2"],
    ],
  );
});

test("the first capture of all is an arrival, an older one that moves up is none", async () => {
  const self = page();
  await self.look();
  self.ids = ["b"];
  await self.look();

  self.ids = ["b", "old"];
  await self.look();

  assert.deepEqual(self.shown(), ["b"]);
});

test("a capture of this page is not shown twice, be it still on its way", async () => {
  const self = page("a");
  await self.look();
  const item = createStore(newItem({ key: "own", stage: "sending" }));
  self.items.set([item]);
  self.ids = ["b", "a"];

  await self.look();
  item.set({ ...item.get(), stage: "sent", capture: done("b") });
  await self.look();

  assert.deepEqual(self.shown(), ["b"]);
});

test("a picture that the user has taken off the page does not come back", async () => {
  const self = page("a");
  await self.look();
  const item = createStore(newItem({ key: "own", stage: "sending" }));
  self.items.set([item]);
  item.set({ ...item.get(), stage: "sent", capture: done("b") });
  self.ids = ["b", "a"];

  self.items.set([]);
  await self.look();

  assert.deepEqual(self.shown(), []);
});

test("nothing comes while the user types, and nothing is lost by it", async () => {
  const self = page("a");
  await self.look();
  self.ids = ["b", "a"];

  self.isBusy = true;
  await self.look();
  assert.deepEqual(self.shown(), []);
  self.isBusy = false;
  await self.look();

  assert.deepEqual(self.shown(), ["b"]);
});

test("a capture that is being read is followed to its end", async () => {
  const self = page();
  await self.look();
  self.ids = ["b"];
  self.running = { b: { ...done("b"), state: "running", tasks: [] } };
  self.events = [{ id: "1", event: "done", data: JSON.stringify(done("b")) }];

  await self.look();
  const [item] = self.items.get();
  if (item.get().capture.state !== "done") await new Promise((resolve) => item.subscribe(resolve));

  assert.equal(item.get().capture.tasks.length, 1);
});

test("what goes wrong on the way is the trouble of that picture alone", async () => {
  const self = page();
  await self.look();
  self.ids = ["b"];
  self.running = { b: { ...done("b"), state: "running" } };
  self.events = [failure("not_found")];

  await self.look();
  const [item] = self.items.get();
  if (!item.get().trouble) await new Promise((resolve) => item.subscribe(resolve));

  assert.equal(item.get().trouble.code, "not_found");
});

test("a daemon that does not answer is asked the next time, and only once at a time", async () => {
  const self = page("a");
  self.error = failure("unreachable");
  await self.look();
  self.error = null;
  await self.look();
  self.ids = ["b", "a"];
  let open = () => {};
  self.gate = new Promise((resolve) => (open = resolve));

  const looks = [self.look(), self.look()];
  open();
  await Promise.all(looks);

  assert.equal(self.asked, 3);
  assert.deepEqual(self.shown(), ["b"]);
});
