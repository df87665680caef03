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
    timeoutSeconds: { label: 'Najdlhší beh pre jeden doklad (s)', help: 'Po tomto čase klient program ukončí a doklad dohľadá.' },
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
