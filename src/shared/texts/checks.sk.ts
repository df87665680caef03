import type { CheckTexts } from './checks.cs'

export const checksSk: CheckTexts = {
  'pohoda.program': 'Program POHODA',
  'pohoda.exchange-folder': 'Priečinok na výmenu súborov',
  'pohoda.import-folder': 'Priečinok, z ktorého POHODA importuje',
  'pohoda.response-folder': 'Priečinok s odpoveďami POHODY',
  'pohoda.answer': 'POHODA odpovedá',
  'pohoda.company': 'Účtovná jednotka',
  'pohoda.duplicity': 'Ochrana proti dvojitému zápisu',
}
