/** What the daemon sends and what the views hand each other; docs/api.md says what the fields mean. */

import type { Client } from "./api.js";
import type { Format } from "./format.js";
import type { Translate } from "./strings.js";
import type { Store } from "./store.js";
import type { Uploads } from "./uploads.js";

export type Priority = "high" | "medium" | "low";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Task {
  id: string;
  owners: string[];
  text: string;
  due: string | null;
  due_phrase: string | null;
  priority: Priority;
  priority_reason: string;
  done: boolean;
  box: Box | null;
  evidence: Box[];
  confidence: number;
  verified: boolean;
  seen?: number;
  captures?: string[];
  dismissed?: boolean;
  edited?: string[];
  can_undo?: boolean;
}

export interface Line {
  text: string;
  box: Box;
  confidence: number;
}

export interface Failure {
  error: string;
  message: string;
}

export interface Capture {
  id: string;
  state: "queued" | "running" | "done" | "failed";
  created_at: string;
  finished_at: string | null;
  client: string;
  source: string | null;
  today: string;
  picture: { sha256: string; type: string; width: number; height: number; bytes: number; stored: boolean };
  engine: string | null;
  language: string | null;
  elapsed_ms: number | null;
  notes: string[];
  tasks: Task[];
  maybe: Task[];
  error: Failure | null;
  waiting: number;
}

export interface Engine {
  name: string;
  state: "missing" | "unloaded" | "loading" | "ready" | "reading" | "resting";
}

export interface Status {
  version: string;
  engines?: Engine[];
  keep_pictures_days?: number;
  problems: { code: string; message: string }[];
}

export interface TaskChange {
  done?: boolean;
  dismissed?: boolean;
  owners?: string[];
  text?: string;
  due?: string | null;
  priority?: Priority;
}

export interface ServerEvent {
  id: string | null;
  event: string;
  data: string;
}

/** A picture that fits, ready to be sent. */
export interface Picture {
  blob: Blob;
  width: number;
  height: number;
}

/** What can go wrong, as a view shows it. */
export interface Trouble {
  code: string;
  message: string;
  requestId?: string;
}

/** A picture on its way: from the file that somebody dropped to the capture that the daemon has read. */
export interface Item {
  key: string;
  name: string;
  source: string;
  stage: "checking" | "sending" | "patient" | "sent" | "refused";
  picture: Picture | null;
  capture: Capture | null;
  lines: Line[];
  trouble: Trouble | null;
  /** The connection to the daemon is cut and being made again. */
  isCut: boolean;
  /** Why a patient one waits. */
  waitsFor: string | null;
}

export interface Change {
  task: Task;
  undone: boolean;
}

export interface Undoable {
  label: string;
  revert: () => Promise<void>;
}

export interface Route {
  name: "home" | "tasks" | "history" | "capture";
  id: string;
}

/** All that a view may touch. */
export interface Context {
  client: Client;
  t: Translate;
  lang: "en" | "zh";
  format: Format;
  uploads: Uploads;
  undo: Store<Undoable[]> & { push(label: string, revert: () => Promise<void>): void; undoLast(): Promise<boolean> };
  changes: Store<Change | null>;
  status: Store<Status | null>;
  /** Tells a screen reader, politely. */
  announce(text: string): void;
  /** Shows a line for a few seconds. */
  toast(text: string, isTrouble?: boolean): void;
  go(hash: string): void;
}
