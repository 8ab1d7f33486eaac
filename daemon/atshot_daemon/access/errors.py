"""Why a caller is not let in. Knows words of the contract, no HTTP status."""

from atshot_inference.errors import AtshotError


class HeaderRepeated(AtshotError):
    """A header that decides who may call stands there more than once."""

    code = "bad_request"


class BadTarget(AtshotError):
    """The request line names no path of ours, but a whole URL or something else."""

    code = "bad_target"


class HostNotAllowed(AtshotError):
    """The request was sent to a name that is not this machine's."""

    code = "host_not_allowed"


class OriginNotAllowed(AtshotError):
    """A web page that is not ours asks."""

    code = "origin_not_allowed"


class CrossSite(AtshotError):
    """A web page made the browser ask."""

    code = "cross_site"


class TokenInUrl(AtshotError):
    """A token stands where logs and histories see it."""

    code = "token_in_url"


class AuthRequired(AtshotError):
    """No token came with the request."""

    code = "auth_required"


class BadToken(AtshotError):
    """The token is unknown, revoked or too old."""

    code = "bad_token"


class ScopeMissing(AtshotError):
    """The token is good, but not for this."""

    code = "scope_missing"


class RateLimited(AtshotError):
    """The client asks too often; `retry_after_s` says when it may again."""

    code = "rate_limited"

    def __init__(self, message: str, *, retry_after_s: int) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class FieldInvalid(AtshotError):
    """A value of the request is wrong; the message names it."""

    code = "invalid_field"


class ClientUnknown(AtshotError):
    """There is no such client, or no more."""

    code = "client_unknown"


class PairingOpen(AtshotError):
    """Another client has a pairing open."""

    code = "pairing_open"


class PairingRefused(AtshotError):
    """A code was not traded; each kind has its own code."""


class PairingForeign(PairingRefused):
    """Another user of this machine tries to trade."""

    code = "pairing_foreign"


class PairingClosed(PairingRefused):
    """Nobody has opened a pairing, or it was closed."""

    code = "pairing_closed"


class PairingWrong(PairingRefused):
    """The proof fits no code that is open."""

    code = "pairing_wrong"


class PairingUsed(PairingRefused):
    """The code was traded before."""

    code = "pairing_used"


class PairingExpired(PairingRefused):
    """The code is too old, or a newer one took its place."""

    code = "pairing_expired"


class PairingLocked(PairingRefused):
    """Too many wrong proofs have closed the pairing."""

    code = "pairing_locked"
