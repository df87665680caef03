import type { abraFlexiCs } from './abra-flexi.cs'

export const abraFlexiSk: typeof abraFlexiCs = {
  fields: {
    baseUrl: {
      label: 'Adresa servera ABRA Flexi',
      help: 'Napríklad https://flexi.firma.sk:5434. Len server a port, bez /c/ a názvu firmy.',
    },
    certificateFile: {
      label: 'Certifikát servera (súbor PEM)',
      help: 'Len keď má server vlastný certifikát, ktorý počítače nepoznajú. ABRA Flexi si ho pri inštalácii vyrobí sama. Prázdne: bežný verejný certifikát.',
    },
    company: { label: 'Identifikátor firmy', help: 'Nájdete ho v adrese webového rozhrania za /c/, napríklad demo_firma.' },
    ico: { label: 'IČO firmy', help: 'Porovná sa s nastavením firmy v ABRA Flexi. Do inej firmy klient nič nezapíše.' },
    user: {
      label: 'Používateľ pre API',
      help: 'Používateľ s právom zapisovať prijaté objednávky cez REST API. Odporúčame vlastného, len pre klienta.',
    },
    password: { label: 'Heslo používateľa', help: 'Uloží sa zašifrované a už sa nikdy neukáže.' },
    timeoutSeconds: {
      label: 'Najdlhšie čakanie na odpoveď (s)',
      help: 'Po tomto čase klient prestane čakať a objednávku dohľadá.',
    },
    externalSystem: {
      label: 'Označenie nášho systému',
      help: 'Stojí pred naším označením objednávky (ext:BI:…). Podľa neho sa spozná, že objednávka už je zapísaná. Neskôr nemeňte.',
    },
    sumsByFlexi: {
      label: 'Overiť súčty pred zápisom',
      help: 'ABRA Flexi objednávku najprv skúšobne spočíta. Ak jej vyjde iná suma, klient objednávku nezapíše a ukáže rozdiel.',
    },
    'mapping.documentType': {
      label: 'Typ prijatej objednávky',
      help: 'Skratka zo zoznamu typov dokladov, napríklad OBP. Určuje číselný rad.',
    },
    'mapping.stock': { label: 'Sklad', help: 'Skratka skladu na položkách z cenníka. Prázdne: podľa typu dokladu.' },
    'mapping.centre': { label: 'Stredisko', help: 'Skratka strediska na doklade.' },
    'mapping.activity': { label: 'Činnosť', help: 'Skratka činnosti na doklade.' },
    'mapping.contract': { label: 'Zákazka', help: 'Skratka zákazky na doklade.' },
    'mapping.status': { label: 'Stav objednávky', help: 'V akom stave sa objednávka založí. Prázdne: podľa typu dokladu.' },
    'mapping.paymentForms': {
      label: 'Formy úhrady',
      help: 'Forma úhrady z objednávky → skratka formy úhrady v ABRA Flexi. Ostatné sa zapíšu do poznámky.',
    },
    'mapping.deliveryForms': {
      label: 'Formy dopravy',
      help: 'Spôsob dopravy z objednávky → skratka formy dopravy v ABRA Flexi. Text dopravy sa zapíše vždy.',
    },
    'mapping.units': {
      label: 'Merné jednotky',
      help: 'Jednotka z objednávky → skratka mernej jednotky v ABRA Flexi. Ostatné sa zapíšu do poznámky položky.',
    },
    'mapping.goods': {
      label: 'Ako sa hľadá tovar v cenníku',
      help: 'Čo sa stane, keď tovar v cenníku nie je: objednávku odmietne ABRA Flexi, alebo sa zapíše položka bez cenníka.',
    },
    'mapping.partner': {
      label: 'Prepojenie s adresárom',
      help: 'Odberateľ sa prepojí s firmou v adresári podľa IČO. Údaje z objednávky sa zapíšu vždy.',
    },
    'mapping.orderText': { label: 'Popis objednávky', help: 'Môže obsahovať {number} {buyer} {orderId} {itemId}.' },
    'mapping.isReserved': { label: 'Rezervovať tovar', help: 'Položky z cenníka sa na sklade rezervujú hneď pri zápise.' },
    'mapping.vatCountry': { label: 'Sadzby DPH podľa krajiny', help: 'Prázdne: podľa krajiny dodávateľa.' },
  },
  choices: {
    'mapping.status': { nespec: 'Nešpecifikované', pripraveno: 'Pripravené', schvaleno: 'Schválené' },
    'mapping.goods': {
      'by-code': 'Podľa kódu; neznámy tovar sa odmietne',
      'by-code-or-text': 'Podľa kódu; neznámy tovar bez cenníka',
      'by-ean': 'Podľa čiarového kódu; neznámy tovar sa odmietne',
      'text-lines': 'Vôbec, všetky položky bez cenníka',
    },
    'mapping.partner': {
      'by-ico': 'Podľa IČO, keď v adresári je',
      'by-ico-only': 'Podľa IČO, inak sa objednávka odmietne',
      'text-only': 'Neprepájať',
    },
    'mapping.vatCountry': { CZ: 'Česko', SK: 'Slovensko' },
    'mapping.paymentForms': {
      'bank-transfer': 'Prevodom',
      cash: 'V hotovosti',
      card: 'Kartou',
      'cash-on-delivery': 'Dobierka',
      other: 'Inak',
    },
  },
}
