/** Addresses nobody outside may have us call: this machine, its networks, and what clouds keep there. */
export const forbiddenAddresses = [
  '127.0.0.1',
  '127.0.0.53',
  '127.1.2.3',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '192.0.0.192',
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
] as const;

const schemes = ['file', 'ftp', 'gopher', 'ws', 'wss', 'dict', 'ldap', 'jar', 'data', 'javascript', 'tftp', 'unix'];

/** At least 5,000 ways to write a URL that leads to a forbidden address, or tries to; none may open a connection. */
export function hostileUrls(port: number, ownAddresses: readonly string[]): string[] {
  const addresses = [...new Set([...forbiddenAddresses, ...ownAddresses])];
  const v4 = addresses.filter((one) => !one.includes(':'));
  const v6 = addresses.filter((one) => one.includes(':'));
  const hosts = [
    ...v4.flatMap(writeV4),
    ...v4.flatMap(embedV4),
    ...v6.map((one) => `[${one}]`),
    ...oddV6,
    ...insideNames,
  ];
  const plain = hosts.flatMap((host) => [`http://${host}:${port}/hook`, `https://${host}:${port}/hook`]);
  const onDefaultPorts = hosts.filter((_, index) => index % 7 === 0).map((host) => `https://${host}/`);
  const disguised = v4.slice(0, 6).flatMap((address) => disguise(address, port));
  const foreign = schemes.flatMap((scheme) => [`${scheme}://127.0.0.1:${port}/`, `${scheme}:127.0.0.1:${port}`]);
  return [...new Set([...plain, ...onDefaultPorts, ...disguised, ...foreign])];
}

type Radix = 8 | 10 | 16;
const radices: readonly Radix[] = [8, 10, 16];

/** As inet_aton reads it: one to four parts, each in any radix, with and without the root's dot. */
function writeV4(address: string): string[] {
  const bytes = address.split('.').map(Number);
  const forms: string[] = [];
  for (const parts of [4, 3, 2, 1]) {
    const numbers = [...bytes.slice(0, parts - 1), bytes.slice(parts - 1).reduce((sum, byte) => sum * 256 + byte, 0)];
    for (const chosen of choices(parts)) {
      forms.push(numbers.map((value, index) => writeNumber(value, chosen[index] ?? 10)).join('.'));
    }
  }
  const padded = bytes.map((byte) => `00000${byte.toString(8)}`).join('.');
  const shouting = bytes.map((byte) => `0X${byte.toString(16).toUpperCase()}`).join('.');
  return [...forms, padded, shouting].flatMap((form) => [form, `${form}.`]);
}

function writeNumber(value: number, radix: Radix): string {
  if (radix === 10) return String(value);
  return (radix === 16 ? '0x' : '0') + value.toString(radix);
}

function choices(length: number): Radix[][] {
  if (length === 0) return [[]];
  return choices(length - 1).flatMap((rest) => radices.map((radix) => [...rest, radix]));
}

/** Mapped, compatible, translated, 6to4, Teredo and ISATAP. */
function embedV4(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const pair = (high: number, low: number) => (high * 256 + low).toString(16);
  const hex = `${pair(a, b)}:${pair(c, d)}`;
  const inverse = `${pair(255 - a, 255 - b)}:${pair(255 - c, 255 - d)}`;
  const prefixes = ['::ffff:', '::', '::ffff:0:', '64:ff9b::', '64:ff9b:1::', '0:0:0:0:0:ffff:', '0000::0000:FFFF:'];
  const embedded = [
    ...prefixes.flatMap((prefix) => [`${prefix}${address}`, `${prefix}${hex}`]),
    `2002:${hex}::`,
    `2002:${hex}::1`,
    `2001:0:${hex}::${inverse}`,
    `2001::${inverse}`,
    `fe80::5efe:${address}`,
    `fe80::200:5efe:${hex}`,
  ];
  return embedded.map((one) => `[${one}]`);
}

const oddV6 = [
  '::1',
  '::',
  '0:0:0:0:0:0:0:1',
  '0000:0000:0000:0000:0000:0000:0000:0001',
  '::0001',
  '0::1',
  '::1%lo',
  '::1%25lo',
  'fe80::1',
  'fe80::1%eth0',
  'fe80::1%25eth0',
  'febf::1',
  'fc00::1',
  'fd00:ec2::254',
  'fdff::1',
  'fec0::1',
  'ff02::1',
  'ff05::1:3',
  '100::1',
  '2001:db8::1',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '3fff::1',
  '5f00::1',
  '4000::1',
  '2620:4f:8000::1',
].map((one) => `[${one}]`);

const insideNames = [
  'localhost',
  'LOCALHOST',
  'LocalHost',
  'localhost.',
  'foo.localhost',
  'localhost.localdomain',
  'ip6-localhost',
  'ip6-loopback',
  'broadcasthost',
  'db',
  'postgres',
  'redis.internal',
  'metadata.google.internal',
  'metadata.google.internal.',
  'printer.local',
  'router.lan',
  'nas.home.arpa',
  'kubernetes.default.svc.cluster.local',
  'host.docker.internal',
];

/** Ways in which two readers of one URL come to different hosts. */
function disguise(address: string, port: number): string[] {
  const at = `${address}:${port}`;
  const digits = (zero: number) => address.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  const dots = ['\u3002', '\uff0e', '\uff61'].map((dot) => address.replaceAll('.', dot));
  const encoded = [...address].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('');
  const whites = ['\t', '\n', '\r', '\r\n', '\u00ad', '\u200b', '\u2060', '\ufeff', '\u0000', '\u0001', ' ', '\u00a0'];
  const hosts = [digits(0xff10), digits(0x1d7ce), digits(0x1d7d8), digits(0x1d7f6), ...dots, encoded];
  const hostForms = [
    ...hosts.map((host) => `${host}:${port}`),
    ...whites.flatMap((white) => [`${white}${at}`, `${address.replace('.', `.${white}`)}:${port}`]),
    encoded.replaceAll('%', '%25'),
  ];
  const users = [
    'example.com',
    'user:pass',
    'example.com:443',
    'a%40b',
    'example.com%2f',
    '@',
    ':',
    'example.com#',
    '%00',
  ];
  const ports = [':', ':00443', `:${port}#`, `:${port}?`, ':99999', ':-1', ':0', ':22', ':25', ':6379x', ':%38%30'];
  return ['http', 'https', 'HTTP'].flatMap((scheme) => [
    ...hostForms.map((form) => `${scheme}://${form}/`),
    ...users.map((user) => `${scheme}://${user}@${at}/`),
    ...['\\', '/', '?', '#', ';', '&', ',', '%5c', '%23', '%3f'].flatMap((mark) => [
      `${scheme}://example.com${mark}@${at}/`,
      `${scheme}://${at}${mark}@example.com/`,
      `${scheme}://${at}${mark}.example.com/`,
    ]),
    ...ports.map((tail) => `${scheme}://${address}${tail}/`),
    ...['', '/', '\\', '\\\\', '///', '/\\', '\t//', '//\t', '////'].map((slashes) => `${scheme}:${slashes}${at}/`),
    ` ${scheme}://${at}/`,
    `\u0001${scheme}://${at}/`,
    `${scheme.split('').join('\t')}://${at}/`,
    `url:${scheme}://${at}/`,
    `//${at}/`,
    `${scheme}://[${address}]:${port}/`,
    `${scheme}://[::ffff:${address}]:${port}/`,
    `${scheme}://${address}.:${port}/`,
    `${scheme}://${address}..:${port}/`,
  ]);
}
