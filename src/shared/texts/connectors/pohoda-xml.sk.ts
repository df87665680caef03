import { pohodaAgendasSk } from './pohoda-agendas.sk'
import { pohodaMappingSk } from './pohoda-mapping.sk'
import { pohodaReadingSk } from './pohoda-reading.sk'

/** Words for the settings of `pohoda-xml`. */
export const pohodaXmlSk = {
  fields: {
    way: { label: 'Cesta do POHODY', help: 'Klient spúšťa POHODU sám, alebo POHODA sama vyberá priečinok.' },
    program: { label: 'Program POHODA', help: 'Cesta k súboru Pohoda.exe.' },
    user: {
      label: 'Používateľ POHODY',
      help: 'Používateľ s právom na XML komunikáciu. Odporúčame vlastného, iba pre klienta.',
    },
    password: { label: 'Heslo používateľa POHODY', help: 'Uloží sa zašifrované a už sa nikdy neukáže.' },
    database: { label: 'Databáza účtovnej jednotky', help: 'Napríklad StwPh_12345678_2026 alebo 12345678_2026.mdb.' },
    ico: { label: 'IČO účtovnej jednotky', help: 'POHODA odmietne doklady určené inej účtovnej jednotke.' },
    timeoutSeconds: { label: 'Najdlhší beh POHODY (s)', help: 'Po tomto čase klient beh ukončí a doklady dohľadá.' },
    importFolder: { label: 'Priečinok na import', help: 'Priečinok, z ktorého POHODA importuje naplánovanou úlohou.' },
    responseFolder: {
      label: 'Priečinok s odpoveďami',
      help: 'Prázdne: podpriečinok „response“ priečinka na import.',
    },
    answerTimeoutSeconds: { label: 'Čakanie na odpoveď (s)', help: 'Ako dlho sa čaká na súbor s odpoveďou.' },
    lookup: {
      label: 'Dohľadanie podľa nášho označenia',
      help: 'POHODA z roku 2024 a novšia doklad dohľadá; staršia to nevie a neisté doklady potom čakajú na človeka.',
    },
    exSystemName: {
      label: 'Názov cudzieho systému',
      help: 'Pod týmto názvom si POHODA pamätá naše označenia. Neskôr nemeňte.',
    },
    ...pohodaMappingSk.fields,
    ...pohodaReadingSk.fields,
    ...pohodaAgendasSk.fields,
  },
  choices: {
    way: { program: 'Klient spúšťa POHODU', folder: 'POHODA vyberá priečinok' },
    lookup: { extId: 'Vie (POHODA 2024 a novšia)', none: 'Nevie' },
    ...pohodaMappingSk.choices,
    ...pohodaReadingSk.choices,
    ...pohodaAgendasSk.choices,
  },
}
