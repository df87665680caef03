import type { moneyS3Cs } from './money-s3.cs'

/** Words for the settings of `money-s3`. */
export const moneyS3Sk: typeof moneyS3Cs = {
  fields: {
    way: { label: 'Cesta do Money S3', help: 'Money samo importuje súbory z priečinka, alebo klient používa platené S3 API.' },
    ico: { label: 'IČO agendy', help: 'Stojí v každom súbore a porovnáva sa s tým, čo Money exportuje.' },
    importFolder: {
      label: 'Priečinok na import',
      help: 'Priečinok, z ktorého Money (S3 Automatic) importuje. Súbory z neho musí po importe odobrať.',
    },
    reportFolder: {
      label: 'Priečinok s hláseniami o importe',
      help: 'Priečinok, kam Money po každom importe zapíše hlásenie (MoneyReport). Hlásenia tam nechajte; klient ich len číta.',
    },
    exportFile: {
      label: 'Zoznam prijatých objednávok (súbor)',
      help: 'Súbor, do ktorého Money pravidelne exportuje všetky prijaté objednávky. Podľa neho klient neistú objednávku vyhľadá; bez neho ju posúdi človek.',
    },
    exportMaxAgeMinutes: {
      label: 'Najvyšší vek zoznamu (min)',
      help: 'Starší zoznam neplatí ako dôkaz, že objednávka v Money nie je.',
    },
    definitionFile: {
      label: 'Definícia importu (súbor)',
      help: 'Definícia XML importu exportovaná z Money. Kontrola v nej overí, že existujúcu objednávku Money odmietne.',
    },
    agendaCode: { label: 'Kód agendy', help: 'Len keď má Money zapnutú kontrolu kódu agendy.' },
    apiUrl: { label: 'Adresa S3 API', help: 'Bez cesty, napríklad https://firma.api.moneys3.eu alebo http://localhost:85.' },
    appId: { label: 'AppId', help: 'Pridelí výrobca Money (api@money.cz). Vložte ho tak, ako prišlo.' },
    clientId: { label: 'ClientId', help: 'Z kľúča API, ktorý vytvoríte v Money. Ku kľúču musí byť priradený používateľ Money.' },
    clientSecret: { label: 'Secret', help: 'Uloží sa zašifrovaný a už sa nikdy neukáže.' },
    agendaGuid: { label: 'GUID agendy', help: 'Agenda, do ktorej sa objednávky zapisujú.' },
    definition: {
      label: 'Skratka definície importu',
      help: 'Definícia pre prijaté objednávky. Existujúcu objednávku musí odmietnuť.',
    },
    answerTimeoutSeconds: {
      label: 'Čakanie na výsledok (s)',
      help: 'Musí byť dlhšie než prestávka medzi dvoma importmi Money. Čo sa dovtedy nevyjasní, klient vyhľadá, alebo posúdi človek.',
    },
    'mapping.ourKey': {
      label: 'Primárny doklad',
      help: 'Kľúč klienta je pre každú objednávku iný, takže podľa neho Money rozpozná druhý zápis. Číslo objednávky stojí v popise a v poznámke.',
    },
    'mapping.series': { label: 'Číselný rad', help: 'Skratka radu prijatých objednávok. Prázdne: predvolený rad Money.' },
    'mapping.documentType': { label: 'Typ dokladu', help: 'Skratka typu dokladu v Money.' },
    'mapping.centre': { label: 'Stredisko', help: 'Skratka strediska na doklade a riadkoch.' },
    'mapping.jobOrder': { label: 'Zákazka', help: 'Skratka zákazky na doklade a riadkoch.' },
    'mapping.operation': { label: 'Činnosť', help: 'Skratka činnosti na doklade a riadkoch.' },
    'mapping.paymentTypes': {
      label: 'Platobné podmienky',
      help: 'Forma úhrady z objednávky → text platobných podmienok v Money, najviac 20 znakov.',
    },
    'mapping.carriers': {
      label: 'Doprava',
      help: 'Spôsob dopravy z objednávky → doprava v Money, najviac 20 znakov. Iné sa zapíšu do poznámky.',
    },
    'mapping.orderText': {
      label: 'Popis objednávky',
      help: 'Môže obsahovať {number} {buyer} {orderId} {itemId}. Najviac 50 znakov, dlhší sa skráti.',
    },
    'mapping.isReserved': { label: 'Rezervovať tovar', help: 'Tovar na sklade sa rezervuje hneď pri zápise.' },
    'mapping.stockItems': { label: 'Ako sa hľadá skladová karta', help: 'Tovar bez karty sa zapíše ako textová položka.' },
    'mapping.storeName': { label: 'Názov skladu', help: 'Nutný, keď sa hľadá skladová karta.' },
    'mapping.storeCode': { label: 'Kód skladu', help: 'Keď ho sklad v Money má.' },
    'mapping.vatCountry': {
      label: 'Krajina agendy',
      help: 'Podľa nej platia sadzby DPH, domáca mena a význam DIČ. Prázdne: krajina dodávateľa.',
    },
  },
  choices: {
    way: { files: 'Súbory v priečinku (XML DE)', api: 'S3 API (platený doplnok)' },
    'mapping.ourKey': { 'prim-doklad': 'Kľúč klienta (odporúčané)', 'note-only': 'Číslo objednávky' },
    'mapping.stockItems': {
      'text-lines': 'Vôbec, len textové položky',
      'by-catalogue': 'Podľa katalógu',
      'by-short-cut': 'Podľa skratky',
      'by-barcode': 'Podľa čiarového kódu',
    },
    'mapping.vatCountry': { CZ: 'Česko', SK: 'Slovensko' },
    'mapping.paymentTypes': {
      'bank-transfer': 'Prevodom',
      cash: 'V hotovosti',
      card: 'Kartou',
      'cash-on-delivery': 'Dobierka',
      other: 'Inak',
    },
  },
}
