/** Titles of the connection checks. Master of the other languages. */
export const checksCs = {
  'pohoda.program': 'Program POHODA',
  'pohoda.exchange-folder': 'Složka pro výměnu souborů',
  'pohoda.import-folder': 'Složka, ze které POHODA importuje',
  'pohoda.response-folder': 'Složka s odpověďmi POHODY',
  'pohoda.answer': 'POHODA odpovídá',
  'pohoda.company': 'Účetní jednotka',
  'pohoda.duplicity': 'Ochrana proti dvojímu zápisu',
} as const

export type CheckId = keyof typeof checksCs
export type CheckTexts = Record<CheckId, string>
