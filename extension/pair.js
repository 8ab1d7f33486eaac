// The page on which the daemon shows a code: tells the background that it is here, which reads the code off its address.

void (async () => {
  await chrome.runtime.sendMessage({ type: "pair" });
  history.replaceState(null, "", location.pathname);
  // Only now, so that the browser's history never keeps the code.
  await chrome.runtime.sendMessage({ type: "pair-turn" });
})();
