"""The small window that an X11 tray embeds, and how it is painted. Knows XEmbed, no menu and no action."""

import time
from contextlib import suppress

from PIL import Image
from Xlib import X, Xatom, Xutil
from Xlib.display import Display
from Xlib.error import XError
from Xlib.protocol import event as events
from Xlib.protocol.rq import Event
from Xlib.xobject.drawable import Window
from Xlib.xobject.fontable import GC

from atshot_tray.backends.x11 import put_picture, shown
from atshot_tray.icon_picture import picture
from atshot_tray.state import Look

_REQUEST_DOCK = 0
_XEMBED_VERSION = 0
_XEMBED_MAPPED = 1
_SMALLEST_PX = 16
_SEE_THROUGH_DEPTH = 32
# A tray that has just started may overlook who asks; one on a busy machine takes its time.
_PATIENCE_S, _LONGEST_PATIENCE_S = 2.0, 60.0


class XorgIcon:
    """Looks for a tray, is embedded by it, and looks for the next one when that is gone."""

    def __init__(self, display: Display, look: Look) -> None:
        self._display = display
        self._look = look
        self._window: Window | None = None
        self._context: GC | None = None
        self._tray: Window | None = None
        self._depth = display.screen().root_depth
        self._size = (0, 0)
        self._is_shown = False
        self._patience_s = _PATIENCE_S
        self._asks_again_at = 0.0
        self._manager = display.intern_atom("MANAGER")
        # Windows of a tray that has just ended are named in requests under way; nobody need hear of that.
        display.set_error_handler(lambda *_: None)
        display.screen().root.change_attributes(event_mask=X.StructureNotifyMask)  # where a new tray makes itself known
        self.dock()

    @property
    def is_shown(self) -> bool:
        """Whether a tray has embedded and shown the window."""
        return self._is_shown

    @property
    def patience_s(self) -> float | None:
        """How long the tray that was asked may still take, in seconds; None when nobody is waited for."""
        if self._window is None or self._is_shown:
            return None
        return max(0.0, self._asks_again_at - time.monotonic())

    def ask_again(self) -> None:
        """The tray has not shown the window in time: offer another one, and wait longer."""
        self._patience_s = min(2 * self._patience_s, _LONGEST_PATIENCE_S)
        self.dock()

    def dock(self) -> None:
        """Ask the tray, if there is one, to embed a new window of ours."""
        self.undock()
        self._asks_again_at = time.monotonic() + self._patience_s
        with suppress(XError):  # a tray that ends meanwhile; the next one will make itself known
            self._dock_in(tray_of(self._display))

    def _dock_in(self, owner: Window | None) -> None:
        if owner is None:
            return
        self._tray = owner
        owner.change_attributes(event_mask=X.StructureNotifyMask)
        self._window = self._created(self._visual_of(owner))
        self._context = self._window.create_gc()
        request = events.ClientMessage(
            window=owner,
            client_type=self._display.intern_atom("_NET_SYSTEM_TRAY_OPCODE"),
            data=(32, (X.CurrentTime, _REQUEST_DOCK, self._window.id, 0, 0)),
        )
        owner.send_event(request)

    def undock(self) -> None:
        """Take the window away."""
        if self._window is not None:
            self._window.destroy()
        self._window = self._context = self._tray = None
        self._size = (0, 0)
        self._is_shown = False

    def set_look(self, look: Look) -> None:
        """Paint this one from now on."""
        if look is not self._look:
            self._look = look
            self.draw()

    def is_click(self, event: Event) -> bool:
        """Whether the event is a button's on the icon."""
        return bool(event.type == X.ButtonPress and self._window is not None and event.window == self._window)

    def handle(self, event: Event) -> None:
        """Follow what happens to our window and to the tray."""
        if event.type == X.ClientMessage and event.client_type == self._manager:
            # One that we have found already says so too; it must not embed a window that is taken away again.
            if event.data[1][1] == tray_atom(self._display) and tray_of(self._display) != self._tray:
                self.dock()
        elif event.type == X.DestroyNotify and event.window in (self._tray, self._window):
            self.dock()
        elif self._window is None or getattr(event, "window", None) != self._window:
            return
        elif event.type == X.ReparentNotify and self._size != (0, 0) and event.parent == self._display.screen().root:
            self.dock()  # the tray has ended and left the window on the bare screen
        elif event.type == X.MapNotify:
            self._is_shown, self._patience_s = True, _PATIENCE_S
            self._measure()
            self.draw()
        elif event.type == X.ConfigureNotify:
            self._size = (event.width, event.height)
            self.draw()
        elif event.type == X.Expose and event.count == 0:
            self._measure()
            self.draw()

    def draw(self) -> None:
        """Paint the icon on what is behind it."""
        if self._window is None or self._context is None or self._size == (0, 0):
            return
        side = min(self._size)
        icon = picture(self._look, side)
        place = ((self._size[0] - side) // 2, (self._size[1] - side) // 2)
        if self._depth == _SEE_THROUGH_DEPTH:
            ground = Image.new("RGBA", self._size)
            ground.paste(icon, place)
        else:
            self._window.clear_area()
            ground = shown(self._window, self._size) or Image.new("RGB", self._size)
            ground.paste(icon, place, icon)
        put_picture(self._window, self._context, ground, depth=self._depth)

    def _measure(self) -> None:
        with suppress(XError):  # the window was taken away meanwhile
            if self._window is not None:
                geometry = self._window.get_geometry()
                self._size = (geometry.width, geometry.height)

    def _visual_of(self, tray: Window) -> int:
        """The kind of colours that the tray asks for, and so the depth of our window."""
        screen = self._display.screen()
        held = tray.get_full_property(self._display.intern_atom("_NET_SYSTEM_TRAY_VISUAL"), Xatom.VISUALID)
        wanted = held.value[0] if held is not None and len(held.value) else screen.root_visual
        see_through = next((kind for kind in screen.allowed_depths if kind["depth"] == _SEE_THROUGH_DEPTH), None)
        if see_through and any(visual["visual_id"] == wanted for visual in see_through["visuals"]):
            self._depth = _SEE_THROUGH_DEPTH
            return int(wanted)
        self._depth = screen.root_depth
        return int(screen.root_visual)

    def _created(self, visual: int) -> Window:
        root = self._display.screen().root
        if self._depth == _SEE_THROUGH_DEPTH:
            look = {"colormap": root.create_colormap(visual, X.AllocNone), "background_pixel": 0, "border_pixel": 0}
        else:
            look = {"background_pixmap": X.ParentRelative}
        mask = X.ExposureMask | X.StructureNotifyMask | X.ButtonPressMask
        place = (-_SMALLEST_PX, -_SMALLEST_PX, _SMALLEST_PX, _SMALLEST_PX, 0)
        window: Window = root.create_window(*place, self._depth, X.InputOutput, visual, event_mask=mask, **look)
        window.set_wm_class("atshot", "Atshot")
        window.set_wm_name("Atshot")
        window.set_wm_normal_hints({"flags": Xutil.PMinSize, "min_width": _SMALLEST_PX, "min_height": _SMALLEST_PX})
        info = self._display.intern_atom("_XEMBED_INFO")
        window.change_property(info, info, 32, [_XEMBED_VERSION, _XEMBED_MAPPED])
        return window


def tray_of(display: Display) -> Window | None:
    """The tray that embeds windows, None where there is none."""
    owner: object = display.get_selection_owner(tray_atom(display))
    return owner if isinstance(owner, Window) else None  # else the number 0


def tray_atom(display: Display) -> int:
    """The selection that a tray which embeds windows owns."""
    return int(display.intern_atom(f"_NET_SYSTEM_TRAY_S{display.get_default_screen()}"))
