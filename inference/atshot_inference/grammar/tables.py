"""Tables with an owner column into candidates. Knows header words and geometry, not how rules are drawn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from atshot_inference.grammar.candidate import Candidate, tidy
from atshot_inference.grammar.fields import Field, column_field, is_done
from atshot_inference.grammar.names import is_placeholder, split_names
from atshot_inference.layout.block import Block, join
from atshot_inference.page import Checkbox, Mark, TextLine
from atshot_inference.priority import find_marker
from atshot_inference.tasks import Box

# Rows further apart than this many usual row pitches belong to different tables.
TABLE_END = 2.6
# A patch more line heights high than this is no cell of a single line.
TALLEST_CELL = 3.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, the box of its head, the words of that, and its cell where one is drawn."""

    field: Field | None
    head: Box
    text: str
    cell: Box | None


@dataclass(frozen=True, slots=True)
class Row:
    """The lines of one record, by the index of their column."""

    cells: dict[int, tuple[TextLine, ...]]

    @property
    def box(self) -> Box:
        """The box of all of its cells."""
        return Box.around(line.box for cell in self.cells.values() for line in cell)


def find_tables(
    lines: Sequence[TextLine], checkboxes: Sequence[Checkbox]
) -> tuple[tuple[Candidate, ...], frozenset[TextLine]]:
    """The candidates in tables that have an owner column, and the lines that those tables hold."""
    candidates: list[Candidate] = []
    used: set[TextLine] = set()
    bands = visual_rows(lines)
    for number, band in enumerate(bands):
        columns = _columns(band)
        if columns is None or used.intersection(band):
            continue
        body = _body(columns, [line for later in bands[number + 1 :] for line in later])
        used.update(band, (line for row in body for cell in row.cells.values() for line in cell))
        candidates += [found for row in body if (found := _candidate(columns, row, checkboxes)) is not None]
    return tuple(candidates), frozenset(used)


def visual_rows(lines: Sequence[TextLine], overlap: float = 0.5) -> list[list[TextLine]]:
    """`lines` grouped into rows of text whose heights overlap by `overlap` of the smaller, top to bottom."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.box.middle):
        last = rows[-1][-1] if rows else None
        if last is not None and min(last.box.bottom, line.box.bottom) - max(last.box.y, line.box.y) > overlap * min(
            last.box.height, line.box.height
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.x) for row in rows]


def _columns(band: Sequence[TextLine]) -> tuple[Column, ...] | None:
    """The columns that `band` heads; None if it is no table head with an owner column."""
    usual = median(line.box.height for line in band)
    heads = [line for line in band if line.box.height < 1.6 * usual]
    columns = tuple(Column(column_field(line.text), line.box, line.text, _cell_of(line, heads)) for line in heads)
    fields = [column.field for column in columns if column.field is not None]
    if any(line.text.rstrip().endswith((":", "：")) for line in heads):
        return None
    if Field.OWNER not in fields or len(fields) < 2 or len(fields) * 2 < len(columns):
        return None
    if not any(field in (Field.TASK, Field.DUE, Field.PRIORITY) for field in fields):
        return None
    heights = [column.head.height for column in columns]
    return columns if max(heights) < 2 * min(heights) else None


def _cell_of(line: TextLine, heads: Sequence[TextLine]) -> Box | None:
    """The drawn cell that a head stands in: a patch hardly higher than its text that holds no other head."""
    panel = line.panel
    if panel is None or panel.height > TALLEST_CELL * line.box.height:
        return None
    return None if any(head.panel == panel for head in heads if head is not line) else panel


def _body(columns: tuple[Column, ...], below: Sequence[TextLine]) -> list[Row]:
    left = min((column.cell or column.head).x for column in columns)
    right = max((column.cell or column.head).right for column in columns)
    height = median(column.head.height for column in columns)
    inside = [line for line in below if line.box.right > left - 3 * height and line.box.x < right + 12 * height]
    rows = [Row(_cells(columns, band)) for band in visual_rows(inside, overlap=0.3)]
    rows = [row for row in rows if row.cells]
    return _records(columns, _until_gap(rows, max(column.head.bottom for column in columns), height))


def _cells(columns: tuple[Column, ...], band: Sequence[TextLine]) -> dict[int, tuple[TextLine, ...]]:
    cells: dict[int, tuple[TextLine, ...]] = {}
    for line in sorted(band, key=lambda line: (line.box.middle // (0.6 * line.box.height), line.box.x)):
        index = _column_of(columns, line)
        if index is not None:
            cells[index] = (*cells.get(index, ()), line)
    return cells


def _column_of(columns: tuple[Column, ...], line: TextLine) -> int | None:
    """The column in whose drawn cells the line stands, or whose head starts or is centred there, or starts before it.

    None where cells are drawn and the line stands beside them.
    """
    middle = line.box.x + line.box.width / 2
    drawn = [i for i, column in enumerate(columns) if column.cell and column.cell.x <= middle <= column.cell.right]
    if drawn:
        return drawn[0]
    if sum(column.cell is not None for column in columns) * 2 > len(columns):
        return None  # a row number in front of the table, a note behind it
    slack = 1.2 * line.box.height
    nearest = min(range(len(columns)), key=lambda i: abs(columns[i].head.x - line.box.x))
    if abs(columns[nearest].head.x - line.box.x) < slack:
        return nearest
    centred = min(range(len(columns)), key=lambda i: abs(columns[i].head.x + columns[i].head.width / 2 - middle))
    if abs(columns[centred].head.x + columns[centred].head.width / 2 - middle) < slack:
        return centred
    before = [i for i, column in enumerate(columns) if column.head.x <= line.box.x + slack]
    return before[-1] if before else 0


def _until_gap(rows: Sequence[Row], top: float, height: float) -> list[Row]:
    """The rows down to where the table ends: a gap much wider than those before it, or another table's head."""
    kept: list[Row] = []
    pitches: list[float] = []
    bottom = top
    for row in rows:
        lines = [line for cell in row.cells.values() for line in cell]
        gap = row.box.y - bottom
        usual = max(median(pitches) if pitches else 3 * height, 1.2 * height)
        if gap > TABLE_END * usual or _columns(lines) is not None:
            break
        if kept:
            pitches.append(max(gap, 0.3 * height))
        kept.append(row)
        bottom = max(bottom, row.box.bottom)
    return kept


