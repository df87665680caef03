import { pohodaAgendasSk } from './pohoda-agendas.sk'
import { pohodaMappingSk } from './pohoda-mapping.sk'
import { pohodaReadingSk } from './pohoda-reading.sk'

/** Words for the settings of `pohoda-mserver`. */
export const pohodaMServerSk = {
  fields: {
    address: {
      label: 'Adresa mServera',
      help: 'Napríklad http://192.168.1.10:444. Bez šifrovania (http) len vo vlastnej sieti. Namiesto localhost sa použije 127.0.0.1, pretože POHODA inak nepočuje.',
    },
    certificateFile: {
      label: 'Certifikát mServera',
      help: 'Súbor PEM, len keď má mServer vlastný certifikát, ktorý počítač nepozná. Prázdne: stačia certifikáty počítača.',
    },
    user: {
      label: 'Používateľ POHODY',
      help: 'Používateľ s právom na XML komunikáciu a na túto účtovnú jednotku. Odporúčame vlastného, len pre klienta, s menom bez diakritiky.',
    },
    password: {
      label: 'Heslo používateľa POHODY',
      help: 'Uloží sa zašifrované a už sa nikdy neukáže. Odporúčame heslo bez diakritiky.',
    },
    database: {
      label: 'Databáza účtovnej jednotky',
      help: 'Napríklad StwPh_12345678_2026. Pred každým odovzdaním sa overí, že ju má mServer otvorenú. Po novom roku ju zmeňte.',
    },
    ico: { label: 'IČO účtovnej jednotky', help: 'POHODA odmietne doklady určené inej účtovnej jednotke.' },
    unitCheck: {
      label: 'Overenie účtovnej jednotky',
      help: 'Staršie verzie svoju databázu nepovedia. Potom stráži firmu len IČO a rok nestráži nikto.',
    },
    timeoutSeconds: {
      label: 'Čakanie na mServer (s)',
      help: 'Po tomto čase sa výsledok považuje za neistý a doklady sa dohľadajú.',
    },
    compress: {
      label: 'Posielať komprimovane',
      help: 'Má zmysel len na pomalej sieti. Odpovede sa komprimujú vždy, keď to mServer vie.',
    },
    lookup: {
      label: 'Dohľadanie dokladu',
      help: 'POHODA z roku 2024 a novšia hľadá podľa nášho označenia. V staršej sa doklad hľadá medzi objednávkami toho istého dňa.',
    },
    control: {
      label: 'Spúšťanie mServera',
      help: 'Klient môže mServer spustiť, keď nebeží, a na konci zastaviť ten, ktorý sám spustil. Funguje len na počítači s POHODOU.',
    },
    program: { label: 'Program POHODA', help: 'Cesta k súboru Pohoda.exe.' },
    serverName: { label: 'Názov mServera', help: 'Názov konfigurácie v POHODE: Účtovné jednotky → Databáza → POHODA mServer.' },
    startSeconds: { label: 'Čakanie na spustenie (s)', help: 'Ako dlho smie mServer štartovať.' },
    exSystemName: { label: 'Názov cudzieho systému', help: 'Pod týmto názvom si POHODA pamätá naše označenie. Neskôr nemeňte.' },
    ...pohodaMappingSk.fields,
    ...pohodaReadingSk.fields,
    ...pohodaAgendasSk.fields,
  },
  choices: {
    unitCheck: { database: 'Podľa databázy (aj rok)', ico: 'Len podľa IČO (staršie verzie)' },
    lookup: {
      extId: 'Podľa nášho označenia (2024 a novšie)',
      orderDate: 'Medzi objednávkami toho istého dňa (staršie)',
      none: 'Nehľadať',
    },
    control: { never: 'Nikdy', allowed: 'Povolené' },
    ...pohodaMappingSk.choices,
    ...pohodaReadingSk.choices,
    ...pohodaAgendasSk.choices,
  },
}
