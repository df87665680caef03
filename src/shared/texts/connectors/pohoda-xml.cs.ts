import { pohodaAgendasCs } from './pohoda-agendas.cs'
import { pohodaMappingCs } from './pohoda-mapping.cs'
import { pohodaReadingCs } from './pohoda-reading.cs'

/** Words for the settings of `pohoda-xml`. */
export const pohodaXmlCs = {
  fields: {
    way: { label: 'Cesta do POHODY', help: 'Klient POHODU spouští sám, nebo POHODA sama vybírá složku.' },
    program: { label: 'Program POHODA', help: 'Cesta k souboru Pohoda.exe.' },
    user: { label: 'Uživatel POHODY', help: 'Uživatel s právem na XML komunikaci. Doporučujeme vlastního, jen pro klienta.' },
    password: { label: 'Heslo uživatele POHODY', help: 'Uloží se zašifrované a už se nikdy neukáže.' },
    database: { label: 'Databáze účetní jednotky', help: 'Například StwPh_12345678_2026 nebo 12345678_2026.mdb.' },
    ico: { label: 'IČO účetní jednotky', help: 'POHODA odmítne doklady určené jiné účetní jednotce.' },
    timeoutSeconds: { label: 'Nejdelší běh POHODY (s)', help: 'Po této době klient běh ukončí a doklady dohledá.' },
    importFolder: { label: 'Složka pro import', help: 'Složka, ze které POHODA importuje naplánovanou úlohou.' },
    responseFolder: { label: 'Složka s odpověďmi', help: 'Prázdné: podsložka „response“ složky pro import.' },
    answerTimeoutSeconds: { label: 'Čekání na odpověď (s)', help: 'Jak dlouho se čeká na soubor s odpovědí.' },
    lookup: {
      label: 'Dohledání podle našeho označení',
      help: 'POHODA z roku 2024 a novější doklad dohledá; starší to neumí a nejisté doklady pak čekají na člověka.',
    },
    exSystemName: {
      label: 'Název cizího systému',
      help: 'Pod tímto názvem si POHODA pamatuje naše označení. Později neměňte.',
    },
    ...pohodaMappingCs.fields,
    ...pohodaReadingCs.fields,
    ...pohodaAgendasCs.fields,
  },
  choices: {
    way: { program: 'Klient spouští POHODU', folder: 'POHODA vybírá složku' },
    lookup: { extId: 'Umí (POHODA 2024 a novější)', none: 'Neumí' },
    ...pohodaMappingCs.choices,
    ...pohodaReadingCs.choices,
    ...pohodaAgendasCs.choices,
  },
}
