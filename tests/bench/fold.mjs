import { program } from './lib/program.mjs';

export const fold = program('fold', 'Folding one text, by its length');
