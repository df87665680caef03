/** Words for reading stock levels and prices, the same in every way into POHODA. */
export const pohodaReadingSk = {
  fields: {
    'reading.paging': {
      label: 'Čítanie skladových kariet',
      help: 'Po stránkach číta POHODA z roku 2024 a novšia; kto ju medzitým potrebuje, nečaká. Staršie verzie vedia len celý zoznam naraz.',
    },
    'reading.pageSize': { label: 'Kariet na stránke', help: 'Čím menej, tým skôr POHODA odpovie. Najviac 10 000.' },
    'reading.storage': {
      label: 'Len tento sklad alebo členenie',
      help: 'Cesta v členení skladov od začiatku, napríklad TOVAR alebo TOVAR/Spojovací. Prázdne: všetky sklady.',
    },
    'reading.onlyInternet': { label: 'Len karty pre internet', help: 'Čítať len zásoby so zaškrtnutým poľom Internet.' },
    'reading.lastChanges': {
      label: 'Čítať len zmenené karty',
      help: 'Zapnite až po vyskúšaní: že sa karta ocitne medzi zmenenými aj po pohybe zásoby, nie je pri POHODE opísané. Raz denne sa čítajú všetky vždy.',
    },
    'reading.priceLevels': {
      label: 'Cenové hladiny',
      help: 'Názov predajnej ceny v POHODE → without (bez DPH) alebo with (s DPH); zoznam zásob to nehovorí. Iné hladiny sa nečítajú.',
    },
  },
  choices: {
    'reading.paging': { 'by-id': 'Po stránkach (2024 a novšia)', none: 'Celý zoznam naraz' },
    'reading.lastChanges': { off: 'Nikdy, vždy všetky', cards: 'Len pri cenách', movements: 'Pri cenách aj stave zásob' },
  },
}
