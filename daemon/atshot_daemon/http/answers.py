"""What the answers look like, as types: from them the API's description is made. Knows no handler."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct


class Problem(Struct):
    """Every failure."""

    error: str
    message: str
    request_id: str


class Box(Struct):
    """A rectangle in pixels of the upright picture."""

    x: float
    y: float
    width: float
    height: float


class PlainTask(Struct):
    """A task as an engine found it; `due` is an ISO date or date-time."""

    id: str
    owners: list[str]
    text: str
    due: str | None
    due_phrase: str | None
    priority: Literal["high", "medium", "low"]
    priority_reason: Literal["marker", "heading", "colour", "due_soon", "wording", "default"]
    done: bool
    box: Box | None
    evidence: list[Box]
    confidence: float
    verified: bool


class Task(PlainTask, kw_only=True):
    """A task with what the user made of it."""

    seen: int
    first_seen: datetime
    last_seen: datetime
    captures: list[str]
    dismissed: bool
    edited: list[str]
    can_undo: bool


class Picture(Struct):
    """The picture of a capture."""

    sha256: str
    type: str
    width: int
    height: int
    bytes: int
    stored: bool


class Fault(Struct):
    """Why a capture failed."""

    error: str
    message: str


class Capture(Struct):
    """A picture on its way, or read."""

    id: str
    state: Literal["queued", "running", "done", "failed"]
    created_at: datetime
    finished_at: datetime | None
    client: str
    source: str | None
    today: date
    me: str | None
    picture: Picture
    engine: str | None
    language: Literal["zh", "en"] | None
    elapsed_ms: float | None
    stages: dict[str, float]
    notes: list[str]
    tasks: list[Task]
    maybe: list[PlainTask]
    error: Fault | None
    waiting: int


class Captures(Struct):
    """A page of captures."""

    captures: list[Capture]
    next: str | None


class Tasks(Struct):
    """A page of tasks."""

    tasks: list[Task]
    next: str | None


class Deleted(Struct):
    """How many were deleted, and until when they can be brought back."""

    deleted: int
    undo_until: datetime | None


class Model(Struct):
    """An engine that answers questions."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class Models(Struct):
    """The engines that answer questions."""

    object: Literal["list"]
    data: list[Model]


class Answer(Struct):
    """What an engine said."""

    role: Literal["assistant"]
    content: str


class Choice(Struct):
    """The one answer."""

    index: int
    message: Answer
    finish_reason: str


class Completion(Struct):
    """A whole answer to a question."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]


class Offer(Struct):
    """An open pairing."""

    kind: Literal["extension", "page"]
    code: str
    short_code: str | None
    check_word: str | None
    url: str
    expires_in_s: int


class Challenge(Struct):
    """What a proof must be made of."""

    salt: str
    iterations: int
    nonce: str


class Traded(Struct):
    """A token, and the daemon's own proof."""

    client: str
    token: str
    scopes: list[str]
    proof: str


class Proof(Struct):
    """The daemon's proof."""

    proof: str


class Client(Struct):
    """Somebody who may call."""

    id: str
    name: str
    kind: Literal["token", "extension", "page"]
    scopes: list[Literal["extract", "history", "admin"]]
    created_at: datetime
    last_used_at: datetime | None
    origin: str | None


class ClientWithToken(Client, kw_only=True):
    """Somebody who may call from now on; the token is told this once."""

    token: str


class Clients(Struct):
    """Who may call."""

    clients: list[Client]


class Trouble(Struct):
    """Something that the user can mend."""

    code: str
    message: str


class Engine(Struct):
    """How an engine is doing."""

    name: str
    state: Literal["missing", "unloaded", "loading", "ready", "reading", "resting"]
    memory_bytes: int
    pictures: int
    failures: int
    can_answer: bool
    message: str | None


class Queue(Struct):
    """How many pictures wait and are being read."""

    waiting: int
    running: int
    limit: int


class Status(Struct):
    """How the daemon is doing."""

    version: str
    pid: int
    port: int
    uptime_s: int
    problems: list[Trouble]
    engines: list[Engine]
    queue: Queue
    captures: int
    tasks: int
    memory_bytes: int
    disk_free_bytes: int
    keep_pictures_days: int


class Health(Struct):
    """Who answers."""

    name: Literal["atshot"]
    version: str
    status: Literal["ok", "degraded"]


class Stopping(Struct):
    """The daemon is about to end."""

    stopping: bool
