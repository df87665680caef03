const when = { new: 'Iba pri novom', always: 'Vždy', never: 'Nikdy' }
const whenEver = { new: when.new, always: when.always }
const unknownGoods = { hold: 'Doklad POHODA odmietne', 'text-line': 'Zapíše sa textová položka', create: 'Založí sa karta' }

/** Words for the mapping of the agendas besides orders, the same in the ways that take them. */
export const pohodaAgendasSk = {
  fields: {
    'mapping.deliveryNotes.as': {
      label: 'Dodací list sa zapíše ako',
      help: 'Príjemka pre toho, komu tovar prichádza; výdajka pre toho, kto ho odosiela. Oboje hýbe skladom.',
    },
    'mapping.deliveryNotes.series': {
      label: 'Rad skladových dokladov',
      help: 'Skratka číselného radu. Prázdne: predvolený rad POHODY.',
    },
    'mapping.deliveryNotes.text': {
      label: 'Text skladového dokladu',
      help: 'Môže obsahovať {number} {orderNumber} {partner} {itemId}. Príjemka iné miesto pre číslo dodacieho listu nemá.',
    },
    'mapping.deliveryNotes.stockItems': {
      label: 'Karty na dodacom liste',
      help: 'Bez skladovej karty sa tovar na sklade nepohne.',
    },
    'mapping.deliveryNotes.unknownGoods': {
      label: 'Tovar dodacieho listu bez karty',
      help: 'Čo sa stane s tovarom, ktorý v POHODE nemá kartu. Na založenie karty vyplňte členenie a cenovú skupinu.',
    },
    'mapping.invoices.direction': {
      label: 'Faktúry sa zapíšu ako',
      help: 'Prijaté faktúry od dodávateľov, alebo vydané faktúry odberateľom.',
    },
    'mapping.invoices.series': { label: 'Rad faktúr', help: 'Skratka číselného radu. Prázdne: predvolený rad POHODY.' },
    'mapping.invoices.numbers': {
      label: 'Číslo vydanej faktúry',
      help: 'Zákazník má faktúru pod jej číslom; iné by sa v účtovníctve nenašlo.',
    },
    'mapping.invoices.text': { label: 'Text faktúry', help: 'Môže obsahovať {number} {orderNumber} {partner} {itemId}.' },
    'mapping.invoices.creditText': { label: 'Text dobropisu', help: 'Môže obsahovať {number} {orderNumber} {partner} {itemId}.' },
    'mapping.invoices.accounting': {
      label: 'Predkontácia faktúr',
      help: 'Skratka predkontácie. Prázdne: podľa nastavenia používateľa v POHODE.',
    },
    'mapping.invoices.classificationVAT': { label: 'Členenie DPH faktúr', help: 'Skratka členenia. Prázdne: rozhodne POHODA.' },
    'mapping.invoices.account': {
      label: 'Náš účet na vydanej faktúre',
      help: 'Skratka bankového účtu. Prázdne: predvolený účet POHODY.',
    },
    'mapping.invoices.stockItems': {
      label: 'Karty na faktúre',
      help: 'Položky s kartou hýbu skladom. Nechajte textové, keď skladom hýbu dodacie listy.',
    },
    'mapping.invoices.unknownGoods': {
      label: 'Tovar faktúry bez karty',
      help: 'Čo sa stane s tovarom, ktorý v POHODE nemá kartu.',
    },
    'mapping.cards.match': {
      label: 'Ako sa spozná vaša karta',
      help: 'Karta, ktorú klient založil, sa spozná vždy. Podľa čiarového kódu: váš kód karty sa nezmení.',
    },
    'mapping.cards.storage': {
      label: 'Členenie nových kariet',
      help: 'Miesto v strome skladov, napríklad TOVAR/Skrutky. Bez neho sa karty nepreberajú.',
    },
    'mapping.cards.typePrice': {
      label: 'Cenová skupina nových kariet',
      help: 'Skratka cenovej skupiny. Bez nej sa karty nepreberajú.',
    },
    'mapping.cards.stockType': { label: 'Typ nových kariet', help: 'Karta má stav skladu, služba a textová zásoba nie.' },
    'mapping.cards.name': { label: 'Názov karty', help: 'Kedy ho klient zapíše.' },
    'mapping.cards.unit': { label: 'Merná jednotka karty', help: 'Kedy ju klient zapíše.' },
    'mapping.cards.vat': {
      label: 'Sadzba DPH karty',
      help: 'Kedy ju klient zapíše. Sadzby sú podľa krajiny v „Sadzby DPH podľa krajiny“; ak máte dodávateľov z druhej krajiny, krajinu vyplňte.',
    },
    'mapping.cards.purchasePrice': { label: 'Nákupná cena karty', help: 'Kedy ju klient zapíše.' },
    'mapping.cards.sellingPrice': {
      label: 'Predajná cena karty',
      help: 'Kedy ju klient zapíše. POHODA potom na karte zafixuje predajnú cenu.',
    },
    'mapping.cards.description': { label: 'Popis karty', help: 'Kedy ho klient zapíše.' },
    'mapping.cards.weight': { label: 'Hmotnosť karty', help: 'Kedy ju klient zapíše.' },
    'mapping.cards.forSale': {
      label: 'Odbyt karty',
      help: 'Kedy sa karta označí na predaj. Tovar, ktorý dodávateľ už neponúka, klient z predaja aj z internetu vyradí, ak nezvolíte Nikdy.',
    },
    'mapping.addresses.match': { label: 'Ako sa spozná váš partner', help: 'Partner, ktorého klient založil, sa spozná vždy.' },
    'mapping.addresses.name': { label: 'Názov firmy', help: 'Kedy ho klient zapíše.' },
    'mapping.addresses.address': { label: 'Adresa partnera', help: 'Kedy ju klient zapíše.' },
    'mapping.addresses.taxNumbers': { label: 'IČO a DIČ partnera', help: 'Kedy ich klient zapíše.' },
    'mapping.addresses.contact': { label: 'Kontakt partnera', help: 'Kedy klient zapíše osobu, telefón a e-mail.' },
    'mapping.addresses.places': {
      label: 'Dodacie adresy partnera',
      help: 'Vždy: doplnia sa tie, ktoré partnerovi chýbajú; žiadna sa nezmaže.',
    },
  },
  choices: {
    'mapping.deliveryNotes.as': { receipt: 'Príjemka', 'issue-slip': 'Výdajka' },
    'mapping.deliveryNotes.stockItems': {
      'by-sku': 'Podľa kódu tovaru',
      'by-ean': 'Podľa čiarového kódu',
      'text-lines': 'Vôbec, iba textové položky',
    },
    'mapping.invoices.direction': { received: 'Prijaté faktúry', issued: 'Vydané faktúry' },
    'mapping.invoices.numbers': { document: 'Číslo z dokladu', series: 'Ďalšie číslo z radu POHODY' },
    'mapping.invoices.stockItems': {
      'text-lines': 'Vôbec, iba textové položky',
      'by-sku': 'Podľa kódu tovaru',
      'by-ean': 'Podľa čiarového kódu',
    },
    'mapping.cards.match': {
      'by-code': 'Podľa kódu',
      'by-ean': 'Podľa čiarového kódu',
      'by-id': 'Vôbec, iba podľa nášho označenia',
    },
    'mapping.cards.stockType': { card: 'Karta', text: 'Textová', service: 'Služba' },
    'mapping.addresses.match': { 'by-ico': 'Podľa IČO', 'by-id': 'Vôbec, iba podľa nášho označenia' },
    'mapping.deliveryNotes.unknownGoods': unknownGoods,
    'mapping.invoices.unknownGoods': unknownGoods,
    'mapping.cards.name': whenEver,
    'mapping.cards.unit': when,
    'mapping.cards.vat': when,
    'mapping.cards.purchasePrice': when,
    'mapping.cards.sellingPrice': when,
    'mapping.cards.description': when,
    'mapping.cards.weight': when,
    'mapping.cards.forSale': when,
    'mapping.addresses.name': whenEver,
    'mapping.addresses.address': when,
    'mapping.addresses.taxNumbers': when,
    'mapping.addresses.contact': when,
    'mapping.addresses.places': when,
  },
}
