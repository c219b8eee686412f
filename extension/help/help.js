// @ts-check
// The help: words alone, in the language of all others, and the place that a link asked for.
import { speak } from '../shared/i18n.js';

await speak(document, () => {});
// The page was empty when the browser looked for the place.
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
