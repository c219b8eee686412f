// @ts-check
// "What Optwatch can see": a page of words, so that nobody has to guess at the permissions.
import { message } from '../shared/browser.js';
import { localise } from '../shared/i18n.js';

localise(document);
document.title = message('options_title');
