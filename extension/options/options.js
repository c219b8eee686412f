// @ts-check
// What a person may set; what Optwatch can see, so that nobody has to guess at the permissions; and
// what to send with a report of a fault.
import { message } from '../shared/browser.js';
import { localise } from '../shared/i18n.js';
import { startCapture } from './capture.js';
import { startSettings } from './settings.js';

localise(document);
document.title = message('options_title');
startSettings();
startCapture();
