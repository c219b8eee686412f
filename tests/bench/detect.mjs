import { program } from './lib/program.mjs';

export const detect = program('detect', 'Detection, all settings, by controls or rows');
