/** Words for the settings of `command`. */
export const commandSk = {
  fields: {
    program: {
      label: 'Program',
      help: 'Celá cesta k programu alebo k programu, ktorý skript spúšťa (python.exe, powershell.exe, node.exe). Súbory .bat a .cmd spustiť nemožno.',
    },
    script: { label: 'Skript', help: 'Celá cesta ku skriptu. Prázdne: program žiadny skript nepotrebuje.' },
    company: {
      label: 'Firma',
      help: 'Do ktorých kníh sa zapisuje, napríklad IČO. Program dostane túto hodnotu a inú firmu musí odmietnuť.',
    },
    guard: {
      label: 'Ochrana proti dvojitému zápisu',
      help: 'Čo program vie. Voľte podľa pravdy: podľa toho klient spozná, či smie doklad odovzdať znova.',
    },
    'agendas.orders': {
      label: 'Preberať objednávky',
      help: 'Program dostane druh dokladu v poli agenda. Čo nie je zapnuté, zostáva vo fronte.',
    },
    'agendas.delivery-notes': {
      label: 'Preberať dodacie listy',
      help: 'Program dostane druh dokladu v poli agenda. Čo nie je zapnuté, zostáva vo fronte.',
    },
    'agendas.stock-cards': {
      label: 'Preberať skladové karty',
      help: 'Program dostane druh dokladu v poli agenda. Čo nie je zapnuté, zostáva vo fronte.',
    },
    'agendas.addresses': {
      label: 'Preberať adresy',
      help: 'Program dostane druh dokladu v poli agenda. Čo nie je zapnuté, zostáva vo fronte.',
    },
    'agendas.invoices': {
      label: 'Preberať faktúry',
      help: 'Program dostane druh dokladu v poli agenda. Čo nie je zapnuté, zostáva vo fronte.',
    },
    timeoutSeconds: { label: 'Najdlhší beh pre jeden doklad (s)', help: 'Po tomto čase klient program ukončí a doklad dohľadá.' },
    'reads.stock': { label: 'Program vydáva stavy zásob', help: 'Program odpovedá na príkaz stock (pozri dokumentáciu).' },
    'reads.prices': { label: 'Program vydáva ceny', help: 'Program odpovedá na príkaz prices (pozri dokumentáciu).' },
    readTimeoutSeconds: { label: 'Najdlhšie čítanie (s)', help: 'Po tomto čase klient program ukončí a nič z neho neodošle.' },
    secret: {
      label: 'Heslo alebo kľúč pre program',
      help: 'Nepovinné. Program ich dostane iba na štandardnom vstupe. Uloží sa zašifrované a už sa nikdy neukáže.',
    },
  },
  choices: {
    guard: {
      searchable: 'Program doklad dohľadá podľa nášho označenia',
      enforced: 'Program doklad dohľadá a sám nikdy nezapíše dvakrát',
      none: 'Ani jedno: neistý zápis posúdi človek',
    },
  },
}
