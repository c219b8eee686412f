// @ts-check
// Addresses of LinkedIn that the extension has to know before the host has said anything.

export const ORIGIN = 'https://www.linkedin.com';

/** What the extension asks the browser for; everything else on the site is left alone. */
export const ACCESS = { origins: [`${ORIGIN}/*`] };

/** The page of the one setting that matters. */
export const SETTING_URL = `${ORIGIN}/mypreferences/d/settings/data-for-ai-improvement`;

const PATH_MAX_BYTES = 512;
const SETTINGS = /^\/(mypreferences|psettings)\//;
const SIGN_IN = /^\/(login|uas\/login|uas\/login-submit|authwall|m\/login|checkpoint)(\/|$)/;
const REDIRECTS = ['session_redirect', 'sessionRedirect'];

/** @param {string|undefined} text @param {string} [base] @returns {URL|null} */
function parse(text, base) {
  try {
    return new URL(text ?? '', base);
  } catch {
    return null;
  }
}

/** @param {URL|null} url @returns {string|null} its path, trimmed as the host trims it */
function sitePath(url) {
  if (url?.origin !== ORIGIN) return null;
  const path = url.pathname.replace(/(.)\/+$/, '$1');
  return new TextEncoder().encode(path).length <= PATH_MAX_BYTES ? path : null;
}

/** @param {URL|null} url @returns {string|null} */
function settings(url) {
  return url && SETTINGS.test(url.pathname) ? sitePath(url) : null;
}

/** @param {string|undefined} address @returns {string|null} the path of a settings page */
export const settingsPath = (address) => settings(parse(address));

/**
 * @param {string|undefined} address
 * @returns {{path: string, wanted: string}|null} a sign-in page and the settings page behind it
 */
export function signInWall(address) {
  const url = parse(address);
  const path = sitePath(url);
  if (!url || path === null || !SIGN_IN.test(path)) return null;
  for (const name of REDIRECTS) {
    const wanted = settings(parse(url.searchParams.get(name) ?? undefined, ORIGIN));
    if (wanted !== null) return { path, wanted };
  }
  return null;
}

/**
 * @param {string|null|undefined} open an address or path the host names
 * @returns {string|null} a whole https address of LinkedIn, or null
 */
export function linkedinUrl(open) {
  if (!open) return null;
  const url = open.startsWith('/') ? parse(ORIGIN + open) : parse(open);
  const ours = url?.protocol === 'https:' && /(^|\.)linkedin\.com$/.test(url.hostname);
  return ours ? url.href : null;
}

/**
 * @param {string|null|undefined} open an address or path the host names
 * @returns {string|null} a whole https address, of an authority too: they take complaints
 */
export function webUrl(open) {
  if (!open) return null;
  const url = open.startsWith('/') ? parse(ORIGIN + open) : parse(open);
  return url?.protocol === 'https:' ? url.href : null;
}
