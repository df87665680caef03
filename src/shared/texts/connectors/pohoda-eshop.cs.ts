import { pohodaMappingCs } from './pohoda-mapping.cs'

/** Words for the settings of `pohoda-eshop`. */
export const pohodaEshopCs = {
  fields: {
    listen: {
      label: 'Odkud se POHODA smí ptát',
      help: 'Běží-li POHODA na tomto počítači, nechte „jen tento počítač“. Ze sítě jen s jménem a heslem; bez nich klient adresu neotevře.',
    },
    port: {
      label: 'Port',
      help: 'Na tomto portu klient POHODĚ odpovídá. V POHODĚ: Nastavení → Internetové obchody → Import, URL pro objednávky, například http://127.0.0.1:8190/objednavky.',
    },
    path: { label: 'Cesta', help: 'Konec adresy, kterou zadáte v POHODĚ.' },
    user: {
      label: 'Jméno pro POHODU',
      help: 'Totéž zadejte v POHODĚ na záložce WEB klient. Jméno i heslo si vymyslete, nejsou to údaje uživatele POHODY.',
    },
    password: {
      label: 'Heslo pro POHODU',
      help: 'Uloží se zašifrované a už se nikdy neukáže. Bez jména a hesla by si objednávky mohl vyzvednout každý program na tomto počítači.',
    },
    ico: { label: 'IČO účetní jednotky', help: 'POHODA s otevřenou jinou účetní jednotkou nic nedostane.' },
    waitSeconds: {
      label: 'Jak dlouho se nabízí (s)',
      help: 'Klient objednávky nabídne a čeká, až si je POHODA vyzvedne. Přenos v POHODĚ naplánujte častěji, třeba po třech minutách. Nevyzvednuté se nabídnou příště.',
    },
    confirmation: {
      label: 'Jak se pozná, že POHODA objednávku má',
      help: 'POHODA to e-shopu sama nesdělí. Buď každou vyzvednutou objednávku potvrdí člověk, nebo ji klient dohledá přes mServer či program POHODA.',
    },
    lookupUser: { label: 'Uživatel POHODY (dohledání)', help: 'Jen pro dohledání: uživatel s právem na XML komunikaci.' },
    lookupPassword: {
      label: 'Heslo uživatele POHODY (dohledání)',
      help: 'Jen pro dohledání. Uloží se zašifrované a už se nikdy neukáže.',
    },
    database: {
      label: 'Databáze účetní jednotky (dohledání)',
      help: 'Jen pro dohledání, například StwPh_12345678_2026. Po novém roce ji změňte.',
    },
    mServerAddress: { label: 'Adresa mServeru', help: 'Například http://127.0.0.1:444.' },
    certificateFile: {
      label: 'Certifikát mServeru',
      help: 'Soubor PEM, jen když má mServer vlastní certifikát, který počítač nezná.',
    },
    program: { label: 'Program POHODA', help: 'Cesta k souboru Pohoda.exe.' },
    timeoutSeconds: { label: 'Nejdelší dohledání (s)', help: 'Jak dlouho smí trvat jeden dotaz.' },
    againHours: {
      label: 'Znovu nabídnout až po (h)',
      help: 'Objednávka, kterou si POHODA vyzvedla a přesto ji nemá (například ji odmítla), se nabídne znovu až po této době. Dřív by mohla vzniknout dvakrát.',
    },
    exSystemName: { label: 'Název cizího systému', help: 'Pod tímto názvem si POHODA pamatuje naše označení. Později neměňte.' },
    ...pohodaMappingCs.fields,
  },
  choices: {
    listen: { 'this-computer': 'Jen z tohoto počítače', network: 'I z vlastní sítě' },
    confirmation: {
      person: 'Potvrdí to člověk',
      mserver: 'Klient dohledá přes mServer',
      program: 'Klient dohledá spuštěním POHODY',
    },
    ...pohodaMappingCs.choices,
  },
}
