import { pohodaMappingSk } from './pohoda-mapping.sk'

/** Words for the settings of `pohoda-eshop`. */
export const pohodaEshopSk = {
  fields: {
    listen: {
      label: 'Odkiaľ sa POHODA smie pýtať',
      help: 'Ak POHODA beží na tomto počítači, nechajte „len tento počítač“. Zo siete len s menom a heslom; bez nich klient adresu neotvorí.',
    },
    port: {
      label: 'Port',
      help: 'Na tomto porte klient POHODE odpovedá. V POHODE: Nastavenie → Internetové obchody → Import, URL pre objednávky, napríklad http://127.0.0.1:8190/objednavky.',
    },
    path: { label: 'Cesta', help: 'Koniec adresy, ktorú zadáte v POHODE.' },
    user: {
      label: 'Meno pre POHODU',
      help: 'To isté zadajte v POHODE na záložke WEB klient. Meno aj heslo si vymyslite, nie sú to údaje používateľa POHODY.',
    },
    password: {
      label: 'Heslo pre POHODU',
      help: 'Uloží sa zašifrované a už sa nikdy neukáže. Bez mena a hesla by si objednávky mohol vyzdvihnúť každý program na tomto počítači.',
    },
    ico: { label: 'IČO účtovnej jednotky', help: 'POHODA s otvorenou inou účtovnou jednotkou nič nedostane.' },
    waitSeconds: {
      label: 'Ako dlho sa ponúka (s)',
      help: 'Klient objednávky ponúkne a čaká, kým si ich POHODA vyzdvihne. Prenos v POHODE naplánujte častejšie, napríklad po troch minútach. Nevyzdvihnuté sa ponúknu nabudúce.',
    },
    confirmation: {
      label: 'Ako sa spozná, že POHODA objednávku má',
      help: 'POHODA to e-shopu sama neoznámi. Buď každú vyzdvihnutú objednávku potvrdí človek, alebo ju klient dohľadá cez mServer či program POHODA.',
    },
    lookupUser: { label: 'Používateľ POHODY (dohľadanie)', help: 'Len na dohľadanie: používateľ s právom na XML komunikáciu.' },
    lookupPassword: {
      label: 'Heslo používateľa POHODY (dohľadanie)',
      help: 'Len na dohľadanie. Uloží sa zašifrované a už sa nikdy neukáže.',
    },
    database: {
      label: 'Databáza účtovnej jednotky (dohľadanie)',
      help: 'Len na dohľadanie, napríklad StwPh_12345678_2026. Po novom roku ju zmeňte.',
    },
    mServerAddress: { label: 'Adresa mServera', help: 'Napríklad http://127.0.0.1:444.' },
    certificateFile: {
      label: 'Certifikát mServera',
      help: 'Súbor PEM, len keď má mServer vlastný certifikát, ktorý počítač nepozná.',
    },
    program: { label: 'Program POHODA', help: 'Cesta k súboru Pohoda.exe.' },
    timeoutSeconds: { label: 'Najdlhšie dohľadanie (s)', help: 'Ako dlho smie trvať jedna otázka.' },
    againHours: {
      label: 'Znova ponúknuť až po (h)',
      help: 'Objednávka, ktorú si POHODA vyzdvihla a napriek tomu ju nemá (napríklad ju odmietla), sa ponúkne znova až po tomto čase. Skôr by mohla vzniknúť dvakrát.',
    },
    exSystemName: { label: 'Názov cudzieho systému', help: 'Pod týmto názvom si POHODA pamätá naše označenie. Neskôr nemeňte.' },
    ...pohodaMappingSk.fields,
  },
  choices: {
    listen: { 'this-computer': 'Len z tohto počítača', network: 'Aj z vlastnej siete' },
    confirmation: {
      person: 'Potvrdí to človek',
      mserver: 'Klient dohľadá cez mServer',
      program: 'Klient dohľadá spustením POHODY',
    },
    ...pohodaMappingSk.choices,
  },
}
