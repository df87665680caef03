/** Words for the settings of `command`. */
export const commandCs = {
  fields: {
    program: {
      label: 'Program',
      help: 'Celá cesta k programu, nebo k programu, který skript spouští (python.exe, powershell.exe, node.exe). Soubory .bat a .cmd spustit nelze.',
    },
    script: { label: 'Skript', help: 'Celá cesta ke skriptu. Prázdné: program žádný skript nepotřebuje.' },
    company: {
      label: 'Firma',
      help: 'Do kterých knih se zapisuje, například IČO. Program dostane tuto hodnotu a jinou firmu musí odmítnout.',
    },
    guard: {
      label: 'Ochrana proti dvojímu zápisu',
      help: 'Co program umí. Volte podle pravdy: podle toho klient pozná, zda smí doklad předat znovu.',
    },
    'agendas.orders': {
      label: 'Přebírat objednávky',
      help: 'Program dostane druh dokladu v poli agenda. Co není zapnuté, zůstává ve frontě.',
    },
    'agendas.delivery-notes': {
      label: 'Přebírat dodací listy',
      help: 'Program dostane druh dokladu v poli agenda. Co není zapnuté, zůstává ve frontě.',
    },
    'agendas.stock-cards': {
      label: 'Přebírat skladové karty',
      help: 'Program dostane druh dokladu v poli agenda. Co není zapnuté, zůstává ve frontě.',
    },
    'agendas.addresses': {
      label: 'Přebírat adresy',
      help: 'Program dostane druh dokladu v poli agenda. Co není zapnuté, zůstává ve frontě.',
    },
    'agendas.invoices': {
      label: 'Přebírat faktury',
      help: 'Program dostane druh dokladu v poli agenda. Co není zapnuté, zůstává ve frontě.',
    },
    timeoutSeconds: { label: 'Nejdelší běh pro jeden doklad (s)', help: 'Po této době klient program ukončí a doklad dohledá.' },
    'reads.stock': { label: 'Program vydává stavy zásob', help: 'Program odpovídá na příkaz stock (viz dokumentace).' },
    'reads.prices': { label: 'Program vydává ceny', help: 'Program odpovídá na příkaz prices (viz dokumentace).' },
    readTimeoutSeconds: { label: 'Nejdelší čtení (s)', help: 'Po této době klient program ukončí a nic z něj neodešle.' },
    secret: {
      label: 'Heslo nebo klíč pro program',
      help: 'Nepovinné. Program je dostane jen na standardním vstupu. Uloží se zašifrované a už se nikdy neukáže.',
    },
  },
  choices: {
    guard: {
      searchable: 'Program doklad dohledá podle našeho označení',
      enforced: 'Program doklad dohledá a sám nikdy nezapíše dvakrát',
      none: 'Ani jedno: nejistý zápis posoudí člověk',
    },
  },
}
