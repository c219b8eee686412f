// Node 18 has this class, only not by this name: all that the linter of add-ons misses there.
globalThis.File ??= require('node:buffer').File;
