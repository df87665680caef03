/** Words for reading stock levels and prices, the same in every way into POHODA. */
export const pohodaReadingCs = {
  fields: {
    'reading.paging': {
      label: 'Čtení skladových karet',
      help: 'Po stránkách čte POHODA z roku 2024 a novější; kdo ji mezitím potřebuje, nečeká. Starší verze umí jen celý seznam naráz.',
    },
    'reading.pageSize': { label: 'Karet na stránce', help: 'Čím méně, tím dříve POHODA odpoví. Nejvýše 10 000.' },
    'reading.storage': {
      label: 'Jen tento sklad nebo členění',
      help: 'Cesta v členění skladů od začátku, například ZBOŽÍ nebo ZBOŽÍ/Spojovací. Prázdné: všechny sklady.',
    },
    'reading.onlyInternet': { label: 'Jen karty pro internet', help: 'Číst jen zásoby se zaškrtnutým polem Internet.' },
    'reading.lastChanges': {
      label: 'Číst jen změněné karty',
      help: 'Zapněte teprve po vyzkoušení: že se karta ocitne mezi změněnými i po pohybu zásoby, není u POHODY popsáno. Jednou denně se čtou všechny vždy.',
    },
    'reading.priceLevels': {
      label: 'Cenové hladiny',
      help: 'Název prodejní ceny v POHODĚ → without (bez DPH) nebo with (s DPH); seznam zásob to neříká. Jiné hladiny se nečtou.',
    },
  },
  choices: {
    'reading.paging': { 'by-id': 'Po stránkách (2024 a novější)', none: 'Celý seznam naráz' },
    'reading.lastChanges': { off: 'Nikdy, vždy všechny', cards: 'Jen u cen', movements: 'U cen i stavu zásob' },
  },
}
