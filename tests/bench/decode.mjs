import { program } from './lib/program.mjs';

export const decode = program('decode', 'Decoding a message, by its length');
