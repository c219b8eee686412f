// One after the other: they build in the same folders.
import './debian.mjs';
