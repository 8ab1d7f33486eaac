"""The arguments of the verbs that come with the tray, with their help. Knows no verb's work."""

from atshot_daemon.cli.arguments_daemon import Verbs


def add_tray_verbs(verbs: Verbs) -> None:
    """`clip`, `grab` and `uninstall`."""
    verbs.add_parser("clip", help="print the tasks in the picture on the clipboard", description=_CLIP)
    verbs.add_parser("grab", help="print the tasks in a part of the screen that you choose", description=_GRAB)
    uninstall = verbs.add_parser("uninstall", help="take back what Atshot has set up", description=_UNINSTALL)
    uninstall.add_argument("--data", action="store_true", help="delete captures, tasks and settings too")
    uninstall.add_argument("--yes", action="store_true", help="do not ask")


_CLIP = "Extract the tasks of the picture on the clipboard, by the tray where it runs, and print them."
_GRAB = "Let you choose a part of the screen, extract its tasks, by the tray where it runs, and print them."
_UNINSTALL = "End Atshot and take back what it has set up on this machine: start at login, secrets, tokens, logs."
