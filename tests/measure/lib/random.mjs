// A tiny seeded generator of numbers: the same seed gives the same pages on every machine.

/** @param {string} text @returns {number} 32 bits that depend on every character (FNV-1a, mixed) */
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

/**
 * @param {string} seed
 * @returns a source of draws; each method takes exactly one draw unless it says otherwise, so that
 *   the two states of one page draw the same
 */
export function makeRandom(seed) {
  let state = hash(seed);
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
  const int = (limit) => Math.floor(next() * limit);
  const pick = (list) => list[int(list.length)];
  return {
    int,
    pick,
    chance: (share) => next() < share,
    /** Six characters, as the hashed class names of CSS modules end. */
    tag: () => int(36 ** 6).toString(36).padStart(6, '0'),
    /** As many draws as there are items. */
    shuffle: (list) =>
      list
        .map((item) => ({ item, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
}
