import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../extension/ui/errors.js";
import { follow, parseEvents } from "../../../extension/ui/events.js";
import { all, failure, fakePause, streamOf } from "./fakes.js";

const TEXT =
  ': hello\n\nid: 1\nevent: queued\ndata: {"waiting": 2}\n\nid: 2\nevent: task\ndata: 张\ndata: 工\n\ndata\n\n';
const EVENTS = [
  { id: "1", event: "queued", data: '{"waiting": 2}' },
  { id: "2", event: "task", data: "张\n工" },
  { id: "2", event: "message", data: "" },
];

test("a stream is read however its bytes are cut", async () => {
  const bytes = new TextEncoder().encode(TEXT);
  for (let size = 1; size <= bytes.length; size += 1) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.slice(at * size, (at + 1) * size),
    );

    assert.deepEqual(await all(parseEvents(streamOf(chunks))), EVENTS);
  }
});

for (const [name, end] of [
  ["CRLF", "\r\n"],
  ["CR", "\r"],
]) {
  test(`lines may end in ${name}, wherever the stream is cut`, async () => {
    const text = TEXT.replaceAll("\n", end) + end;

    assert.deepEqual(await all(parseEvents(streamOf([...text]))), EVENTS);
    assert.deepEqual(await all(parseEvents(streamOf([text]))), EVENTS);
  });
}

test("an event that was cut off before its empty line does not count", async () => {
  assert.deepEqual(await all(parseEvents(streamOf(["id: 1\ndata: a\n\nid: 2\ndata: b\n"]))), [
    { id: "1", event: "message", data: "a" },
  ]);
});

const isLast = ({ event }) => event === "done";

test("a connection that breaks is made again and goes on after the last event", async () => {
  const { pause, seconds } = fakePause();
  const asked = [];
  const cuts = [];
  const streams = [
    streamOf(["id: 1\nevent: task\ndata: a\n\n"], { breaks: true }),
    streamOf(["id: 2\nevent: task\ndata: b\n\n"]),
    streamOf(["id: 3\nevent: done\ndata: c\n\nid: 4\nevent: task\ndata: late\n\n"]),
  ];
  const open = async (last) => {
    asked.push(last);
    return new Response(streams.shift());
  };

  const events = await all(follow(open, { isLast, pause, onCut: (isCut) => cuts.push(isCut) }));

  assert.deepEqual(
    events.map(({ data }) => data),
    ["a", "b", "c"],
  );
  assert.deepEqual(asked, [null, "1", "2"]);
  assert.deepEqual(cuts, [true, false, true, false]);
  assert.deepEqual(seconds, [0.5, 0.5]);
});

test("the pauses grow while the daemon is away", async () => {
  const { pause, seconds } = fakePause();
  const answers = [...Array(7).fill(failure("unreachable")), new Response(streamOf(["event: done\ndata: 1\n\n"]))];
  const open = async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };

  await all(follow(open, { isLast, pause }));

  assert.deepEqual(seconds, [0.5, 1, 2, 4, 8, 8, 8]);
});

test("what does not pass by itself ends the stream", async () => {
  const { pause, seconds } = fakePause();
  const open = async () => {
    throw failure("not_found");
  };

  await assert.rejects(
    all(follow(open, { isLast, pause })),
    (error) => error instanceof ApiError && error.code === "not_found",
  );
  assert.deepEqual(seconds, []);
});