def _records(columns: tuple[Column, ...], rows: Sequence[Row]) -> list[Row]:
    """Rows of text into records: a row without an owner that stands close under one with wraps it."""
    owner = _owner_column(columns)
    pitches = [b.box.middle - a.box.middle for a, b in pairwise(rows) if owner in b.cells and owner in a.cells]
    records: list[Row] = []
    for row in rows:
        previous = records[-1] if records else None
        height = min(line.box.height for cell in row.cells.values() for line in cell)
        limit = min(1.7 * height, 0.8 * min(pitches, default=10 * height))
        close = previous is not None and row.box.y + height / 2 - (previous.box.bottom - height / 2) < limit
        if (
            previous is not None
            and close
            and owner not in row.cells
            and set(row.cells) <= set(previous.cells)
            and len(row.cells) < len(previous.cells)
        ):
            merged = {i: (*cell, *row.cells.get(i, ())) for i, cell in previous.cells.items()}
            records[-1] = Row(merged)
        else:
            records.append(row)
    return records


def _owner_column(columns: tuple[Column, ...]) -> int:
    """The column of who does it: where both an owner and an assignee stand, the assignee's."""
    owners = [i for i, column in enumerate(columns) if column.field is Field.OWNER]
    return next(
        (i for i in owners if re.search(r"assign|处理|执行|指派|跟进", columns[i].text, re.IGNORECASE)), owners[0]
    )


def _candidate(columns: tuple[Column, ...], row: Row, checkboxes: Sequence[Checkbox]) -> Candidate | None:
    by_field: dict[Field, Block] = {}
    for i, cell in sorted(row.cells.items()):
        if (field := columns[i].field) is not None:
            by_field.setdefault(field, join(cell))
    named = join(row.cells[owned]) if (owned := _owner_column(columns)) in row.cells else None
    title = _title(columns, row)
    if named is None or title is None or len(named.text) > 60:
        return None
    owners = split_names(_names_of([line for line in named.lines if re.search(r"\w{2}", line.text)]))
    text = tidy(title.body)
    if not all(re.match(r"[^\W\d]", owner) for owner in owners):
        return None
    if not owners or len(re.sub(r"[\W\d_]", "", text)) < 2 or is_placeholder(text):
        return None
    status = by_field.get(Field.STATUS)
    ticked = any(
        box.mark is Mark.TICKED and abs(box.box.middle - row.box.middle) < row.box.height for box in checkboxes
    )
    fields = [block for field in (Field.OWNER, Field.DUE, Field.PRIORITY) if (block := by_field.get(field))]
    return Candidate(
        owners,
        text,
        title,
        row.box,
        due_field=_text(by_field.get(Field.DUE)),
        priority_field=_text(by_field.get(Field.PRIORITY)) or _noted_priority(columns, row),
        done=title.done or ticked or (status is not None and is_done(status.text)),
        evidence=tuple(block.box for block in fields),
    )


def _names_of(lines: Sequence[TextLine]) -> str:
    """The text of an owner cell: a name to a line, but for one that wraps ("Priya" over "Shah")."""
    text = ""
    for before, line in pairwise([None, *lines]):
        if line is None:
            continue
        wraps = (
            before is not None
            and line.box.y > before.box.middle
            and re.fullmatch(r"[A-Z][\w'-]+", before.text) is not None
            and re.fullmatch(r"[A-Z][\w'.-]+", line.text) is not None
        )
        text += f" {line.text}" if wraps else f"\n{line.text}"
    return text


def _title(columns: tuple[Column, ...], row: Row) -> Block | None:
    """The cell that says what to do: the column named so, else the longest text of a column without a known field."""
    named = [i for i, column in enumerate(columns) if column.field is Field.TASK and i in row.cells]
    if named:
        return max((join(row.cells[i]) for i in named), key=lambda block: (len(block.text) > 1, -block.box.x))
    free = [join(cell) for i, cell in row.cells.items() if columns[i].field in (None, Field.OTHER)]
    return max(free, key=lambda block: len(block.text), default=None)


def _noted_priority(columns: tuple[Column, ...], row: Row) -> str | None:
    """The priority that stands in words in a column of notes ("优先级：低")."""
    notes = (join(cell).text for i, cell in row.cells.items() if columns[i].field in (None, Field.OTHER))
    return next((note[marker.start : marker.end] for note in notes if (marker := find_marker(note)) is not None), None)


def _text(block: Block | None) -> str | None:
    return block.text if block is not None else None
