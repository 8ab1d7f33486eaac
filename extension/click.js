// The click on the button, told to the background before the popup's modules are there. Knows nothing else.

globalThis.atshotClick = (globalThis.browser ?? globalThis.chrome).runtime.sendMessage({ type: "click" });
