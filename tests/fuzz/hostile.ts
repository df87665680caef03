/** Texts that did harm somewhere: each stands for a kind. */
export const hostileTexts: readonly string[] = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '\tTabulátor na začátku',
  '\u001b[2J\u001b[31mčervená\u001b]0;titulek\u0007',
  '\u009b31m a \u0090payload\u009c',
  'řádek\n2026-01-01T00:00:00.000Z ERROR forged entry',
  'návrat\r2026-01-01T00:00:00.000Z ERROR forged entry',
  'oddělovač\u20282026-01-01T00:00:00.000Z ERROR forged entry',
  'nula\u0000za ní',
  Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('x'),
  '\u202egnp.exe\u202c',
  '\ud800 sám a \udc00 taky',
  '\ufeffznačka pořadí',
  ']]></typ:company><typ:company>&lt;&amp;&#0;',
  '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  "'; DROP TABLE documents; --",
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  'CON',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what somebody sends
  '${jndi:ldap://x}{number}{{7*7}}%s%n',
  'аdmin-сompany', // Cyrillic look-alikes
  '👩‍👩‍👧‍👦 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞',
]

/** Ids that mean something else in a file name, an address, XML or a log. The first two fit the contract, the others don't. */
export const hostileIds: readonly string[] = [
  'CON',
  'a:b',
  '../../x',
  '..\\x',
  '..',
  '.',
  '',
  'x'.repeat(300),
  'Q-1%2f..%2fx',
  'Q-1/../../accounts',
  'Q-1?x=1#y',
  'Q-1 <x>&amp;',
  'Q-1\u202e',
  'Ԛ-1', // Cyrillic
]
