/** Titles of the connection checks. Master of the other languages. */
export const checksCs = {
  'pohoda.program': 'Program POHODA',
  'pohoda.exchange-folder': 'Složka pro výměnu souborů',
  'pohoda.import-folder': 'Složka, ze které POHODA importuje',
  'pohoda.response-folder': 'Složka s odpověďmi POHODY',
  'pohoda.answer': 'POHODA odpovídá',
  'pohoda.company': 'Účetní jednotka',
  'pohoda.duplicity': 'Ochrana proti dvojímu zápisu',
  'money.import-folder': 'Složka, ze které Money importuje',
  'money.report-folder': 'Složka s hlášeními Money o importu',
  'money.export-list': 'Seznam přijatých objednávek, který Money exportuje',
  'money.definition': 'Definice importu: co se stane s objednávkou, která už existuje',
  'money.untaken': 'Soubory, které Money zatím nevzalo',
  'money.api': 'S3 API odpovídá a přihlášení platí',
  'money.agenda': 'Agenda v Money',
  'money.lookup': 'Dohledání objednávky podle našeho klíče',
  'money.queue': 'Fronta importu: předané objednávky bez výsledku',
  'flexi.server': 'Server ABRA Flexi',
  'flexi.company': 'Přihlášení a firma v ABRA Flexi',
  'flexi.codes': 'Typ dokladu a další kódy (zkušební uložení)',
  'flexi.duplicity': 'Dohledání a ochrana proti dvojímu zápisu',
  'mserver.status': 'Spojení s mServerem',
  'mserver.unit': 'Otevřená databáze',
  'mserver.encryption': 'Šifrování',
  'command.program': 'Program nebo skript',
  'command.script': 'Skript',
  'command.answer': 'Program odpovídá',
  'command.company': 'Firma podle programu',
  'command.find': 'Dohledání dokladu programem',
  'is.company': 'Firma účtu a účetní jednotka',
  'is.settings': 'Nastavení propojení',
  'connection.name': 'Jméno serveru',
  'connection.proxy': 'Proxy server',
  'connection.port': 'Spojení se serverem',
  'connection.encryption': 'Zabezpečení a certifikát',
  'connection.answer': 'Kdo odpovídá',
  'connection.key': 'Klíč firmy',
  'connection.version': 'Verze rozhraní',
  'connection.company': 'Firma a IČO',
  'connection.mode': 'Režim účtu',
  'connection.agendas': 'Povolené druhy dokladů',
  'connection.queue': 'Doklady čekající ve frontě',
  'connection.clock': 'Hodiny proti centrále',
  'computer.system': 'Operační systém',
  'computer.disk': 'Volné místo na disku',
  'computer.data-folder': 'Zápis do složky s daty',
  'computer.import-folder': 'Zápis do složky pro import',
  'computer.task': 'Právo přidat naplánovanou úlohu',
  'computer.code-page': 'Jazyk programů bez Unicode',
  'computer.time-zone': 'Časové pásmo',
  'computer.memory': 'Paměť',
  'computer.runtime': 'Běhové prostředí',
  'computer.remote-access': 'Vzdálený přístup',
  'computer.account': 'Účet, pod kterým klient běží',
  'computer.outbound': 'Odchozí spojení na internet',
  'computer.clock': 'Hodiny proti centrále',
} as const

export type CheckId = keyof typeof checksCs
export type CheckTexts = Record<CheckId, string>

/** What a check of the set-up looks at, and when it is left out. */
export const checkHelpCs = {
  'connection.name': 'Zda počítač najde, na jaké síťové adrese centrála je. Jde-li spojení přes proxy, může jméno hledat ona.',
  'connection.proxy': 'Zda vaše síť pouští na internet přes proxy server a kde je to nastaveno.',
  'connection.port': 'Zda se dá spojit se serverem na portu 443, na kterém centrála běží.',
  'connection.encryption':
    'Komu certifikát patří, kdo za něj ručí a dokdy platí. Dokud to nesouhlasí, klient nic neposílá. Zkušební centrála v tomto počítači se nešifruje, tam se krok vynechá.',
  'connection.answer':
    'Zda na adrese odpovídá opravdu centrála, a ne přihlašovací stránka sítě. Ptá se bez klíče; očekává se odpověď 401.',
  'connection.key': 'Zda centrála přijala klíč vaší firmy. Samotný klíč se nikde nezobrazuje.',
  'connection.version': 'Zda si centrála a tato verze klienta rozumějí.',
  'connection.company': 'Komu klíč patří. Porovnává se s IČO z registrace.',
  'connection.mode': 'Zda je účet ve zkušebním (test), nebo v ostrém provozu (production).',
  'connection.agendas': 'Co se smí mezi centrálou a vaší firmou přenášet.',
  'connection.queue': 'Kolik dokladů čeká a od kdy nejstarší z nich.',
  'connection.clock': 'O kolik se hodiny tohoto počítače liší od centrály; do minuty je to v pořádku.',
  'computer.system': 'Zda je systém mezi podporovanými.',
  'computer.disk': 'Alespoň 2 GB na disku s daty klienta i se složkou pro import.',
  'computer.data-folder': 'Vyzkoušeno skutečným souborem, který se hned zase smazal.',
  'computer.import-folder': 'Vyzkoušeno skutečným souborem v dočasné podsložce. Dokud složka není zvolena, krok se vynechá.',
  'computer.task': 'Zda by klient mohl běžet, i když není nikdo přihlášen. Úloha se teď nevytváří.',
  'computer.code-page': 'POHODA potřebuje ve Windows češtinu nebo slovenštinu (znaková sada 1250). Mimo Windows se krok vynechá.',
  'computer.time-zone': 'Podle něj se určuje den dokladu.',
  'computer.memory': 'Volná a celková.',
  'computer.runtime': 'Verze součástí, na kterých klient běží; pro podporu.',
  'computer.remote-access': 'Jak jste uvedli v registraci. Nezkouší se.',
  'computer.account': 'Tento účet musí mít právo k informačnímu systému a ke složkám.',
  'computer.outbound':
    'Zda se z tohoto počítače dá spojit s centrálou: jméno, proxy, port 443, zabezpečení a kdo odpovídá. Zatím bez klíče.',
  'computer.clock': 'O kolik se hodiny tohoto počítače liší od centrály; do minuty je to v pořádku.',
} as const

export type ExplainedCheckId = keyof typeof checkHelpCs
export type CheckHelpTexts = Record<ExplainedCheckId, string>

/** Words of the report for support. */
export const reportCs = {
  title: 'Zpráva o kontrole, B2B REST API Client',
  made: 'Pořízeno',
  ok: 'v pořádku',
  warning: 'upozornění',
  failed: 'chyba',
  skipped: 'vynecháno',
  todo: 'Co dělat',
  code: 'Kód',
  words: 'Původní hlášení',
} as const

export type ReportTexts = Record<keyof typeof reportCs, string>
