/**
 * What the program says. Only the texts of a failed login, of a schema refusal and of errors 101 and 603 are known from real
 * answers; the others follow Stormware's list of codes in our own words.
 */
export const messages = {
  schema: (detail: string) => `Nepodařila se validace dokumentu podle schématu. ${detail}`,
  notWellFormed: (detail: string) => `Nepodařilo se načíst XML dokument. ${detail}`,
  login: 'Nepodařilo se přihlásit uživatele.',
  noXmlRights: 'Uživatel nemá právo na import XML dat.',
  database: (name: string) => `Databázi ${name} se nepodařilo otevřít.`,
  noLicence: 'Není volná licence programu POHODA.',
  activation: 'Vypršela platnost aktivace programu POHODA.',
  wrongIco: 'IČO v dokumentu nesouhlasí s IČO otevřené účetní jednotky.',
  wrongKey: 'Klíč v dokumentu nesouhlasí s klíčem otevřené účetní jednotky.',
  noUnit: 'V INI souboru není uvedena databáze účetní jednotky.',
  noTransformation: 'Transformace XSLT simulator neumí.',
  duplicity: 'Kontrola duplicity: záznam byl již importován.',
  noRights: 'Uživatel nemá dostatečná práva.',
  tryAgain: 'Chyba při zpracování, opakujte akci.',
  adjusted: 'Hodnota prvku musela být upravena.',
  missing: (name: string) => `Chybí povinný prvek ${name}.`,
  notFound: (what: string) => `Hodnota nebyla nalezena: ${what}.`,
  numberExists: 'Doklad s tímto číslem již existuje.',
  several: 'Pro daný filtr bylo nalezeno více jak 1 záznam.',
  exists: 'Záznam již existuje, nic nebylo změněno.',
  codeExists: (code: string) => `Zásoba s kódem ${code} v tomto skladu již existuje.`,
  stockTypeStays: 'Typ zásoby nelze změnit.',
  unsupported: (name: string) => `Simulator neumí zpracovat ${name}.`,
} as const
