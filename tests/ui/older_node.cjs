// What every browser has and Node.js 18, which Debian 12 ships, keeps in its modules.
globalThis.crypto ??= require("node:crypto").webcrypto;
globalThis.File ??= require("node:buffer").File;
