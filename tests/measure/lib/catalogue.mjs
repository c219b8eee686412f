// What the catalogue knows, read at run time: labels and words are never copied into the tests.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../e2e/lib/paths.mjs';

const FOLDER = join(ROOT, 'host/catalogue');
const RTL = /^(ar|fa|he|iw)\b/;
/** LinkedIn's interface languages; those that the catalogue has no file for are unknown ones here. */
const INTERFACE = ['bn', 'da', 'el', 'fa', 'hi', 'hu', 'id', 'iw', 'ko', 'mr', 'ms', 'pa', 'ro', 'te', 'th',
  'tl', 'zh-tw'];
/** Tags that no catalogue will ever have: what LinkedIn may add tomorrow. */
const INVENTED = ['qaa', 'qab-x-test'];
/** Letters of the scripts that made-up words are written in. */
const LETTERS = {
  el: 'αβγδεζηθκλμνοπρστυφχω', iw: 'אבגדהוזחטיכלמנסעפצקרשת', fa: 'ابپتجچدرزسشفقکگلمنوهی',
  hi: 'कखगचजटडतदनपबमयरलवसह', mr: 'कखगचजटडतदनपबमयरलवसह', bn: 'কখগচজটডতদনপবমযরলসহ', pa: 'ਕਖਗਚਜਟਡਤਦਨਪਬਮਯਰਲਵਸਹ',
  te: 'కఖగచజటడతదనపబమయరలవసహ', th: 'กขคงจชดตทนบปพมยรลวสห', ko: '가나다라마바사아자차카타파하',
  ar: 'ابتثجحدرزسشصطعفقكلمنهوي', ru: 'абвгдежзиклмнопрстуфхц', uk: 'абвгґдежзиіклмнопрстух', ja: 'あいうえおかきくけこさしすせそたちつてと',
  'zh-cn': '资料用于改进设置内容训练模型允许', 'zh-tw': '資料用於改進設定內容訓練模型允許',
};

const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

export const SETTINGS = json(join(FOLDER, 'settings.json')).settings;
export const SLUG = SETTINGS.find((one) => one.primary).slug;
export const setting = (slug) => SETTINGS.find((one) => one.slug === slug);

const texts = (list, kind, strength) =>
  list.filter((one) => one.kind === kind && one.strength === strength).map((one) => one.text);

/** One language file, cut down to what the pages need. */
function language(file) {
  const known = json(join(FOLDER, 'languages', file));
  const labels = known.labels[SLUG] ?? [];
  const words = (value, strength) =>
    known.words.filter((one) => one.value === value && one.strength === strength).map((one) => one.text);
  return {
    tag: known.tag,
    known: true,
    rtl: RTL.test(known.tag),
    titles: { seen: texts(labels, 'title', 'seen'), weak: texts(labels, 'title', 'weak') },
    toggles: { seen: texts(labels, 'toggle', 'seen'), weak: texts(labels, 'toggle', 'weak') },
    nots: [...texts(labels, 'not', 'seen'), ...texts(labels, 'not', 'weak')],
    on: { seen: words('on', 'seen'), weak: words('on', 'weak') },
    off: { seen: words('off', 'seen'), weak: words('off', 'weak') },
    others: Object.entries(known.labels)
      .filter(([slug]) => slug !== SLUG)
      .flatMap(([, list]) => list.map((one) => one.text)),
  };
}

const none = () => ({ seen: [], weak: [] });
const unknown = (tag) => ({
  tag, known: false, rtl: RTL.test(tag), titles: none(), toggles: none(), nots: [], on: none(), off: none(), others: [],
});

const FILES = readdirSync(join(FOLDER, 'languages')).filter((name) => name.endsWith('.json')).sort();
const KNOWN = FILES.map(language);
const tags = new Set(KNOWN.map((one) => one.tag));

export const LANGUAGES = [...KNOWN, ...[...INTERFACE, ...INVENTED].filter((tag) => !tags.has(tag)).map(unknown)];
export const ENGLISH = KNOWN.find((one) => one.tag === 'en');

/** Every text the catalogue takes for a word or label: made-up words must be none of them. */
const TAKEN = new Set(
  KNOWN.flatMap((one) => [one.on, one.off, one.titles, one.toggles].flatMap((list) => [...list.seen, ...list.weak]))
    .map((text) => text.toLowerCase()),
);

/** A made-up word in the script of a language. Takes as many draws as it has letters. */
export function madeUpWord(random, tag, length = 5) {
  const letters = LETTERS[tag];
  for (;;) {
    const parts = Array.from({ length }, (_, at) =>
      random.pick([...(letters ?? (at % 2 ? 'aeiouyå' : 'bdfghklmnprstvz'))]));
    const word = parts.join('');
    if (!TAKEN.has(word.toLowerCase())) {
      return word;
    }
  }
}

/** A made-up sentence without a final stop. */
export function madeUpText(random, tag, words = 6) {
  const list = Array.from({ length: words }, (_, at) => madeUpWord(random, tag, 3 + ((at * 2) % 5)));
  const text = list.join(' ');
  return text[0].toUpperCase() + text.slice(1);
}
