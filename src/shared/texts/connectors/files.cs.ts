/** Words for the settings of `files`. */
export const filesCs = {
  fields: {
    folder: {
      label: 'Složka pro doklady',
      help: 'Složka, ze které druhý systém soubory bere. Musí existovat. Podsložku bi-client v ní nemažte: drží záznam o tom, co už bylo předáno.',
    },
    format: {
      label: 'Formát objednávek',
      help: 'UBL je mezinárodní norma pro objednávky. Vlastní XML se vyplňuje podle vaší šablony template.xml.',
    },
    acknowledgement: {
      label: 'Jak se pozná, že je doklad převzatý',
      help: 'Volte podle pravdy. Bez potvrzení klient neví, zda jej druhý systém opravdu zapsal.',
    },
    'agendas.orders': {
      label: 'Přebírat objednávky',
      help: 'Co není zapnuté, zůstává ve frontě. Zapněte, až s tím druhý systém počítá.',
    },
    'agendas.delivery-notes': {
      label: 'Přebírat dodací listy',
      help: 'Co není zapnuté, zůstává ve frontě. Zapněte, až s tím druhý systém počítá.',
    },
    'agendas.stock-cards': {
      label: 'Přebírat skladové karty',
      help: 'Co není zapnuté, zůstává ve frontě. Zapněte, až s tím druhý systém počítá.',
    },
    'agendas.addresses': {
      label: 'Přebírat adresy',
      help: 'Co není zapnuté, zůstává ve frontě. Zapněte, až s tím druhý systém počítá.',
    },
    'agendas.invoices': {
      label: 'Přebírat faktury',
      help: 'Co není zapnuté, zůstává ve frontě. Zapněte, až s tím druhý systém počítá.',
    },
    'formats.delivery-notes': {
      label: 'Formát dodacích listů',
      help: 'UBL je Despatch Advice podle Peppolu; nemá ceny, ty jsou v něm jen jako doplňkové údaje.',
    },
    'formats.invoices': {
      label: 'Formát faktur',
      help: 'UBL je Invoice podle Peppol BIS Billing 3. Dobropis má v něm záporné částky.',
    },
    'formats.stock-cards': {
      label: 'Formát skladových karet',
      help: 'Vlastní XML se vyplňuje podle šablony template-stock-cards.xml.',
    },
    'formats.addresses': { label: 'Formát adres', help: 'Vlastní XML se vyplňuje podle šablony template-addresses.xml.' },
    agendaFolders: {
      label: 'Podsložka pro každý druh dokladu',
      help: 'Doklady se pokládají do podsložek orders, delivery-notes, stock-cards, addresses a invoices. Musí existovat.',
    },
    ackFolder: {
      label: 'Složka s potvrzeními',
      help: 'Prázdné: podsložka „ack“ ve složce dokladu. Klient potvrzení po přečtení odklidí.',
    },
    ackName: { label: 'Název potvrzení', help: '{name} je název našeho souboru bez přípony, {file} s příponou.' },
    answerTimeoutSeconds: {
      label: 'Čekání na potvrzení (s)',
      help: 'Jak dlouho se čeká hned po předání. Pozdější potvrzení se také počítá.',
    },
    fileName: {
      label: 'Název souboru',
      help: 'Bez přípony. Musí obsahovat {itemId}; dále může obsahovat {agenda} {number} {date} {buyerIco} {supplierIco}.',
    },
    extension: { label: 'Přípona', help: 'Prázdné: xml, csv nebo json podle formátu.' },
    'stock.file': {
      label: 'Soubor se stavy zásob',
      help: 'Soubor, který vytváří váš program. Hvězdička v názvu: nejnovější, který vyhovuje. Prázdné: stavy zásob se ze souboru nečtou.',
    },
    'stock.fields': {
      label: 'Zásoby: kde co stojí',
      help: 'pole=sloupec; pole=sloupec. Pole: sku ean name unit warehouse physical reserved ordered forSale changedAt. Sloupec podle názvu, nebo #2 podle pořadí; v XML cesta, třeba stav/@mnozstvi; stálá hodnota v uvozovkách.',
    },
    'stock.rows': { label: 'Zásoby: prvek karty', help: 'Cesta k prvku XML, který se opakuje, od kořene: export/polozka.' },
    'prices.file': {
      label: 'Soubor s cenami',
      help: 'Může to být i tentýž soubor. Hvězdička v názvu: nejnovější, který vyhovuje. Prázdné: ceny se ze souboru nečtou.',
    },
    'prices.fields': {
      label: 'Ceny: kde co stojí',
      help: 'Pole: sku ean warehouse priceLevel currency price priceIncludesVat vatPercent forSale validFrom. Cenová hladina ve vlastním sloupci: price:A=Cena A. Stálá hodnota: priceIncludesVat="ne".',
    },
    'prices.rows': { label: 'Ceny: prvek karty', help: 'Cesta k prvku XML, který se opakuje, od kořene: export/cena.' },
    'reading.format': { label: 'Formát souborů', help: 'Jak jsou soubory se zásobami a cenami zapsané.' },
    'reading.encoding': {
      label: 'Znaková sada souborů',
      help: 'Značka na začátku souboru (BOM) rozhoduje sama. XML ji říká samo.',
    },
    'reading.separator': { label: 'Oddělovač v souborech', help: 'Čím jsou v CSV oddělené buňky.' },
    'reading.quote': { label: 'Uvozovky v souborech', help: 'Do čeho jsou v CSV uzavřené buňky, které obsahují oddělovač.' },
    'reading.header': { label: 'První řádek souborů jsou názvy', help: 'Bez názvů se sloupce označují pořadím: #1, #2.' },
    'reading.decimal': { label: 'Desetinné místo', help: 'Číslo v jiném tvaru se nečte a karta se ohlásí.' },
    'reading.thousands': { label: 'Oddělovač tisíců', help: 'Co stojí mezi trojicemi číslic.' },
    'reading.maxAgeHours': {
      label: 'Největší stáří souboru (h)',
      help: 'Starší soubor se nečte a klient to ohlásí: nejspíš se přestal vytvářet.',
    },
    'reading.settleSeconds': { label: 'Klid před čtením (s)', help: 'Tak dlouho se soubor nesmí měnit, než se začne číst.' },
    'reading.doneName': {
      label: 'Značka hotového souboru',
      help: 'Název souboru, který program zapíše nakonec: {file}.done. Prázdné: žádná není.',
    },
    'reading.endLine': {
      label: 'Poslední řádek',
      help: 'Přesné znění posledního řádku hotového CSV nebo JSON. Prázdné: žádný není.',
    },
    'mapping.encoding': { label: 'Znaková sada', help: 'Pro CSV a vlastní XML. UBL a JSON jsou vždy v UTF-8.' },
    'mapping.csvColumns': {
      label: 'Sloupce CSV: objednávky',
      help: 'V pořadí, jak mají být: Název=pole; Název=pole. Stálý text se píše v uvozovkách: Typ="OBP".',
    },
    'mapping.columns.delivery-notes': {
      label: 'Sloupce CSV: dodací listy',
      help: 'Jako u objednávek; pole podle druhu dokladu jsou v dokumentaci.',
    },
    'mapping.columns.invoices': {
      label: 'Sloupce CSV: faktury',
      help: 'Jako u objednávek; pole podle druhu dokladu jsou v dokumentaci.',
    },
    'mapping.columns.stock-cards': {
      label: 'Sloupce CSV: skladové karty',
      help: 'Jako u objednávek; pole podle druhu dokladu jsou v dokumentaci.',
    },
    'mapping.columns.addresses': {
      label: 'Sloupce CSV: adresy',
      help: 'Jako u objednávek; pole podle druhu dokladu jsou v dokumentaci.',
    },
    'mapping.csvSeparator': { label: 'Oddělovač sloupců', help: 'Čím jsou sloupce v CSV oddělené.' },
    'mapping.csvHeader': { label: 'První řádek s názvy', help: 'CSV začíná řádkem s názvy sloupců.' },
    'mapping.csvBom': { label: 'Značka UTF-8 na začátku', help: 'Potřebuje ji Excel. Jiným programům může vadit.' },
    'mapping.csvDecimalComma': { label: 'Desetinná čárka', help: 'Čísla v CSV s čárkou místo tečky.' },
    'mapping.csvFormulaGuard': {
      label: 'Ochrana před vzorci',
      help: 'Text, který by tabulkový program vzal jako vzorec, dostane na začátek apostrof. Doklad s takovým kódem zboží čeká na člověka.',
    },
    'mapping.paymentCodes': { label: 'Kódy plateb', help: 'Platba v dokladu → kód ve druhém systému, pro pole paymentCode.' },
    'mapping.units': { label: 'Měrné jednotky', help: 'Jednotka v dokladu → kód podle UN/ECE Rec. 20, pro UBL.' },
  },
  choices: {
    format: { ubl: 'UBL 2.1 (Peppol)', csv: 'CSV', json: 'JSON, jak přišel', template: 'Vlastní XML podle šablony' },
    'formats.delivery-notes': {
      ubl: 'UBL 2.1 (Peppol)',
      csv: 'CSV',
      json: 'JSON, jak přišel',
      template: 'Vlastní XML podle šablony',
    },
    'formats.invoices': { ubl: 'UBL 2.1 (Peppol)', csv: 'CSV', json: 'JSON, jak přišel', template: 'Vlastní XML podle šablony' },
    'formats.stock-cards': { csv: 'CSV', json: 'JSON, jak přišel', template: 'Vlastní XML podle šablony' },
    'formats.addresses': { csv: 'CSV', json: 'JSON, jak přišel', template: 'Vlastní XML podle šablony' },
    acknowledgement: {
      file: 'Druhý systém zapíše soubor s potvrzením',
      disappearance: 'Druhý systém náš soubor odklidí',
      drop: 'Stačí, že soubor leží ve složce',
      person: 'Ví to jen člověk, každý doklad potvrdí',
    },
    'reading.format': { csv: 'CSV', xml: 'XML', jsonl: 'JSON, objekt na každém řádku' },
    'reading.encoding': { 'utf-8': 'UTF-8', 'windows-1250': 'Windows-1250', 'utf-16': 'UTF-16 se značkou na začátku' },
    'reading.separator': { semicolon: 'Středník', comma: 'Čárka', tab: 'Tabulátor', pipe: 'Svislá čára' },
    'reading.quote': { double: 'Dvojité', single: 'Jednoduché', none: 'Žádné' },
    'reading.decimal': { point: 'Tečka', comma: 'Čárka' },
    'reading.thousands': { none: 'Žádný', space: 'Mezera', point: 'Tečka', comma: 'Čárka', apostrophe: 'Apostrof' },
    'mapping.encoding': { 'utf-8': 'UTF-8', 'windows-1250': 'Windows-1250' },
    'mapping.csvSeparator': { semicolon: 'Středník', comma: 'Čárka', tab: 'Tabulátor', pipe: 'Svislá čára' },
    'mapping.paymentCodes': {
      'bank-transfer': 'Bankovní převod',
      cash: 'Hotově',
      card: 'Kartou',
      'cash-on-delivery': 'Dobírka',
      other: 'Jinak',
    },
  },
}
