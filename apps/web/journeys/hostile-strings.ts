import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const corpusFile = path.resolve(import.meta.dirname, '../../../../shared/data/naughty-strings.jsonl');

/** What runs, leaves its place or breaks a layout where a text is not shown as text. Each attack calls `alert`. */
const own = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '<ScRiPt>alert(1)</sCrIpT>',
  '<script/x>alert(1)</script>',
  '<script\u000Aalert(1)//',
  '<<script>alert(1)//<</script>',
  '<img src=x onerror=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  "'><img src=x onerror=alert(1)>",
  '<img src="x" onerror="alert(1)"',
  '<svg onload=alert(1)>',
  '<svg/onload=alert(1)//',
  '<svg><script>alert(1)</script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<math><mtext><img src=x onerror=alert(1)></mtext></math>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="javascript:alert(1)">',
  '<a href="javascript:alert(1)">press</a>',
  '<a href="jAvAsCrIpT&colon;alert(1)">press</a>',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//',
  'data:text/html,<script>alert(1)</script>',
  'https://example.com/"onmouseover="alert(1)',
  '[press](javascript:alert(1))',
  '<details open ontoggle=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<body onload=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<marquee onstart=alert(1)>',
  '<style>@import "javascript:alert(1)";</style>',
  '<style>*{display:none}</style>',
  '<link rel=stylesheet href="data:text/css,*{display:none}">',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<form action="javascript:alert(1)"><button>press</button></form>',
  '<template><script>alert(1)</script></template>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '\\u003cscript\\u003ealert(1)\\u003c/script\\u003e',
  '{{constructor.constructor("alert(1)")()}}',
  `$\{alert(1)}`,
  '#{alert(1)}',
  '<%= alert(1) %>',
  '{name, select, other {<script>alert(1)</script>}}',
  '{unclosed',
  "'{quoted}' # {0, plural, other {#}}",
  '__proto__',
  'constructor',
  'toString',
  'null',
  '\u202Eevil\u202C \u2066isolate\u2069',
  'Z\u0351\u036B\u0343\u036A\u0302a\u0357\u030El\u0302\u0366g\u0351o',
  '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \uFE0F\u{1F1E6}\u{1F1E8}',
  '\uFEFFbyte order mark',
  'w'.repeat(60),
  '=cmd|"/c calc"!A1',
] as const;

/** Our own list, and the public corpus where it lies beside the project; `hasCorpus` tells which. */
export function readHostileStrings(): { own: readonly string[]; all: readonly string[]; hasCorpus: boolean } {
  const hasCorpus = existsSync(corpusFile);
  const lines = hasCorpus ? readFileSync(corpusFile, 'utf8').split('\n').filter(Boolean) : [];
  const corpus = lines.map((line) => String(JSON.parse(line)));
  return { own, all: [...own, ...corpus].filter(isText), hasCorpus };
}

/** What the product stores: neither blank nor what Postgres refuses. */
function isText(text: string): boolean {
  return text.trim() !== '' && !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
}
