// One after the other: they build in the same folders.
import './rules.mjs';
import './sbom.mjs';
import './zips.mjs';
import './person.mjs';
import './deb.mjs';
import './debian.mjs';
