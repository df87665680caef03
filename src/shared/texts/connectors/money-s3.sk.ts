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
    'folders.deliveryNotes': {
      label: 'Dodacie listy: priečinok na import',
      help: 'Len keď ich definícia importu potrebuje vlastný priečinok. Prázdne: priečinok na import.',
    },
    'folders.invoices': {
      label: 'Faktúry: priečinok na import',
      help: 'Len keď ich definícia importu potrebuje vlastný priečinok. Prázdne: priečinok na import.',
    },
    'folders.stockCards': {
      label: 'Skladové karty: priečinok na import',
      help: 'Len keď ich definícia importu potrebuje vlastný priečinok. Prázdne: priečinok na import.',
    },
    'folders.addresses': {
      label: 'Adresár: priečinok na import',
      help: 'Len keď jeho definícia importu potrebuje vlastný priečinok. Prázdne: priečinok na import.',
    },
    'lists.deliveryNotes': {
      label: 'Zoznam dodacích listov (súbor)',
      help: 'Súbor, do ktorého Money pravidelne exportuje všetky prijaté dodacie listy alebo príjemky. Bez neho neistý dodací list posúdi človek.',
    },
    'lists.invoices': {
      label: 'Zoznam faktúr (súbor)',
      help: 'Súbor, do ktorého Money pravidelne exportuje všetky faktúry. Bez neho neistú faktúru posúdi človek.',
    },
    exportMaxAgeMinutes: {
      label: 'Najvyšší vek zoznamu (min)',
      help: 'Starší zoznam neplatí ako dôkaz, že doklad v Money nie je.',
    },
    stockFile: {
      label: 'Zásoby pre e-shopy (súbor)',
      help: 'Súbor, do ktorého Money pravidelne exportuje všetky zásoby (SeznamZasoba). Čítajú sa z neho stavy zásob a ceny.',
    },
    stockMaxAgeHours: {
      label: 'Najvyšší vek súboru so zásobami (h)',
      help: 'Starší súbor znamená, že sa export zastavil. Nič sa z neho neodošle a klient to ohlási.',
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
      help: 'Pri objednávkach a dodacích listoch. Kľúč klienta je pre každý doklad iný, takže podľa neho Money rozpozná druhý zápis. Číslo dokladu stojí v popise a v poznámke.',
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
      help: 'Podľa nej platia sadzby DPH, domáca mena a význam DIČ. Prázdne: krajina vašej strany dokladu.',
    },
    'mapping.goodsKey': {
      label: 'Kde je kód tovaru',
      help: 'Pole kmeňovej karty, v ktorom je kód tovaru od dodávateľa: pre dodacie listy, skladové položky faktúr, karty aj čítanie zásob.',
    },
    'mapping.deliveryNotes.as': {
      label: 'Dodacie listy: zapísať ako',
      help: 'Prijatý dodací list, alebo príjemka. Oboje zvýši stav skladu.',
    },
    'mapping.deliveryNotes.series': { label: 'Dodacie listy: číselný rad', help: 'Skratka radu. Prázdne: predvolený rad Money.' },
    'mapping.deliveryNotes.documentType': { label: 'Dodacie listy: typ dokladu', help: 'Skratka typu dokladu v Money.' },
    'mapping.deliveryNotes.otherCard': {
      label: 'Dodacie listy: karta pre iný tovar',
      help: 'Kód karty pre tovar, ktorý kód nemá alebo ho má dlhší ako 20 znakov. Prázdne: taký dodací list klient pozdrží.',
    },
    'mapping.deliveryNotes.chargeCard': {
      label: 'Dodacie listy: karta poplatkov',
      help: 'Kód karty (služby) pre dopravu a iné poplatky. Prázdne: poplatky sú len v poznámke.',
    },
    'mapping.invoices.direction': { label: 'Faktúry', help: 'Prijaté od dodávateľov, alebo vystavené odberateľom.' },
    'mapping.invoices.series': { label: 'Faktúry: číselný rad', help: 'Skratka radu. Prázdne: predvolený rad Money.' },
    'mapping.invoices.documentType': { label: 'Faktúry: typ dokladu', help: 'Skratka typu faktúry v Money.' },
    'mapping.invoices.assignment': {
      label: 'Faktúry: predkontácia',
      help: 'Skratka predkontácie. Prázdne: podľa typu dokladu v Money.',
    },
    'mapping.invoices.vatClass': {
      label: 'Faktúry: členenie DPH',
      help: 'Skratka členenia DPH. Prázdne: podľa typu dokladu v Money.',
    },
    'mapping.invoices.payFrom': {
      label: 'Faktúry: účet alebo pokladňa',
      help: 'Skratka bankového účtu alebo pokladne, z ktorej sa uhrádza.',
    },
    'mapping.invoices.stockItems': {
      label: 'Faktúry: skladové položky',
      help: 'Faktúra potom mení stav skladu. Nezapínajte, keď tovar prijímajú dodacie listy: prijal by sa dvakrát.',
    },
    'mapping.invoices.bindOrder': {
      label: 'Faktúry: vybaviť objednávku',
      help: 'Faktúra sa naviaže na objednávku rovnakého čísla v Money a vybaví ju. Keď tam taká nie je, Money môže faktúru odmietnuť.',
    },
    'mapping.cards.inStore': {
      label: 'Karty: aj ako zásoba na sklade',
      help: 'Karta sa založí ako zásoba skladu, s predajnou cenou. Je na to potrebný názov skladu.',
    },
    'mapping.cards.name': {
      label: 'Karty: názov',
      help: 'Len nové karty, alebo zakaždým. Len čo sa nejaký údaj píše zakaždým, musí sa zakaždým písať aj názov a definícia importu musí existujúcu kartu prepísať.',
    },
    'mapping.cards.barCode': {
      label: 'Karty: čiarový kód',
      help: 'Kedy sa píše. Len čo sa iný údaj píše zakaždým, údaje „len nové“ sa neodovzdávajú vôbec: Money by prepísalo aj ich.',
    },
    'mapping.cards.unit': { label: 'Karty: merná jednotka', help: 'Kedy sa píše.' },
    'mapping.cards.vat': { label: 'Karty: sadzby DPH', help: 'Kedy sa píšu.' },
    'mapping.cards.description': { label: 'Karty: popis a poznámka', help: 'Kedy sa píšu.' },
    'mapping.cards.weight': { label: 'Karty: hmotnosť', help: 'Kedy sa píše.' },
    'mapping.cards.sellingPrice': { label: 'Karty: predajná cena', help: 'Kedy sa píše; len pri zásobe na sklade.' },
    'mapping.addresses.key': {
      label: 'Adresár: podľa čoho sa partner nájde',
      help: 'Podľa IČO, alebo podľa kódu partnera, ktorý klient vytvorí. Definícia importu musí mať rovnaký kľúč.',
    },
    'mapping.addresses.name': {
      label: 'Adresár: názov',
      help: 'Len noví partneri, alebo zakaždým. Len čo sa nejaký údaj píše zakaždým, musí sa zakaždým písať aj názov a definícia importu musí existujúceho partnera prepísať.',
    },
    'mapping.addresses.taxIds': { label: 'Adresár: DIČ', help: 'Kedy sa píše.' },
    'mapping.addresses.address': { label: 'Adresár: ulica, mesto, PSČ', help: 'Kedy sa píšu.' },
    'mapping.addresses.contacts': { label: 'Adresár: telefón a e-mail', help: 'Kedy sa píšu.' },
    'mapping.addresses.note': { label: 'Adresár: poznámka', help: 'Kedy sa píše. Sú v nej aj miesta dodania.' },
  },
  choices: {
    way: { files: 'Súbory v priečinku (XML DE)', api: 'S3 API (platený doplnok)' },
    'mapping.ourKey': { 'prim-doklad': 'Kľúč klienta (odporúčané)', 'note-only': 'Číslo dokladu' },
    'mapping.stockItems': {
      'text-lines': 'Vôbec, len textové položky',
      'by-catalogue': 'Podľa katalógu',
      'by-short-cut': 'Podľa skratky',
      'by-barcode': 'Podľa čiarového kódu',
    },
    'mapping.goodsKey': { 'by-catalogue': 'Katalóg', 'by-short-cut': 'Skratka', 'by-barcode': 'Čiarový kód' },
    'mapping.deliveryNotes.as': { received: 'Prijatý dodací list', receipt: 'Príjemka' },
    'mapping.invoices.direction': { received: 'Prijaté faktúry', issued: 'Vystavené faktúry' },
    'mapping.cards.name': { new: 'Len do nových', always: 'Zakaždým' },
    'mapping.cards.barCode': { new: 'Len do nových', always: 'Zakaždým', never: 'Nikdy' },
    'mapping.cards.unit': { new: 'Len do nových', always: 'Zakaždým', never: 'Nikdy' },
    'mapping.cards.vat': { new: 'Len do nových', always: 'Zakaždým', never: 'Nikdy' },
    'mapping.cards.description': { new: 'Len do nových', always: 'Zakaždým', never: 'Nikdy' },
    'mapping.cards.weight': { new: 'Len do nových', always: 'Zakaždým', never: 'Nikdy' },
    'mapping.cards.sellingPrice': { new: 'Len do nových', always: 'Zakaždým', never: 'Nikdy' },
    'mapping.addresses.key': { ico: 'IČO', 'partner-code': 'Kód partnera od klienta' },
    'mapping.addresses.name': { new: 'Len do nových', always: 'Zakaždým' },
    'mapping.addresses.taxIds': { new: 'Len do nových', always: 'Zakaždým', never: 'Nikdy' },
    'mapping.addresses.address': { new: 'Len do nových', always: 'Zakaždým', never: 'Nikdy' },
    'mapping.addresses.contacts': { new: 'Len do nových', always: 'Zakaždým', never: 'Nikdy' },
    'mapping.addresses.note': { new: 'Len do nových', always: 'Zakaždým', never: 'Nikdy' },
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
