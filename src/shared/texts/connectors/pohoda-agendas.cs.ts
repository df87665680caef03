const when = { new: 'Jen u nového', always: 'Vždy', never: 'Nikdy' }
const whenEver = { new: when.new, always: when.always }
const unknownGoods = { hold: 'Doklad POHODA odmítne', 'text-line': 'Zapíše se textová položka', create: 'Založí se karta' }

/** Words for the mapping of the agendas besides orders, the same in the ways that take them. */
export const pohodaAgendasCs = {
  fields: {
    'mapping.deliveryNotes.as': {
      label: 'Dodací list se zapíše jako',
      help: 'Příjemka pro toho, komu zboží přichází; výdejka pro toho, kdo je odesílá. Obojí hýbe skladem.',
    },
    'mapping.deliveryNotes.series': {
      label: 'Řada skladových dokladů',
      help: 'Zkratka číselné řady. Prázdné: výchozí řada POHODY.',
    },
    'mapping.deliveryNotes.text': {
      label: 'Text skladového dokladu',
      help: 'Může obsahovat {number} {orderNumber} {partner} {itemId}. Příjemka jiné místo pro číslo dodacího listu nemá.',
    },
    'mapping.deliveryNotes.stockItems': {
      label: 'Karty na dodacím listu',
      help: 'Bez skladové karty se zboží na skladě nepohne.',
    },
    'mapping.deliveryNotes.unknownGoods': {
      label: 'Zboží dodacího listu bez karty',
      help: 'Co se stane se zbožím, které v POHODĚ nemá kartu. Pro založení karty vyplňte členění a cenovou skupinu.',
    },
    'mapping.invoices.direction': {
      label: 'Faktury se zapíší jako',
      help: 'Přijaté faktury od dodavatelů, nebo vydané faktury odběratelům.',
    },
    'mapping.invoices.series': { label: 'Řada faktur', help: 'Zkratka číselné řady. Prázdné: výchozí řada POHODY.' },
    'mapping.invoices.numbers': {
      label: 'Číslo vydané faktury',
      help: 'Zákazník má fakturu pod jejím číslem; jiné by se v účetnictví nenašlo.',
    },
    'mapping.invoices.text': { label: 'Text faktury', help: 'Může obsahovat {number} {orderNumber} {partner} {itemId}.' },
    'mapping.invoices.creditText': { label: 'Text dobropisu', help: 'Může obsahovat {number} {orderNumber} {partner} {itemId}.' },
    'mapping.invoices.accounting': {
      label: 'Předkontace faktur',
      help: 'Zkratka předkontace. Prázdné: podle nastavení uživatele v POHODĚ.',
    },
    'mapping.invoices.classificationVAT': { label: 'Členění DPH faktur', help: 'Zkratka členění. Prázdné: rozhodne POHODA.' },
    'mapping.invoices.account': {
      label: 'Náš účet na vydané faktuře',
      help: 'Zkratka bankovního účtu. Prázdné: výchozí účet POHODY.',
    },
    'mapping.invoices.stockItems': {
      label: 'Karty na faktuře',
      help: 'Položky s kartou hýbou skladem. Nechte textové, když skladem hýbou dodací listy.',
    },
    'mapping.invoices.unknownGoods': {
      label: 'Zboží faktury bez karty',
      help: 'Co se stane se zbožím, které v POHODĚ nemá kartu.',
    },
    'mapping.cards.match': {
      label: 'Jak se pozná vaše karta',
      help: 'Karta, kterou klient založil, se pozná vždy. Podle čárového kódu: váš kód karty se nezmění.',
    },
    'mapping.cards.storage': {
      label: 'Členění nových karet',
      help: 'Místo ve stromu skladů, například ZBOŽÍ/Šrouby. Bez něj se karty nepřebírají.',
    },
    'mapping.cards.typePrice': {
      label: 'Cenová skupina nových karet',
      help: 'Zkratka cenové skupiny. Bez ní se karty nepřebírají.',
    },
    'mapping.cards.stockType': { label: 'Typ nových karet', help: 'Karta má stav skladu, služba a textová zásoba ne.' },
    'mapping.cards.name': { label: 'Název karty', help: 'Kdy jej klient zapíše.' },
    'mapping.cards.unit': { label: 'Měrná jednotka karty', help: 'Kdy ji klient zapíše.' },
    'mapping.cards.vat': {
      label: 'Sazba DPH karty',
      help: 'Kdy ji klient zapíše. Sazby jsou podle země v „Sazby DPH podle země“; máte-li dodavatele z druhé země, zemi vyplňte.',
    },
    'mapping.cards.purchasePrice': { label: 'Nákupní cena karty', help: 'Kdy ji klient zapíše.' },
    'mapping.cards.sellingPrice': {
      label: 'Prodejní cena karty',
      help: 'Kdy ji klient zapíše. POHODA pak na kartě zafixuje prodejní cenu.',
    },
    'mapping.cards.description': { label: 'Popis karty', help: 'Kdy jej klient zapíše.' },
    'mapping.cards.weight': { label: 'Hmotnost karty', help: 'Kdy ji klient zapíše.' },
    'mapping.cards.forSale': {
      label: 'Odbyt karty',
      help: 'Kdy se karta označí k prodeji. Zboží, které dodavatel už nenabízí, klient z prodeje i z internetu vyřadí, pokud nezvolíte Nikdy.',
    },
    'mapping.addresses.match': { label: 'Jak se pozná váš partner', help: 'Partner, kterého klient založil, se pozná vždy.' },
    'mapping.addresses.name': { label: 'Název firmy', help: 'Kdy jej klient zapíše.' },
    'mapping.addresses.address': { label: 'Adresa partnera', help: 'Kdy ji klient zapíše.' },
    'mapping.addresses.taxNumbers': { label: 'IČO a DIČ partnera', help: 'Kdy je klient zapíše.' },
    'mapping.addresses.contact': { label: 'Kontakt partnera', help: 'Kdy klient zapíše osobu, telefon a e-mail.' },
    'mapping.addresses.places': {
      label: 'Dodací adresy partnera',
      help: 'Vždy: doplní se ty, které u partnera chybějí; žádná se nesmaže.',
    },
  },
  choices: {
    'mapping.deliveryNotes.as': { receipt: 'Příjemka', 'issue-slip': 'Výdejka' },
    'mapping.deliveryNotes.stockItems': {
      'by-sku': 'Podle kódu zboží',
      'by-ean': 'Podle čárového kódu',
      'text-lines': 'Vůbec, jen textové položky',
    },
    'mapping.invoices.direction': { received: 'Přijaté faktury', issued: 'Vydané faktury' },
    'mapping.invoices.numbers': { document: 'Číslo z dokladu', series: 'Další číslo z řady POHODY' },
    'mapping.invoices.stockItems': {
      'text-lines': 'Vůbec, jen textové položky',
      'by-sku': 'Podle kódu zboží',
      'by-ean': 'Podle čárového kódu',
    },
    'mapping.cards.match': {
      'by-code': 'Podle kódu',
      'by-ean': 'Podle čárového kódu',
      'by-id': 'Vůbec, jen podle našeho označení',
    },
    'mapping.cards.stockType': { card: 'Karta', text: 'Textová', service: 'Služba' },
    'mapping.addresses.match': { 'by-ico': 'Podle IČO', 'by-id': 'Vůbec, jen podle našeho označení' },
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
