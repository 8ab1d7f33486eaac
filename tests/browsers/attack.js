// Everything that a strange web page can make a browser send to the daemon, and what of the answers it can read.
// attack(daemon, captureId) resolves to {name: what could be read}; null is what the daemon's guard must make of each.

const LIMIT_MS = 2500;

/** @param {string} daemon @param {string} captureId */
async function attack(daemon, captureId) {
  const picture = new Blob([new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10])], { type: "image/png" });
  const json = { "Content-Type": "application/json", Authorization: "Bearer ats_guess" };
  const capture = `${daemon}/v1/captures/${captureId}`;
  const ways = {
    "fetch GET": () => read(`${daemon}/v1/captures`),
    "fetch GET with a token": () => read(`${daemon}/v1/tasks`, { headers: { Authorization: "Bearer ats_guess" } }),
    "fetch health": () => read(`${daemon}/healthz`),
    "fetch page": () => read(`${daemon}/`),
    "fetch POST json": () => read(`${daemon}/v1/captures`, { method: "POST", headers: json, body: "{}" }),
    "fetch POST picture": () => read(`${daemon}/v1/captures`, { method: "POST", body: picture }),
    "fetch DELETE": () => read(capture, { method: "DELETE" }),
    "fetch PATCH": () => read(`${daemon}/v1/tasks/0000000000000000`, { method: "PATCH", headers: json, body: "{}" }),
    "fetch trade": () => read(`${daemon}/v1/pairings/trade`, { method: "POST", body: "{}" }),
    "fetch hello": () => read(`${daemon}/v1/hello`, { method: "POST", headers: json, body: "{}" }),
    "fetch loopback": () => read(`${daemon}/healthz`, { targetAddressSpace: "loopback" }),
    "no-cors GET": () => read(`${daemon}/v1/captures`, { mode: "no-cors" }),
    "no-cors POST": () => read(`${daemon}/v1/captures`, { method: "POST", mode: "no-cors", body: picture }),
    "no-cors shutdown": () => read(`${daemon}/v1/shutdown`, { method: "POST", mode: "no-cors", body: "" }),
    img: () => element("img", { src: `${capture}/image` }, (made) => `${made.naturalWidth} wide`),
    "img of the page": () => element("img", { src: `${daemon}/ui/icon.svg` }, (made) => `${made.naturalWidth} wide`),
    script: () => element("script", { src: `${daemon}/ui/main.js` }, () => "ran"),
    module: () => element("script", { src: `${daemon}/ui/main.js`, type: "module" }, () => "ran"),
    stylesheet: () => element("link", { href: `${daemon}/ui/style.css`, rel: "stylesheet" }, () => "applied"),
    video: () => element("video", { src: `${capture}/image` }, () => "played", "loadeddata"),
    iframe: () => element("iframe", { src: `${daemon}/` }, (made) => made.contentDocument?.body?.innerHTML || null),
    form: () => form(`${daemon}/v1/captures`, "text/plain"),
    "form in parts": () => form(`${daemon}/v1/captures`, "multipart/form-data"),
    "form shutdown": () => form(`${daemon}/v1/shutdown`, "application/x-www-form-urlencoded"),
    beacon: () => (navigator.sendBeacon(`${daemon}/v1/captures`, picture), null),
    WebSocket: () => channel(new WebSocket(`${daemon.replace("http", "ws")}/v1/captures`)),
    EventSource: () => channel(new EventSource(`${capture}/events`)),
    window: () => opened(`${daemon}/v1/captures`),
    "window with the page": () => opened(`${daemon}/pair`),
  };
  const told = {};
  for (const [name, way] of Object.entries(ways)) told[name] = await limited(way);
  return told;
}

async function limited(way) {
  const late = new Promise((resolve) => setTimeout(resolve, LIMIT_MS, null));
  return await Promise.race([Promise.resolve().then(way).catch(() => null), late]);
}

async function read(url, options = {}) {
  const answer = await fetch(url, { cache: "no-store", ...options });
  if (answer.type === "opaque") return (await answer.text()) || null;
  return `${answer.status} ${await answer.text()}`;
}

function element(name, attributes, seen, event = "load") {
  const made = Object.assign(document.createElement(name), attributes);
  return new Promise((resolve) => {
    made.addEventListener(event, () => resolve(guarded(() => seen(made))));
    made.addEventListener("error", () => resolve(null));
    document.body.append(made);
  });
}

function form(action, enctype) {
  const frame = Object.assign(document.createElement("iframe"), { name: `frame${Math.random()}` });
  const made = Object.assign(document.createElement("form"), { action, enctype, method: "POST", target: frame.name });
  made.append(Object.assign(document.createElement("input"), { name: '{"image":"', value: '"}' }));
  document.body.append(frame, made);
  return new Promise((resolve) => {
    frame.addEventListener("load", () => resolve(guarded(() => frame.contentDocument?.body?.innerHTML || null)));
    made.submit();
  });
}

function channel(made) {
  return new Promise((resolve) => {
    made.onopen = () => resolve("opened");
    made.onmessage = () => resolve("a message");
    made.onerror = () => (made.close(), resolve(null));
  });
}

async function opened(url) {
  const made = window.open(url);
  await new Promise((resolve) => setTimeout(resolve, 400));
  const seen = guarded(() => (made?.location.href === "about:blank" ? null : made?.document.body.innerHTML));
  made?.close();
  return seen ?? null;
}

function guarded(look) {
  try {
    return look();
  } catch {
    return null; // another origin: the browser itself refuses to show it
  }
}
