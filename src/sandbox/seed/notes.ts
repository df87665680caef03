import type { Random } from './random'

// What people and shops really put into notes: line ends of all kinds, emoji, marks of XML, characters no XML may hold.
const notes = [
  'Prosíme zavolat hodinu předem.',
  'Dodat na rampu č. 3.\nPříjem jen do 14:00.\nDěkujeme!',
  'Řádek jeden\r\nřádek dva\r\n\r\n\todsazený',
  'Díky 👍🏽 těšíme se 🎉🚚 – rodinka 👨‍👩‍👧',
  'Zboží <b>nebalit</b> & "nelepit", děkuji -> ]]> konec',
  'Ovladač nalepil toto:\u0000\u0001\u0008\u000b\u001f\u007f a toto: \ufffe',
  'Ľahko rozbitné! Nôž, mäso, stĺp, vŕba – ďakujeme, Ľubomír',
  'Cena dle smlouvy č. 123/2026 – „sleva 5 %“, rabat ½, €uro, §',
  '   mezery na začátku i na konci   ',
  `Dlouhá poznámka: ${'prosíme o opatrné zacházení s křehkým zbožím; '.repeat(12)}`,
  'NFD: Pr\u030ci\u0301lis\u030c z\u030clut\u030couc\u030cky\u0301 ku\u030an\u030c',
] as const

export const noteText = (random: Random): string => random.pick(notes)
