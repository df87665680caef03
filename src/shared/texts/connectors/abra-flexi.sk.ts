import type { abraFlexiCs } from './abra-flexi.cs'

const cardPolicy = { new: 'Iba novej karte', always: 'Vždy', never: 'Nikdy' }
const partnerPolicy = { new: 'Iba novej firme', always: 'Vždy', never: 'Nikdy' }

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
      help: 'Používateľ s právom zapisovať cez REST API doklady, ktoré klient odovzdáva, a čítať cenník a sklad. Odporúčame vlastného, len pre klienta.',
    },
    password: { label: 'Heslo používateľa', help: 'Uloží sa zašifrované a už sa nikdy neukáže.' },
    timeoutSeconds: {
      label: 'Najdlhšie čakanie na odpoveď (s)',
      help: 'Po tomto čase klient prestane čakať a doklad dohľadá.',
    },
    externalSystem: {
      label: 'Označenie nášho systému',
      help: 'Stojí pred naším označením záznamu (ext:BI:…). Podľa neho sa spozná, že záznam už existuje. Neskôr nemeňte.',
    },
    sumsByFlexi: {
      label: 'Overiť súčty pred zápisom',
      help: 'ABRA Flexi doklad najprv skúšobne spočíta. Ak jej vyjde iná suma, klient doklad nezapíše a ukáže rozdiel.',
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
    'mapping.vatCountry': {
      label: 'Sadzby DPH podľa krajiny',
      help: 'Krajina, podľa ktorej sa vedie účtovníctvo. Prázdne: podľa krajiny firmy na doklade; ceny sa potom čítajú podľa nastavenia ABRA Flexi.',
    },
    'mapping.deliveryNotes.movement': {
      label: 'Dodacie listy: pohyb skladu',
      help: 'Odberateľ tovar prijíma (príjemka), dodávateľ vydáva (výdajka).',
    },
    'mapping.deliveryNotes.documentType': {
      label: 'Dodacie listy: typ skladového dokladu',
      help: 'Skratka zo zoznamu typov skladových dokladov, napríklad STANDARD.',
    },
    'mapping.deliveryNotes.stock': {
      label: 'Dodacie listy: sklad',
      help: 'Skratka skladu, na ktorý sa prijíma alebo z ktorého sa vydáva. Prázdne: sklad nastavený pre všetky doklady.',
    },
    'mapping.deliveryNotes.goods': {
      label: 'Dodacie listy: ako sa hľadá tovar',
      help: 'Skladový doklad môže mať iba tovar z cenníka. Riadok bez potrebného kódu klient zadrží.',
    },
    'mapping.deliveryNotes.unknownGoods': {
      label: 'Dodacie listy: neznámy tovar',
      help: 'Čo sa stane, keď tovar v cenníku nie je: ABRA Flexi doklad odmietne, alebo klient kartu najprv založí.',
    },
    'mapping.invoices.direction': {
      label: 'Faktúry: prijaté, alebo vydané',
      help: 'Odberateľ má faktúry prijaté, dodávateľ vydané.',
    },
    'mapping.invoices.documentType': {
      label: 'Faktúry: typ dokladu',
      help: 'Skratka zo zoznamu typov prijatých alebo vydaných faktúr, napríklad FAKTURA.',
    },
    'mapping.invoices.creditNoteType': {
      label: 'Faktúry: typ dobropisu',
      help: 'Skratka typu dokladu pre dobropisy. Prázdne: dobropisy klient zadrží.',
    },
    'mapping.invoices.goods': {
      label: 'Faktúry: prepojenie položiek s cenníkom',
      help: 'Prepojené položky môžu podľa typu dokladu hýbať skladom. Ak sa zapisujú dodacie listy, nechajte položky bez cenníka, inak by sa tovar naskladnil dvakrát.',
    },
    'mapping.invoices.unknownGoods': {
      label: 'Faktúry: neznámy tovar',
      help: 'Platí iba pre prepojené položky: doklad sa odmietne, položka sa zapíše bez cenníka, alebo sa karta založí.',
    },
    'mapping.cards.match': {
      label: 'Karty tovaru: podľa čoho sa spozná vaša karta',
      help: 'Podľa kódu sa kód karty riadi dodávateľom. Podľa čiarového kódu zostane kód váš.',
    },
    'mapping.cards.group': { label: 'Karty tovaru: skupina tovaru', help: 'Skratka skupiny, do ktorej sa zaradia nové karty.' },
    'mapping.cards.name': {
      label: 'Karty tovaru: názov',
      help: 'Kedy klient zapisuje názov. Vaše vlastné úpravy zostanú, keď zvolíte iba nové karty.',
    },
    'mapping.cards.unit': { label: 'Karty tovaru: merná jednotka', help: 'Kedy klient zapisuje mernú jednotku.' },
    'mapping.cards.vat': { label: 'Karty tovaru: sadzba DPH', help: 'Kedy klient zapisuje sadzbu DPH.' },
    'mapping.cards.purchasePrice': { label: 'Karty tovaru: nákupná cena', help: 'Kedy klient zapisuje nákupnú cenu bez DPH.' },
    'mapping.cards.sellingPrice': { label: 'Karty tovaru: predajná cena', help: 'Kedy klient zapisuje predajnú cenu bez DPH.' },
    'mapping.cards.description': { label: 'Karty tovaru: popis', help: 'Kedy klient zapisuje popis.' },
    'mapping.cards.weight': { label: 'Karty tovaru: hmotnosť', help: 'Kedy klient zapisuje hmotnosť.' },
    'mapping.addresses.match': {
      label: 'Adresár: podľa čoho sa spozná vaša firma',
      help: 'Podľa IČO klient doplní k vašej firme svoje označenie a druhú nezaloží. Ak je firiem s týmto IČO viac, nezapíše nič.',
    },
    'mapping.addresses.name': {
      label: 'Adresár: názov',
      help: 'Kedy klient zapisuje názov firmy. Vaše vlastné úpravy zostanú, keď zvolíte iba nové firmy.',
    },
    'mapping.addresses.address': { label: 'Adresár: adresa', help: 'Kedy klient zapisuje ulicu, mesto, PSČ a štát.' },
    'mapping.addresses.taxNumbers': { label: 'Adresár: IČO a DIČ', help: 'Kedy klient zapisuje IČO, DIČ a IČ DPH.' },
    'mapping.addresses.contact': { label: 'Adresár: spojenie', help: 'Kedy klient zapisuje telefón, e-mail a GLN.' },
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
    'mapping.deliveryNotes.movement': { receipt: 'Príjemka', issue: 'Výdajka' },
    'mapping.deliveryNotes.goods': {
      'by-code': 'Podľa kódu dodávateľa',
      'by-buyer-code': 'Podľa kódu odberateľa',
      'by-ean': 'Podľa čiarového kódu',
    },
    'mapping.deliveryNotes.unknownGoods': { hold: 'Doklad sa odmietne', create: 'Karta sa založí' },
    'mapping.invoices.direction': { received: 'Prijaté faktúry', issued: 'Vydané faktúry' },
    'mapping.invoices.goods': {
      'text-lines': 'Neprepájať, všetky položky bez cenníka',
      'by-code': 'Podľa kódu dodávateľa',
      'by-buyer-code': 'Podľa kódu odberateľa',
      'by-ean': 'Podľa čiarového kódu',
    },
    'mapping.invoices.unknownGoods': {
      hold: 'Doklad sa odmietne',
      'text-line': 'Položka bez cenníka',
      create: 'Karta sa založí',
    },
    'mapping.cards.match': { 'by-code': 'Podľa kódu', 'by-ean': 'Podľa čiarového kódu' },
    'mapping.cards.name': { new: 'Iba novej karte', always: 'Vždy' },
    'mapping.cards.unit': cardPolicy,
    'mapping.cards.vat': cardPolicy,
    'mapping.cards.purchasePrice': cardPolicy,
    'mapping.cards.sellingPrice': cardPolicy,
    'mapping.cards.description': cardPolicy,
    'mapping.cards.weight': cardPolicy,
    'mapping.addresses.match': { 'by-ico': 'Podľa IČO', 'own-id': 'Iba podľa nášho označenia' },
    'mapping.addresses.name': { new: 'Iba novej firme', always: 'Vždy' },
    'mapping.addresses.address': partnerPolicy,
    'mapping.addresses.taxNumbers': partnerPolicy,
    'mapping.addresses.contact': partnerPolicy,
  },
}
