"""What a request may say: parameters and bodies, with their limits. Knows no route and no handler."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from atshot_daemon.access.clients import Scope
from atshot_daemon.forms import FORMS

# The longest that an answer is held; browsers and proxies give up later.
MAX_WAIT_S = 60

DUE_PATTERN = r"^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?$"

# What HTTP lets through as it is: spaces at the ends are not part of a header.
REPEAT_KEY_PATTERN = r"^[!-~]([ -~]{0,198}[!-~])?$"

# Eight pixels high and wide, so that the description of the API has an example that works.
WHITE_PICTURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIAQAAAADsdIMmAAAADElEQVR42mP4z4ACAT/QB/lnLUmhAAAAAElFTkSuQmCC"
)

Line = Annotated[str, Meta(min_length=1, max_length=80)]
Hex = Annotated[str, Meta(pattern="^([0-9a-fA-F]{32}|[0-9a-fA-F]{64})$")]
WaitS = Annotated[float, Meta(ge=0, le=MAX_WAIT_S)]
FormName = Annotated[str, Meta(pattern=f"^({'|'.join(FORMS)})$")]
Words = Annotated[str, Meta(max_length=200)]
Cursor = Annotated[str, Meta(pattern="^[0-9]{1,15}$")]


class NoQuery(Struct, forbid_unknown_fields=True, frozen=True):
    """No parameters."""


class CaptureQuery(Struct, forbid_unknown_fields=True, frozen=True):
    """How a picture is to be read, and what the answer is to be."""

    wait: WaitS | None = None
    today: date | None = None
    me: Line | None = None
    engine: Line | None = None
    source: Annotated[str, Meta(min_length=1, max_length=40)] | None = None
    format: FormName | None = None


class CaptureBody(Struct, forbid_unknown_fields=True, frozen=True):
    """A picture in base64, or as a data: URL."""

    image: Annotated[str, Meta(examples=[WHITE_PICTURE])]


class GetQuery(Struct, forbid_unknown_fields=True, frozen=True):
    """How long to wait for a capture, and its form."""

    wait: WaitS = 0
    format: FormName | None = None


class Acceptance(Struct, forbid_unknown_fields=True, frozen=True):
    """Which doubtful task is one."""

    maybe: Annotated[str, Meta(min_length=1, max_length=64)]


class ListQuery(Struct, forbid_unknown_fields=True, frozen=True):
    """Which captures."""

    q: Words = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    cursor: Cursor | None = None


class DeleteQuery(Struct, forbid_unknown_fields=True, frozen=True):
    """Whether it can be brought back for a while."""

    purge: bool = False


class TaskState(StrEnum):
    """Which tasks are asked for."""

    OPEN = "open"
    DONE = "done"
    DISMISSED = "dismissed"
    ALL = "all"


class TaskQuery(Struct, forbid_unknown_fields=True, frozen=True):
    """Which tasks, and in which form."""

    state: TaskState = TaskState.OPEN
    owner: Annotated[str, Meta(max_length=80)] | None = None
    q: Words = ""
    limit: Annotated[int, Meta(ge=1, le=500)] | UnsetType = UNSET
    cursor: Annotated[str, Meta(pattern="^[0-9]{22}[0-9a-f]{16}$")] | None = None
    format: FormName | None = None


class TaskChange(Struct, forbid_unknown_fields=True, frozen=True):
    """What the user changes of a task; what is not there stays."""

    done: bool | UnsetType = UNSET
    dismissed: bool | UnsetType = UNSET
    owners: Annotated[list[Line], Meta(min_length=1, max_length=20)] | UnsetType = UNSET
    text: Annotated[str, Meta(min_length=1, max_length=500)] | UnsetType = UNSET
    due: Annotated[str, Meta(pattern=DUE_PATTERN)] | UnsetType | None = UNSET
    priority: Literal["high", "medium", "low"] | UnsetType = UNSET


class PairingOpening(Struct, forbid_unknown_fields=True, frozen=True):
    """Who is to be let in."""

    kind: Literal["extension", "page"]


class NewClient(Struct, forbid_unknown_fields=True, frozen=True):
    """Who is to get a token, and what it may do."""

    name: Line
    scopes: Annotated[list[Scope], Meta(min_length=1, max_length=len(Scope))]


class Trade(Struct, forbid_unknown_fields=True, frozen=True):
    """A client's proof that it knows the code."""

    name: Line
    nonce: Hex
    client_nonce: Hex
    proof: Annotated[str, Meta(pattern="^[0-9a-fA-F]{64}$")]


class Greeting(Struct, forbid_unknown_fields=True, frozen=True):
    """A client that wants to know who listens."""

    client: Annotated[str, Meta(min_length=1, max_length=64)]
    nonce: Hex


class ImageUrl(Struct, frozen=True):
    """Where a picture is: a data: URL, or `capture:ID`."""

    url: str


class Part(Struct, frozen=True):
    """A part of a message: a text or a picture."""

    type: Literal["text", "image_url"]
    text: Annotated[str, Meta(max_length=100_000)] | None = None
    image_url: ImageUrl | None = None


class ChatMessage(Struct, frozen=True):
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: Annotated[str, Meta(max_length=100_000)] | Annotated[list[Part], Meta(min_length=1, max_length=64)]


class Chat(Struct, frozen=True):
    """OpenAI's call; what else its clients send is left alone."""

    messages: Annotated[list[ChatMessage], Meta(min_length=1, max_length=200)]
    model: Line = "auto"
    stream: bool = False
    max_tokens: Annotated[int, Meta(ge=1, le=16_384)] = 1024
