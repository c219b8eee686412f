// The extension's sources: plain modules, and content scripts that share one scope by name.
const BROWSER = ['AbortSignal', 'Blob', 'CSS', 'Element', 'HTMLElement', 'HTMLInputElement', 'Intl', 'MutationObserver', 'Node',
  'NodeFilter', 'TextEncoder', 'URL', 'URLSearchParams', 'addEventListener', 'clearInterval', 'clearTimeout', 'crypto', 'document', 'fetch',
  'getComputedStyle', 'history', 'location', 'matchMedia', 'navigator', 'performance', 'queueMicrotask', 'removeEventListener',
  'requestAnimationFrame', 'setInterval', 'setTimeout', 'window'];

export default [{
  // A template: its keys are filled in by the build.
  ignores: ['**/content/keys.js'],
}, {
  files: ['**/*.js'],
  languageOptions: {
    ecmaVersion: 2022,
    sourceType: 'module',
    globals: Object.fromEntries(BROWSER.map((name) => [name, 'readonly'])),
  },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    eqeqeq: 'error',
    'max-depth': ['error', 3],
    'max-lines': ['error', 250],
    'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
    'max-params': ['error', 5],
    'no-empty': 'error',
    'no-eval': 'error',
    'no-implied-eval': 'error',
    'no-new-func': 'error',
    'no-promise-executor-return': 'error',
    // The one module that knows a browser's name for its interface hands it out.
    'no-restricted-globals': ['error', 'browser', 'chrome'],
    'no-undef': 'error',
    'no-unused-vars': ['error', { args: 'after-used', ignoreRestSiblings: true }],
    'no-var': 'error',
    'prefer-const': 'error',
    // Each ?. and ?? counts as a branch.
    complexity: ['error', 14],
  },
}];
