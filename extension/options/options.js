// @ts-check
// What a person may set; what Optwatch can see, so that nobody has to guess at the permissions; and
// what to send with a report of a fault.
import { speak } from '../shared/i18n.js';
import { startCapture } from './capture.js';
import { drawSettings, startSettings } from './settings.js';

await speak(document, drawSettings);
startSettings();
startCapture();
