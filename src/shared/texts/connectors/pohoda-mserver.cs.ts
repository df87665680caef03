import { pohodaAgendasCs } from './pohoda-agendas.cs'
import { pohodaMappingCs } from './pohoda-mapping.cs'
import { pohodaReadingCs } from './pohoda-reading.cs'

/** Words for the settings of `pohoda-mserver`. */
export const pohodaMServerCs = {
  fields: {
    address: {
      label: 'Adresa mServeru',
      help: 'Například http://192.168.1.10:444. Bez šifrování (http) jen ve vlastní síti. Místo localhost se použije 127.0.0.1, protože POHODA jinak neslyší.',
    },
    certificateFile: {
      label: 'Certifikát mServeru',
      help: 'Soubor PEM, jen když má mServer vlastní certifikát, který počítač nezná. Prázdné: stačí certifikáty počítače.',
    },
    user: {
      label: 'Uživatel POHODY',
      help: 'Uživatel s právem na XML komunikaci a na tuto účetní jednotku. Doporučujeme vlastního, jen pro klienta, se jménem bez diakritiky.',
    },
    password: {
      label: 'Heslo uživatele POHODY',
      help: 'Uloží se zašifrované a už se nikdy neukáže. Doporučujeme heslo bez diakritiky.',
    },
    database: {
      label: 'Databáze účetní jednotky',
      help: 'Například StwPh_12345678_2026. Před každým předáním se ověří, že ji má mServer otevřenou. Po novém roce ji změňte.',
    },
    ico: { label: 'IČO účetní jednotky', help: 'POHODA odmítne doklady určené jiné účetní jednotce.' },
    unitCheck: {
      label: 'Ověření účetní jednotky',
      help: 'Starší verze svou databázi neřeknou. Pak hlídá firmu jen IČO a nikdo nehlídá rok.',
    },
    timeoutSeconds: {
      label: 'Čekání na mServer (s)',
      help: 'Po této době se výsledek považuje za nejistý a doklady se dohledají.',
    },
    compress: {
      label: 'Posílat komprimovaně',
      help: 'Má smysl jen na pomalé síti. Odpovědi se komprimují vždy, když to mServer umí.',
    },
    lookup: {
      label: 'Dohledání dokladu',
      help: 'POHODA z roku 2024 a novější hledá podle našeho označení. Ve starší se doklad hledá mezi objednávkami téhož dne.',
    },
    control: {
      label: 'Spouštění mServeru',
      help: 'Klient může mServer spustit, když neběží, a na konci zastavit ten, který sám spustil. Funguje jen na počítači s POHODOU.',
    },
    program: { label: 'Program POHODA', help: 'Cesta k souboru Pohoda.exe.' },
    serverName: { label: 'Název mServeru', help: 'Název konfigurace v POHODĚ: Účetní jednotky → Databáze → POHODA mServer.' },
    startSeconds: { label: 'Čekání na spuštění (s)', help: 'Jak dlouho smí mServer startovat.' },
    exSystemName: { label: 'Název cizího systému', help: 'Pod tímto názvem si POHODA pamatuje naše označení. Později neměňte.' },
    ...pohodaMappingCs.fields,
    ...pohodaReadingCs.fields,
    ...pohodaAgendasCs.fields,
  },
  choices: {
    unitCheck: { database: 'Podle databáze (i rok)', ico: 'Jen podle IČO (starší verze)' },
    lookup: {
      extId: 'Podle našeho označení (2024 a novější)',
      orderDate: 'Mezi objednávkami téhož dne (starší)',
      none: 'Nehledat',
    },
    control: { never: 'Nikdy', allowed: 'Povoleno' },
    ...pohodaMappingCs.choices,
    ...pohodaReadingCs.choices,
    ...pohodaAgendasCs.choices,
  },
}
