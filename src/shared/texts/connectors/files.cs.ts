/** Words for the settings of `files`. */
export const filesCs = {
  fields: {
    folder: {
      label: 'Složka pro objednávky',
      help: 'Složka, ze které druhý systém soubory bere. Musí existovat. Podsložku bi-client v ní nemažte: drží záznam o tom, co už bylo předáno.',
    },
    format: {
      label: 'Formát',
      help: 'UBL je mezinárodní norma pro objednávky. Vlastní XML se vyplňuje podle vaší šablony template.xml.',
    },
    acknowledgement: {
      label: 'Jak se pozná, že je objednávka převzatá',
      help: 'Volte podle pravdy. Bez potvrzení klient neví, zda ji druhý systém opravdu zapsal.',
    },
    ackFolder: { label: 'Složka s potvrzeními', help: 'Prázdné: podsložka „ack“. Klient potvrzení po přečtení odklidí.' },
    ackName: { label: 'Název potvrzení', help: '{name} je název našeho souboru bez přípony, {file} s příponou.' },
    answerTimeoutSeconds: {
      label: 'Čekání na potvrzení (s)',
      help: 'Jak dlouho se čeká hned po předání. Pozdější potvrzení se také počítá.',
    },
    fileName: {
      label: 'Název souboru',
      help: 'Bez přípony. Musí obsahovat {itemId}; dále může obsahovat {number} {date} {buyerIco}.',
    },
    extension: { label: 'Přípona', help: 'Prázdné: xml, csv nebo json podle formátu.' },
    'mapping.encoding': { label: 'Znaková sada', help: 'Pro CSV a vlastní XML. UBL a JSON jsou vždy v UTF-8.' },
    'mapping.csvColumns': {
      label: 'Sloupce CSV',
      help: 'V pořadí, jak mají být: Název=pole; Název=pole. Stálý text se píše v uvozovkách: Typ="OBP".',
    },
    'mapping.csvSeparator': { label: 'Oddělovač sloupců', help: 'Čím jsou sloupce v CSV oddělené.' },
    'mapping.csvHeader': { label: 'První řádek s názvy', help: 'CSV začíná řádkem s názvy sloupců.' },
    'mapping.csvBom': { label: 'Značka UTF-8 na začátku', help: 'Potřebuje ji Excel. Jiným programům může vadit.' },
    'mapping.csvDecimalComma': { label: 'Desetinná čárka', help: 'Čísla v CSV s čárkou místo tečky.' },
    'mapping.csvFormulaGuard': {
      label: 'Ochrana před vzorci',
      help: 'Text, který by tabulkový program vzal jako vzorec, dostane na začátek apostrof. Objednávka s takovým kódem zboží čeká na člověka.',
    },
    'mapping.paymentCodes': { label: 'Kódy plateb', help: 'Platba v objednávce → kód ve druhém systému, pro pole paymentCode.' },
    'mapping.units': { label: 'Měrné jednotky', help: 'Jednotka v objednávce → kód podle UN/ECE Rec. 20, pro UBL.' },
  },
  choices: {
    format: { ubl: 'UBL 2.1 (Peppol)', csv: 'CSV', json: 'JSON, jak přišel', template: 'Vlastní XML podle šablony' },
    acknowledgement: {
      file: 'Druhý systém zapíše soubor s potvrzením',
      disappearance: 'Druhý systém náš soubor odklidí',
      drop: 'Stačí, že soubor leží ve složce',
      person: 'Ví to jen člověk, každou objednávku potvrdí',
    },
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
