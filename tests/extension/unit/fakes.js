// What stands in for the browser and for daemons. Knows the contracts, no assertion.

import { createHash, createHmac } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { createLedger } from "../../../extension/lib/ledger.js";
import { createSubmissions } from "../../../extension/lib/submissions.js";
import { Client } from "../../../extension/ui/api.js";

export const TOKEN = `ats_${"A".repeat(43)}`;
export const CLIENT = "c1";
export const PNG = new Blob(["picture"], { type: "image/png" });

/** An answer with JSON. */
export const json = (body, status = 200, headers = {}) => new Response(JSON.stringify(body), { status, headers });

/** The daemon's shape of an error. */
export const refused = (code, status, headers) => json({ error: code, message: `it is ${code}` }, status, headers);

/** A storage area as storage.local is: everything is a copy, and nothing happens at once. */
export function memoryArea() {
  const items = new Map();
  return {
    items,
    async get(key) {
      await setImmediate();
      return structuredClone(Object.fromEntries(key === null ? items : [...items].filter(([name]) => name === key)));
    },
    async set(changes) {
      await setImmediate();
      for (const [key, value] of Object.entries(structuredClone(changes))) items.set(key, value);
    },
    async remove(key) {
      await setImmediate();
      items.delete(key);
    },
  };
}

/** The pictures as the database keeps them. */
export function memoryPictures() {
  const kept = new Map();
  return {
    kept,
    get: async (key) => (await setImmediate(), kept.get(key)?.blob ?? null),
    set: async (key, blob, about, at = 0) => (await setImmediate(), void kept.set(key, { blob, about, at })),
    delete: async (key) => (await setImmediate(), void kept.delete(key)),
    all: async () => (await setImmediate(), [...kept].map(([key, { at, about = null }]) => ({ key, at, about }))),
  };
}

/** A daemon's captures behind fetch; `answers` are given first, one per request, an Error as a failed connection. */
export function fakeCaptures() {
  const captures = new Map();
  const byKey = new Map();
  const requests = [];
  const answers = [];
  const tasks = [{ done: false }, { done: true }, { done: false, dismissed: true }, { done: false }];
  const capture = (id) => ({ id, state: "done", tasks, error: null });

  async function fetch(url, { method, headers, body }) {
    await setImmediate();
    requests.push({ method, url, headers, body });
    const prepared = answers.shift();
    if (prepared instanceof Error) throw prepared;
    if (prepared) return prepared;
    if (method === "POST") {
      const key = headers["Idempotency-Key"];
      if (!byKey.has(key)) byKey.set(key, `capture-${byKey.size + 1}`);
      captures.set(byKey.get(key), capture(byKey.get(key)));
      return json({ ...captures.get(byKey.get(key)), state: "queued", tasks: [] }, 202);
    }
    const [, id, image] = /\/v1\/captures\/([^/?]+)(\/image)?/.exec(url);
    if (!captures.has(id)) return refused("not_found", 404);
    return image ? new Response(PNG) : json(captures.get(id));
  }
  const posts = () => requests.filter(({ method }) => method === "POST");
  return { fetch, captures, requests, answers, posts };
}

/** The stores that outlive a worker, and a daemon; `live` starts a worker over them. */
export function world() {
  const area = memoryArea();
  const pictures = memoryPictures();
  const daemon = fakeCaptures();
  const clock = { now: 1_800_000_000_000 };
  const events = { alive: 0, changes: 0, pauses: [] };
  const ledger = createLedger(area);

  /** `through` wraps whatever the worker calls, `pause` how it sleeps. */
  function live({ through = (action) => action, pause, prepare = async (blob) => ({ blob }) } = {}) {
    const wrapped = (calls) => Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, through(call)]));
    const { get, set, remove } = area;
    const { kept, ...calls } = pictures;
    return createSubmissions({
      client: new Client({ fetch: through(daemon.fetch), token: () => TOKEN }),
      records: createLedger(wrapped({ get, set, remove })),
      pictures: wrapped(calls),
      now: () => (clock.now += 2000),
      today: () => "2026-03-20",
      pause: through(
        pause ??
          (async (seconds) => {
            events.pauses.push(seconds);
            await setImmediate();
          }),
      ),
      prepare: through(prepare),
      keepAlive: through(async () => void (events.alive += 1)),
      onChange: through(async () => {
        for (let turn = 0; turn < 5; turn += 1) await setImmediate();
        events.changes += 1;
      }),
    });
  }
  return { area, pictures, daemon, clock, events, ledger, live, records: () => ledger.all() };
}

/** Returns once the condition holds; it must come true by itself. */
export async function until(condition) {
  for (let turn = 0; turn < 20_000; turn += 1) {
    if (await condition()) return;
    await setImmediate();
  }
  throw new Error(`never came true: ${condition}`);
}

/** The proof of a daemon that knows the token. */
export function helloProof(token, nonce, port) {
  const said = Buffer.concat([Buffer.from("atshot hello\n"), Buffer.from(nonce, "hex"), Buffer.from(String(port))]);
  const hash = createHash("sha256").update(token).digest();
  return createHmac("sha256", hash).update(said).digest("hex");
}

/** What answers as Atshot on a port, and knows these clients. */
export function atshot(clients = { [CLIENT]: TOKEN }) {
  return ({ path, port, body }) => {
    if (path === "/healthz") return json({ name: "atshot", version: "0.1.0", status: "ok" });
    if (path !== "/v1/hello") return json({ path });
    const { client, nonce } = JSON.parse(body);
    if (!clients[client]) return refused("client_unknown", 404);
    return json({ proof: helloProof(clients[client], nonce, port) });
  };
}

/** A machine with something on some ports; `fetch` as a browser's, and every request that was made. */
export function machine(ports = {}) {
  const requests = [];
  async function fetch(url, init = {}) {
    const { hostname, port, pathname, search } = new URL(url);
    const request = { url, hostname, port: Number(port), path: pathname + search, ...init };
    requests.push({ ...request, headers: Object.fromEntries(new Headers(init.headers)) });
    await setImmediate();
    const answer = ports[request.port];
    if (!answer) throw new TypeError("Failed to fetch");
    return answer(request);
  }
  /** The ports that got the token, in whatever place of a request. */
  const told = () => requests.filter((one) => JSON.stringify(one).includes(TOKEN)).map(({ port }) => port);
  const to = (path) => requests.filter((one) => one.path === path);
  return { fetch, ports, requests, told, to };
}

/** Where a pairing is kept. */
export function memoryKeys(pairing = null) {
  let kept = pairing;
  return { get: async () => kept && { ...kept }, set: async (next) => void (kept = next) };
}

export const TAB = { source: "tab", name: "Board" };
export const newest = async (place) => (await place.records()).at(-1);
export const isOver = async (place) => ["done", "failed"].includes((await newest(place))?.state);

/** A worker that is killed at its n-th call: before the call is made, or before its answer is heard. */
export function mortal(n, isHeard) {
  let calls = 0;
  const never = new Promise(() => {});
  return (call) =>
    async (...args) => {
      calls += 1;
      if (calls > n) return never;
      if (calls < n) {
        const answer = await call(...args);
        return calls > n ? never : answer;
      }
      if (isHeard) await call(...args);
      return never;
    };
}
