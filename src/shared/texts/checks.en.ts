import type { CheckTexts } from './checks.cs'

export const checksEn: CheckTexts = {
  'pohoda.program': 'The program POHODA',
  'pohoda.exchange-folder': 'Folder for the exchange of files',
  'pohoda.import-folder': 'Folder that POHODA imports from',
  'pohoda.response-folder': "Folder with POHODA's answers",
  'pohoda.answer': 'POHODA answers',
  'pohoda.company': 'Accounting unit',
  'pohoda.duplicity': 'Guard against a second record',
}
