/** Words for the settings of `files`. */
export const filesSk = {
  fields: {
    folder: {
      label: 'Priečinok pre doklady',
      help: 'Priečinok, z ktorého druhý systém súbory berie. Musí existovať. Podpriečinok bi-client v ňom nemažte: drží záznam o tom, čo už bolo odovzdané.',
    },
    format: {
      label: 'Formát objednávok',
      help: 'UBL je medzinárodná norma pre objednávky. Vlastné XML sa vypĺňa podľa vašej šablóny template.xml.',
    },
    acknowledgement: {
      label: 'Ako sa spozná, že je doklad prevzatý',
      help: 'Voľte podľa pravdy. Bez potvrdenia klient nevie, či ho druhý systém naozaj zapísal.',
    },
    'agendas.orders': {
      label: 'Preberať objednávky',
      help: 'Čo nie je zapnuté, zostáva vo fronte. Zapnite, až s tým druhý systém počíta.',
    },
    'agendas.delivery-notes': {
      label: 'Preberať dodacie listy',
      help: 'Čo nie je zapnuté, zostáva vo fronte. Zapnite, až s tým druhý systém počíta.',
    },
    'agendas.stock-cards': {
      label: 'Preberať skladové karty',
      help: 'Čo nie je zapnuté, zostáva vo fronte. Zapnite, až s tým druhý systém počíta.',
    },
    'agendas.addresses': {
      label: 'Preberať adresy',
      help: 'Čo nie je zapnuté, zostáva vo fronte. Zapnite, až s tým druhý systém počíta.',
    },
    'agendas.invoices': {
      label: 'Preberať faktúry',
      help: 'Čo nie je zapnuté, zostáva vo fronte. Zapnite, až s tým druhý systém počíta.',
    },
    'formats.delivery-notes': {
      label: 'Formát dodacích listov',
      help: 'UBL je Despatch Advice podľa Peppolu; nemá ceny, tie sú v ňom iba ako doplnkové údaje.',
    },
    'formats.invoices': {
      label: 'Formát faktúr',
      help: 'UBL je Invoice podľa Peppol BIS Billing 3. Dobropis má v ňom záporné sumy.',
    },
    'formats.stock-cards': {
      label: 'Formát skladových kariet',
      help: 'Vlastné XML sa vypĺňa podľa šablóny template-stock-cards.xml.',
    },
    'formats.addresses': { label: 'Formát adries', help: 'Vlastné XML sa vypĺňa podľa šablóny template-addresses.xml.' },
    agendaFolders: {
      label: 'Podpriečinok pre každý druh dokladu',
      help: 'Doklady sa ukladajú do podpriečinkov orders, delivery-notes, stock-cards, addresses a invoices. Musia existovať.',
    },
    ackFolder: {
      label: 'Priečinok s potvrdeniami',
      help: 'Prázdne: podpriečinok „ack“. Klient potvrdenie po prečítaní odprace.',
    },
    ackName: { label: 'Názov potvrdenia', help: '{name} je názov nášho súboru bez prípony, {file} s príponou.' },
    answerTimeoutSeconds: {
      label: 'Čakanie na potvrdenie (s)',
      help: 'Ako dlho sa čaká hneď po odovzdaní. Neskoršie potvrdenie sa tiež počíta.',
    },
    fileName: {
      label: 'Názov súboru',
      help: 'Bez prípony. Musí obsahovať {itemId}; ďalej môže obsahovať {agenda} {number} {date} {buyerIco} {supplierIco}.',
    },
    extension: { label: 'Prípona', help: 'Prázdne: xml, csv alebo json podľa formátu.' },
    'stock.file': {
      label: 'Súbor so stavmi zásob',
      help: 'Súbor, ktorý vytvára váš program. Hviezdička v názve: najnovší, ktorý vyhovuje. Prázdne: stavy zásob sa zo súboru nečítajú.',
    },
    'stock.fields': {
      label: 'Zásoby: kde čo stojí',
      help: 'pole=stĺpec; pole=stĺpec. Polia: sku ean name unit warehouse physical reserved ordered forSale changedAt. Stĺpec podľa názvu alebo #2 podľa poradia; v XML cesta, napríklad stav/@mnozstvo; stála hodnota v úvodzovkách.',
    },
    'stock.rows': { label: 'Zásoby: prvok karty', help: 'Cesta k prvku XML, ktorý sa opakuje, od koreňa: export/polozka.' },
    'prices.file': {
      label: 'Súbor s cenami',
      help: 'Môže to byť aj ten istý súbor. Hviezdička v názve: najnovší, ktorý vyhovuje. Prázdne: ceny sa zo súboru nečítajú.',
    },
    'prices.fields': {
      label: 'Ceny: kde čo stojí',
      help: 'Polia: sku ean warehouse priceLevel currency price priceIncludesVat vatPercent forSale validFrom. Cenová hladina vo vlastnom stĺpci: price:A=Cena A. Stála hodnota: priceIncludesVat="nie".',
    },
    'prices.rows': { label: 'Ceny: prvok karty', help: 'Cesta k prvku XML, ktorý sa opakuje, od koreňa: export/cena.' },
    'reading.format': { label: 'Formát súborov', help: 'Ako sú súbory so zásobami a cenami zapísané.' },
    'reading.encoding': {
      label: 'Znaková sada súborov',
      help: 'Značka na začiatku súboru (BOM) rozhoduje sama. XML ju hovorí samo.',
    },
    'reading.separator': { label: 'Oddeľovač v súboroch', help: 'Čím sú v CSV oddelené bunky.' },
    'reading.quote': { label: 'Úvodzovky v súboroch', help: 'Do čoho sú v CSV uzavreté bunky, ktoré obsahujú oddeľovač.' },
    'reading.header': { label: 'Prvý riadok súborov sú názvy', help: 'Bez názvov sa stĺpce označujú poradím: #1, #2.' },
    'reading.decimal': { label: 'Desatinné miesto', help: 'Číslo v inom tvare sa nečíta a karta sa ohlási.' },
    'reading.thousands': { label: 'Oddeľovač tisícov', help: 'Čo stojí medzi trojicami číslic.' },
    'reading.maxAgeHours': {
      label: 'Najväčší vek súboru (h)',
      help: 'Starší súbor sa nečíta a klient to ohlási: asi sa prestal vytvárať.',
    },
    'reading.settleSeconds': { label: 'Pokoj pred čítaním (s)', help: 'Tak dlho sa súbor nesmie meniť, než sa začne čítať.' },
    'reading.doneName': {
      label: 'Značka hotového súboru',
      help: 'Názov súboru, ktorý program zapíše nakoniec: {file}.done. Prázdne: žiadna nie je.',
    },
    'reading.endLine': {
      label: 'Posledný riadok',
      help: 'Presné znenie posledného riadku hotového CSV alebo JSON. Prázdne: žiadny nie je.',
    },
    'mapping.encoding': { label: 'Znaková sada', help: 'Pre CSV a vlastné XML. UBL a JSON sú vždy v UTF-8.' },
    'mapping.csvColumns': {
      label: 'Stĺpce CSV: objednávky',
      help: 'V poradí, ako majú byť: Názov=pole; Názov=pole. Stály text sa píše v úvodzovkách: Typ="OBP".',
    },
    'mapping.columns.delivery-notes': {
      label: 'Stĺpce CSV: dodacie listy',
      help: 'Ako pri objednávkach; polia podľa druhu dokladu sú v dokumentácii.',
    },
    'mapping.columns.invoices': {
      label: 'Stĺpce CSV: faktúry',
      help: 'Ako pri objednávkach; polia podľa druhu dokladu sú v dokumentácii.',
    },
    'mapping.columns.stock-cards': {
      label: 'Stĺpce CSV: skladové karty',
      help: 'Ako pri objednávkach; polia podľa druhu dokladu sú v dokumentácii.',
    },
    'mapping.columns.addresses': {
      label: 'Stĺpce CSV: adresy',
      help: 'Ako pri objednávkach; polia podľa druhu dokladu sú v dokumentácii.',
    },
    'mapping.csvSeparator': { label: 'Oddeľovač stĺpcov', help: 'Čím sú stĺpce v CSV oddelené.' },
    'mapping.csvHeader': { label: 'Prvý riadok s názvami', help: 'CSV sa začína riadkom s názvami stĺpcov.' },
    'mapping.csvBom': { label: 'Značka UTF-8 na začiatku', help: 'Potrebuje ju Excel. Iným programom môže prekážať.' },
    'mapping.csvDecimalComma': { label: 'Desatinná čiarka', help: 'Čísla v CSV s čiarkou namiesto bodky.' },
    'mapping.csvFormulaGuard': {
      label: 'Ochrana pred vzorcami',
      help: 'Text, ktorý by tabuľkový program vzal ako vzorec, dostane na začiatok apostrof. Objednávka s takým kódom tovaru čaká na človeka.',
    },
    'mapping.paymentCodes': { label: 'Kódy platieb', help: 'Platba v doklade → kód v druhom systéme, pre pole paymentCode.' },
    'mapping.units': { label: 'Merné jednotky', help: 'Jednotka v doklade → kód podľa UN/ECE Rec. 20, pre UBL.' },
  },
  choices: {
    format: { ubl: 'UBL 2.1 (Peppol)', csv: 'CSV', json: 'JSON, ako prišiel', template: 'Vlastné XML podľa šablóny' },
    'formats.delivery-notes': {
      ubl: 'UBL 2.1 (Peppol)',
      csv: 'CSV',
      json: 'JSON, ako prišiel',
      template: 'Vlastné XML podľa šablóny',
    },
    'formats.invoices': { ubl: 'UBL 2.1 (Peppol)', csv: 'CSV', json: 'JSON, ako prišiel', template: 'Vlastné XML podľa šablóny' },
    'formats.stock-cards': { csv: 'CSV', json: 'JSON, ako prišiel', template: 'Vlastné XML podľa šablóny' },
    'formats.addresses': { csv: 'CSV', json: 'JSON, ako prišiel', template: 'Vlastné XML podľa šablóny' },
    acknowledgement: {
      file: 'Druhý systém zapíše súbor s potvrdením',
      disappearance: 'Druhý systém náš súbor odprace',
      drop: 'Stačí, že súbor leží v priečinku',
      person: 'Vie to iba človek, každý doklad potvrdí',
    },
    'reading.format': { csv: 'CSV', xml: 'XML', jsonl: 'JSON, objekt na každom riadku' },
    'reading.encoding': { 'utf-8': 'UTF-8', 'windows-1250': 'Windows-1250', 'utf-16': 'UTF-16 so značkou na začiatku' },
    'reading.separator': { semicolon: 'Bodkočiarka', comma: 'Čiarka', tab: 'Tabulátor', pipe: 'Zvislá čiara' },
    'reading.quote': { double: 'Dvojité', single: 'Jednoduché', none: 'Žiadne' },
    'reading.decimal': { point: 'Bodka', comma: 'Čiarka' },
    'reading.thousands': { none: 'Žiadny', space: 'Medzera', point: 'Bodka', comma: 'Čiarka', apostrophe: 'Apostrof' },
    'mapping.encoding': { 'utf-8': 'UTF-8', 'windows-1250': 'Windows-1250' },
    'mapping.csvSeparator': { semicolon: 'Bodkočiarka', comma: 'Čiarka', tab: 'Tabulátor', pipe: 'Zvislá čiara' },
    'mapping.paymentCodes': {
      'bank-transfer': 'Bankový prevod',
      cash: 'V hotovosti',
      card: 'Kartou',
      'cash-on-delivery': 'Dobierka',
      other: 'Inak',
    },
  },
}
