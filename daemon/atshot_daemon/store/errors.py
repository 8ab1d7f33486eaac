"""What can go wrong with what is kept. Knows words of the domain, no HTTP status and no exit code."""

from atshot_daemon.errors import BadRequest
from atshot_inference.errors import AtshotError


class StorageFull(AtshotError):
    """The disk has no room for what should be kept."""

    code = "storage_full"


class StorageNewer(BadRequest):
    """The database was written by a newer Atshot."""

    code = "storage_newer"


class StorageUnusable(BadRequest):
    """The folder for captures cannot be written at all."""

    code = "storage_unusable"


class StorageDamaged(AtshotError):
    """The database was damaged while the daemon ran; its next start puts the file aside."""

    code = "storage_damaged"


class NotFound(AtshotError):
    """There is no such capture or task, or no more."""

    code = "not_found"


class PictureGone(AtshotError):
    """The picture was deleted by age; its tasks are still there."""

    code = "picture_gone"


class NothingToUndo(AtshotError):
    """No change of this task is left to take back."""

    code = "nothing_to_undo"


class IdempotencyMismatch(AtshotError):
    """The Idempotency-Key was used for another body."""

    code = "idempotency_mismatch"
